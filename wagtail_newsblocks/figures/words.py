"""The words around figures that the CLDR does not hold, a row a language."""

from dataclasses import dataclass, field


def _field(letter: str, symbols: str = "") -> str:
    return field(default=symbols, metadata={"letter": letter})


@dataclass(frozen=True)
class Words:
    """One language's words around figures; the defaults are symbols that all share.

    Alternatives are parted by "|", the first being the one spoken; some carry a value
    after a colon. The letter is what the grammar below knows such a word by. A later
    field wins: "×" is F rather than X, German "von" R rather than I.
    """

    about: str = _field("Q", "~|≈|≃")
    at_least: str = _field("Q", "≥")
    at_most: str = _field("Q", "≤")
    more_than: str = _field("Q", ">")
    less_than: str = _field("Q", "<")
    or_more: str = _field("E")  # after the number
    or_less: str = _field("E")
    minus: str = _field("M")
    between: str = _field("B")
    and_: str = _field("A")
    to: str = _field("T")  # besides dashes
    ratio: str = _field("I", "∶")  # U+2236, made for it: a colon is a time of day
    ratio_of: str = _field("R")  # I and O at once: German "von"
    of: str = _field("O")  # before the size of a change, or a currency
    spoken_of: str = _field("")  # from "billion" to a currency; second, before a vowel
    times: str = _field("X", "×")
    fold: str = _field("F", "×|✕|x")  # "times" may also tell how often it happened
    percent: str = _field("P", "%")  # besides the CLDR's own word
    numbers: str = _field("W")
    fractions: str = _field("H")  # with its Unicode character
    folds: str = _field("G")  # with its factor: "fourfold"
    multiplied: str = _field("K")  # with its factor, and a direction: "quadrupled"
    scales: str = _field("S")  # with its power of ten, besides the CLDR's own
    money_scales: str = _field("L")  # after money only: "£5m", as "5m" may be metres
    currencies: str = _field("")  # with its code or sign
    rose: str = _field("^")
    more: str = _field("u")  # a bare number beside it is a size: "up 500", "500 more"
    fell: str = _field("v")
    fewer: str = _field("d")
    steady: str = _field("=")
    by: str = _field("Y")
    level: str = _field("Z")  # before what is no size of a change: "from", "at"
    not_: str = _field("!")


def _count(names: str, start: int = 0, suffix: str = "") -> str:
    """Give each name its place as its value: "zero one" -> "zero:0|one:1"."""
    return "|".join(
        f"{name}{suffix}:{value}"
        for value, alternatives in enumerate(names.split(), start)
        for name in alternatives.split(",")
    )


_DIGITS = "one two three four five six seven eight nine"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

