"""
The words by which the importer recognises things, one table a language.

Words are lower-case. Phrases are regular expressions, matched in either case.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Language:
    """What has to be known of a language; one that is not known has empty tables."""

    locale: str = ""  # "en-GB", in which figures are read
    name: str = ""

    # Phrases of whole lines that belong to a theme.
    page_furniture: tuple[str, ...] = ()
    reply_headings: tuple[str, ...] = ()
    reply_notices: tuple[str, ...] = ()
    reply_labels: tuple[str, ...] = ()

    # Words of sentences. A heading neither begins like a credit nor is unfinished.
    abbreviations: frozenset[str] = frozenset()
    months: tuple[str, ...] = ()
    credits: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    joining: tuple[str, ...] = ()

    # Quotations: who said it.
    speech_verbs: frozenset[str] = frozenset()
    before_verbs: frozenset[str] = frozenset()
    according_to: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    affiliations: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()

    # Statistics: phrases that make a figure a level, and its source a source...
    level_verbs: tuple[str, ...] = ()
    numbers_of: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()
    published_by: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    in_period: tuple[str, ...] = ()
    from_baseline: tuple[str, ...] = ()
    change_leads: tuple[str, ...] = ()
    # ...and words: after a level, not in a subject, around figures of other kinds.
    after_levels: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    number_labels: frozenset[str] = frozenset()
    number_units: frozenset[str] = frozenset()
    harms: frozenset[str] = frozenset()

    # Fact sheets: phrases.
    fact_sheets: tuple[str, ...] = ()
    issuing_verbs: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()

    @property
    def articles(self) -> frozenset[str]:
        return self.definite | self.indefinite

    @property
    def small_words(self) -> frozenset[str]:
        """Words without a capital in a title, and at no title's end."""
        return self.articles | self.prepositions | self.conjunctions


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = Language(
    name="English",
    page_furniture=(
        r"(?:back|return|scroll) to (?:the )?top(?: of (?:the )?page)?",
        r"skip to (?:the )?(?:main )?(?:content|navigation)",
        r"(?:main|primary|toggle|site) (?:menu|navigation)",
        r"(?:previous|next|older|newer) (?:post|article|story)s?",
        r"(?:click to )?(?:share|print|email) this(?: (?:article|post|story|page))?",
        r"(?:click to )?share (?:on|via) (?:facebook|twitter|x|linkedin|whatsapp"
        r"|telegram|reddit|pinterest|bluesky|mastodon|threads|email)",
        r"opens in (?:a )?new (?:window|tab)",
        r"share|tweet|advertisement",
    ),
    reply_headings=(
        r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)",
    ),
    reply_notices=(
        r"your email address will not be (?:published|shown)",
        r"required fields are marked",
        r"you must be (?:logged|signed) in to (?:post a comment|comment|reply)",
    ),
    reply_labels=(
        r"to \S.{0,60}? cancel reply",
        r"cancel reply",
        r"(?:your )?(?:name|e-?mail(?: address)?|website|url|comment|message)",
        r"required|optional",
        r"save my name, e-?mail,? and website in this browser for the next time i"
        r" comment",
        r"notify me of (?:follow-?up comments|new posts) by e-?mail",
        r"this site uses akismet to reduce spam",
        r"learn how your comment data is processed",
        r"(?:post|submit|send)(?: (?:your |a )?(?:reply|comment))?",
        r"δ",
    ),
    abbreviations=words(
        "dr mr mrs ms prof rev hon gen col lt sgt capt gov sen rep st mt jr sr inc ltd"
        " co corp dept est no nos vol fig pp vs etc al approx jan feb mar apr jun jul"
        " aug sept sep oct nov dec"
    ),
    months=(
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    credits=words("by photo photograph photos image images credit source via"),
    definite=words("the this that"),
    indefinite=words("a an another"),
    prepositions=words(
        "about above across after against along amid among around as at before behind"
        " below between beyond by despite down during for from in inside into near of"
        " off on onto out outside over past per since through to toward towards under"
        " until up upon via with within without"
    ),
    conjunctions=words("and but nor or so yet than if when while where who which"),
    joining=("and", "but"),
    speech_verbs=words(
        "said says stated states told tells added adds explained explains noted notes"
        " argued argues wrote writes warned warns insisted insists announced announces"
        " declared declares replied replies recalled recalls remarked remarks commented"
        " comments emphasized emphasised stressed stresses testified concluded claimed"
        " admitted acknowledged promised vowed asked"
    ),
    before_verbs=words("also later then has had"),
    according_to=("according to",),
    roles=words(
        "spokesperson spokesman spokeswoman spokespeople official officials officer"
        " officers minister ministers ministry president director mayor governor"
        " senator ambassador envoy secretary chancellor commissioner councillor"
        " professor researcher researchers scientist scientists analyst analysts expert"
        " experts economist teacher doctor doctors nurse nurses lawyer lawyers attorney"
        " prosecutor judge police resident residents witness witnesses critic critics"
        " author chief chair chairman chairwoman chairperson leader coach captain"
        " engineer farmer founder owner editor executive lawmaker general bishop student"
        " manager organiser organizer activist activists embassy"
        " company agency council committee commission department"
    ),
    affiliations=words("of for from at with"),
    links=words("of for the and &"),
    times=words(
        "monday tuesday wednesday thursday friday saturday sunday yesterday today"
        " tomorrow later earlier meanwhile however"
    ),
    particles=words("de da del della der den di do dos du la le van von al bin ibn el"),
    level_verbs=(
        r"(?:rose|grew|climbed|jumped|surged|soared|increased|fell|dropped|declined"
        r"|decreased|plunged|sank|slumped|went (?:up|down))(?: \w+ly)? to",
        r"reached|hit|stood at|totall?ed|numbered|amounted to|came to|averaged",
    ),
    numbers_of=(
        r"(?:total |overall |annual )?(?:number|total|amount) of",
        r"total|overall",
    ),
    publications=(
        r"reports?|stud(?:y|ies)|surveys?|data|figures|statistics|numbers|estimates"
        r"|analysis|research|census|records",
    ),
    published_by=(r"(?:(?:published|released|compiled|collected) )?(?:by|from|of)",),
    show=(r"(?:show|showed|suggest|suggested|indicate|indicated)s?(?: that)?",),
    in_period=("in", "during", "for"),
    from_baseline=("from",),
    change_leads=(
        "marking",
        "representing",
        "reflecting",
        "amounting to",
        "which (?:is|was|marks|represents)",
    ),
    after_levels=words(
        "in during by from as and but while after amid over across last this between"
        " since"
    ),
    vague=words(
        "it its they their them he his him she her we our i my you your this that these"
        " those some many others another there is are was were be been have will would"
        " can could may might do does did not never says said expected projected if"
    ),
    number_labels=words(
        "table figure fig chart page p pp no number route room article section chapter"
        " highway road line flight phase level grade version appendix act resolution"
        " aged age ages"
    ),
    number_units=words(
        "second seconds minute minutes hour hours day days week weeks month months year"
        " years decade decades century centuries am pm a.m p.m o’clock o'clock"
    ),
    harms=words(
        "death deaths died dead fatalities fatality killed killings casualties injured"
        " injuries wounded murders homicides suicides victims"
    ),
    fact_sheets=(r"fact[ -]?sheet",),
    issuing_verbs=("released", "published", "issued", "unveiled", "put out"),
    titled=("titled", "entitled", "called", "headlined", "named"),
)

LANGUAGES = {"en": ENGLISH}


def language_of(locale: str) -> Language:
    """Return what is known of a locale's language: "en-GB" is English."""
    code = locale.replace("_", "-").partition("-")[0].lower()
    return replace(LANGUAGES.get(code, Language()), locale=locale)