LANGUAGES = {
    "en": Words(
        about="about|around|roughly|approximately|approx.|some|nearly|almost|circa|ca.",
        at_least="at least|no fewer than|no less than|a minimum of",
        at_most="at most|up to|no more than|as many as|as much as|a maximum of",
        more_than="more than|over|above|upwards of|in excess of|greater than",
        less_than="less than|fewer than|under|below",
        or_more="or more|and more|plus",
        or_less="or less|or fewer",
        minus="minus",
        between="between",
        and_="and",
        to="to",
        ratio="in|out of|in every|out of every",
        of="of",
        times="times",
        fold="fold|-fold",
        percent="percent|per cent|pct",
        numbers=_count(
            f"zero {_DIGITS} ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen "
            + " ".join(
                f"{ten} " + " ".join(f"{ten}-{digit}" for digit in _DIGITS.split())
                for ten in _TENS.split()
            )
        ),
        fractions="one half:½|half:½|a half:½|half a:½|one third:⅓|a third:⅓|"
        "two thirds:⅔|two-thirds:⅔|one quarter:¼|a quarter:¼|three quarters:¾|"
        "three-quarters:¾|one fifth:⅕|a fifth:⅕",
        folds="twice:2|twofold:2|" + _count(f"{_DIGITS} ten", 1, "fold"),
        multiplied="halved:.5|halving:.5|doubled:2|doubling:2|tripled:3|tripling:3|"
        "trebled:3|quadrupled:4|quadrupling:4|quintupled:5",
        scales="hundred:2|k:3|mn:6|mln:6|bn:9|bln:9|tn:12",
        money_scales="m:6|b:9|t:12",
        currencies="dollar:$|dollars:$",
        rose="rose|rise|rises|risen|rising|increase|increases|increased|increasing|"
        "grew|grow|grows|grown|growing|growth|climb|climbed|climbing|jump|jumped|surge|"
        "surged|soared|gain|gained",
        more="up|more|higher|as many|as much|as high",
        fell="fell|fall|falls|fallen|falling|decrease|decreases|decreased|decreasing|"
        "drop|drops|dropped|dropping|decline|declines|declined|declining|cut|cuts|"
        "reduced|reduction|plunge|plunged|slump|slumped|shrank|shrunk|lost|loss",
        fewer="down|fewer|less|lower",
        steady="unchanged|steady|stable|flat|no change|the same",
        by="by",
        level="from|at",
        not_="not|never|no|'t",
    ),
    "de": Words(
        about="etwa|rund|ungefähr|circa|ca.|zirka|knapp|fast|nahezu",
        at_least="mindestens|wenigstens|nicht weniger als",
        at_most="höchstens|bis zu|maximal|nicht mehr als",
        more_than="mehr als|über|gut",
        less_than="weniger als|unter",
        or_more="oder mehr",
        or_less="oder weniger",
        minus="minus",
        between="zwischen",
        and_="und",
        to="bis",
        ratio="von",
        ratio_of="von",
        times="Mal|-mal",
        fold="fach|-fach",
        numbers=_count(
            "null ein,eins,eine,einer,einem,einen zwei drei vier fünf sechs sieben "
            "acht neun zehn elf zwölf"
        ),
        fractions="ein halb:½|die Hälfte:½|eine halbe:½|ein Drittel:⅓|zwei Drittel:⅔|"
        "ein Viertel:¼|drei Viertel:¾",
        folds="doppelt:2|"
        + _count("zwei drei vier fünf sechs sieben acht neun zehn", 2, "fach"),
        multiplied="halbiert:.5|halbierte:.5|halbierten:.5|Halbierung:.5|"
        "verdoppelt:2|verdoppelte:2|verdoppelten:2|Verdopplung:2|Verdoppelung:2|"
        "verdreifacht:3|verdreifachte:3|verdreifachten:3|Verdreifachung:3|"
        "vervierfacht:4|vervierfachte:4|vervierfachten:4|Vervierfachung:4",
        scales="Tsd.:3|Mill.:6",
        currencies="Dollar:$",
        rose="stieg|stiegen|gestiegen|steigt|Anstieg|Zunahme|zugenommen|wuchs|wuchsen|"
        "gewachsen|Wachstum|Zuwachs|erhöht|erhöhte",
        more="mehr|höher",
        fell="fiel|fielen|gefallen|sank|sanken|gesunken|sinkt|Rückgang|Abnahme|"
        "abgenommen|schrumpfte|geschrumpft|verringert",
        fewer="weniger|niedriger",
        steady="unverändert|stabil|konstant|gleich geblieben",
        by="um",
        level="auf|bei|aus",
        not_="nicht|kein|keine|nie",
    ),
    "fr": Words(
        about="environ|près de|près d’|quelque|presque|autour de|à peu près",
        at_least="au moins|pas moins de|au minimum",
        at_most="au plus|jusqu’à|au maximum|pas plus de",
        more_than="plus de|plus d’|supérieur à",
        less_than="moins de|moins d’|inférieur à",
        or_more="ou plus|et plus",
        or_less="ou moins",
        minus="moins",
        between="entre",
        and_="et",
        to="à",
        ratio="sur",
        of="de|d’",
        spoken_of="de|d’",
        times="fois",
        numbers=_count(
            "zéro un,une deux trois quatre cinq six sept huit neuf dix onze douze "
            "treize quatorze quinze seize"
        ),
        fractions="la moitié:½|un demi:½|moitié:½|un tiers:⅓|deux tiers:⅔|un quart:¼|"
        "trois quarts:¾",
        multiplied="divisé par deux:.5|divisée par deux:.5|doublé:2|doublée:2|triplé:3|"
        "triplée:3|quadruplé:4|quadruplée:4|multiplié par deux:2|multiplié par trois:3|"
        "multiplié par quatre:4",
        scales="mds:9|mrd:9",
        money_scales="m:6",
        currencies="dollars américains:USD|dollar américain:USD",
        rose="hausse|augmentation|augmenté|augmente|augmentent|progression|progressé|"
        "croissance|bondi|grimpé",
        more="en hausse|plus|supérieur",
        fell="baisse|baissé|diminution|diminué|diminue|recul|reculé|chute|chuté|"
        "réduit|réduction",
        fewer="en baisse|inférieur",
        steady="inchangé|inchangée|stable|stables",
        level="depuis",
        not_="pas|jamais|aucun|aucune",
    ),
    "es": Words(
        about="alrededor de|unos|unas|cerca de|casi|aproximadamente",
        at_least="al menos|por lo menos|como mínimo|no menos de",
        at_most="como máximo|hasta|no más de",
        more_than="más de",
        less_than="menos de",
        or_more="o más",
        or_less="o menos",
        minus="menos",
        between="entre",
        and_="y",
        to="a",
        ratio="de cada",
        of="de",
        spoken_of="de",
        times="veces|vez",
        percent="por ciento|por cien",
        numbers=_count(
            "cero un,uno,una dos tres cuatro cinco seis siete ocho nueve diez once "
            "doce trece catorce quince"
        ),
        fractions="la mitad:½|medio:½|un tercio:⅓|dos tercios:⅔|un cuarto:¼|"
        "tres cuartos:¾",
        multiplied="reducido a la mitad:.5|duplicado:2|duplicó:2|duplicaron:2|"
        "triplicado:3|triplicó:3|triplicaron:3|cuadruplicado:4|cuadruplicó:4",
        scales="mill.:6|mdd:9",
        rose="aumento|aumentó|aumentaron|aumentado|subió|subieron|subido|subida|creció|"
        "crecieron|crecimiento|incremento|incrementó|alza",
        more="más|superior",
        fell="disminución|disminuyó|disminuyeron|bajó|bajaron|bajada|cayó|cayeron|"
        "caída|descenso|descendió|redujo|reducción",
        fewer="inferior",
        steady="sin cambios|estable|estables",
        by="en",
        level="desde",
        not_="no|nunca",
    ),
    "ar": Words(
        about="حوالي|نحو|قرابة|ما يقرب من|تقريبا",
        at_least="ما لا يقل عن",
        at_most="ما لا يزيد عن|ما يصل إلى|حتى",
        more_than="أكثر من|ما يزيد عن",
        less_than="أقل من",
        or_more="أو أكثر|على الأقل",
        or_less="أو أقل",
        minus="ناقص|سالب",
        between="بين",
        and_="و",
        to="إلى",
        ratio="من كل|من أصل",
        times="مرات|مرة|أضعاف",
        percent="في المئة|في المائة|بالمئة",
        numbers=_count(
            "صفر واحد,واحدة اثنان,اثنين ثلاثة,ثلاث أربعة,أربع خمسة,خمس ستة,ست "
            "سبعة,سبع ثمانية,ثماني تسعة,تسع عشرة,عشر"
        ),
        fractions="نصف:½|ثلث:⅓|ثلثين:⅔|ثلثان:⅔|ربع:¼|ثلاثة أرباع:¾",
        # No ``multiplied``: "تضاعف" is "doubled", but "quadrupled" before "أربع مرات".
        folds="ضعفين:2|ضعفان:2|مرتين:2",
        rose="ارتفع|ارتفعت|ارتفاع|ارتفاعا|زاد|زادت|زيادة|نما|نمو",
        more="أكثر|أعلى",
        fell="انخفض|انخفضت|انخفاض|انخفاضا|تراجع|تراجعت|هبط|هبطت",
        fewer="أقل|أدنى",
        steady="دون تغيير|مستقر|مستقرة",
        by="بنسبة|بمقدار|قدره|قدرها",
        level="من|عند",
        not_="لا|لم|ليس",
    ),
}
