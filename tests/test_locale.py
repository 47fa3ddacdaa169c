"""The catalogues in locale/: complete, consistent and compiled. Needs no gettext."""

import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import ngettext, override
from django.utils.translation.template import templatize

from wagtail_newsblocks.blocks import FactSheetBlock, QuotationBlock, StatisticBlock

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = [
    ("wagtail_newsblocks", "ar"),
    ("wagtail_newsblocks", "de"),
    ("example_project/news", "ar"),
]
UPDATE = (
    "python -m django makemessages --all --no-obsolete --add-location file"
    " && sed -i '/^\"POT-Creation-Date/d' locale/*/LC_MESSAGES/django.po"
)
COMPILE = "python -m django compilemessages"

# What makemessages looks for besides: the lazy ones have the arguments of the others.
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
}

Key = tuple[str | None, str | tuple[str, ...]]  # context, text or (singular, plural)

every_catalogue = pytest.mark.parametrize(
    ("folder", "language"),
    CATALOGUES,
    ids=[f"{folder}-{language}" for folder, language in CATALOGUES],
)


def path_of(folder: str, language: str, suffix: str) -> Path:
    return ROOT / folder / "locale" / language / "LC_MESSAGES" / f"django.{suffix}"


def read_catalogue(folder: str, language: str) -> Catalog:
    with path_of(folder, language, "po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages_of(catalogue: Catalog) -> dict[Key, Message]:
    return {(entry.context, entry.id): entry for entry in catalogue if entry.id}


def compile_catalogue(catalogue: Catalog) -> BytesIO:
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    return file


def strings_of(compiled: BinaryIO) -> dict[Any, str]:
    """Return what an .mo file has, by key: a text, or a text and its plural form."""
    strings = dict(gettext.GNUTranslations(compiled)._catalog)
    del strings[""]  # the header
    return strings


def as_python(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source
    # A template becomes calls of gettext among blanked-out text, indented at random.
    return "\n".join(line.strip() for line in templatize(source).splitlines())


def keys_in_source(folder: str) -> Iterator[tuple[Key, Path]]:
    """Yield each message of a folder's code and templates, as makemessages finds it."""
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix not in (".py", ".html", ".txt"):
            continue
        file = BytesIO(as_python(path).encode())
        options = {"encoding": "utf-8"}
        for _line, text, _comments, context in extract(
            "python", file, KEYWORDS, (), options
        ):
            yield (context, text), path


def in_words(keys: set[Key], where: dict[Key, Path]) -> str:
    return "\n".join(
        f"  {key[1]!r}" + (f" ({where[key].relative_to(ROOT)})" if key in where else "")
        for key in sorted(keys, key=str)
    )


@every_catalogue
def test_the_catalogue_has_what_the_source_has(folder, language):
    where = dict(keys_in_source(folder))
    plurals = {(context, text[0]) for context, text in where if isinstance(text, tuple)}
    # gettext keeps one entry where a text is used with a plural and without one.
    source = {key for key in where if key not in plurals}
    catalogue = set(messages_of(read_catalogue(folder, language)))
    assert source == catalogue, (
        f"Not in {path_of(folder, language, 'po').relative_to(ROOT)}:\n"
        f"{in_words(source - catalogue, where)}\n"
        f"In it, but not in the source any more:\n{in_words(catalogue - source, where)}\n"
        f"With gettext installed, run in {folder}/: {UPDATE}\n"
        f"Translate what is empty or fuzzy there, then run: {COMPILE}"
    )


@every_catalogue
def test_everything_is_translated(folder, language):
    catalogue = read_catalogue(folder, language)
    undone = {
        key
        for key, entry in messages_of(catalogue).items()
        if entry.fuzzy
        or not (all(entry.string) if entry.pluralizable else entry.string)
        or (entry.pluralizable and len(entry.string) != catalogue.num_plurals)
    }
    assert not undone, (
        f"Empty or fuzzy in {path_of(folder, language, 'po').relative_to(ROOT)}:\n"
        f"{in_words(undone, {})}\nTranslate them, then run in {folder}/: {COMPILE}"
    )


def fixed_parts(text: str) -> tuple[list[str], str, str]:
    """Return what a translation has to keep: placeholders and tags, and outer space."""
    parts = sorted(re.findall(r"%(?:\(\w+\))?[a-z%]|</?[a-z][^>]*>", text))
    return parts, text[: -len(text.lstrip())], text[len(text.rstrip()) :]


@every_catalogue
def test_translations_keep_placeholders_tags_and_outer_space(folder, language):
    catalogue = read_catalogue(folder, language)
    form_of = gettext.GNUTranslations(compile_catalogue(catalogue)).plural
    forms = [form_of(number) for number in range(1000)]
    for entry in messages_of(catalogue).values():
        if not entry.pluralizable:
            assert fixed_parts(entry.string) == fixed_parts(entry.id), entry.id
            continue
        for form, string in enumerate(entry.string):
            parts, *space = fixed_parts(string)
            expected, *expected_space = fixed_parts(entry.id[1])
            assert space == expected_space, string
            # "One reply" need not say "1", but what stands for many must have them all.
            if forms.count(form) == 1:
                assert set(parts) <= set(expected), string
            else:
                assert parts == expected, string


@every_catalogue
def test_the_compiled_catalogue_is_up_to_date(folder, language):
    path = path_of(folder, language, "mo")
    advice = f"Run in {folder}/, with gettext installed: {COMPILE}"
    assert path.exists(), f"{path.relative_to(ROOT)} is missing. {advice}"
    now = strings_of(compile_catalogue(read_catalogue(folder, language)))
    with path.open("rb") as file:
        before = strings_of(file)
    stale = {key for key in before | now if before.get(key) != now.get(key)}
    assert not stale, f"Out of date: {sorted(map(str, stale))}\n{advice}"


@every_catalogue
def test_the_header_names_nobody(folder, language):
    catalogue = read_catalogue(folder, language)
    assert dict(catalogue.mime_headers)["Last-Translator"] == (
        "wagtail-newsblocks contributors"
    )
    assert str(catalogue.locale) == language


@pytest.mark.parametrize("language", ["ar", "de"])
def test_the_figures_of_the_example_are_read_in_the_language(language):
    """They are translated too: "1.240" is 1240 in German, and 1.24 in Arabic."""
    with override(language):
        block = StatisticBlock()
        example = block.clean(block.normalize(block.get_preview_value()))
        numbers = [point["number"] for point in example.trend_points]
        assert (example.data_value, numbers) == ("1240", ["1860", "1575", "1240"])


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "ما لا يقل عن 412 وفاة (2024)، أقل من الذروة. المصدر: «التقرير»."),
        ("de", "mindestens 412 Tote (2024), weniger denn je. Quelle: „Bericht“."),
    ],
)
def test_a_statistic_reads_as_a_sentence_of_the_language(language, sentence):
    subject, change, title = {
        "ar": ("وفاة", "أقل من الذروة", "التقرير"),
        "de": ("Tote", "weniger denn je", "Bericht"),
    }[language]
    with override(language):
        value = StatisticBlock().to_python(
            {
                "figure": "412",
                "subject": subject,
                "period": "2024",
                "change": {"text": change},
                "source": {"title": title},
                "qualifier": "at_least",
            }
        )
        assert value.plain_text == sentence


@pytest.mark.parametrize(
    ("language", "quotation"),
    [
        ("ar", "«Go.» — Amina Rahal، Engineer (TV، 14 مارس، 2024)"),
        ("de", "„Go.“ — Amina Rahal, Engineer (TV, 14. März 2024)"),
    ],
)
def test_marks_separators_and_dates_are_those_of_the_language(language, quotation):
    with override(language):
        value = QuotationBlock().to_python(
            {
                "text": "Go.",
                "speaker": "Amina Rahal",
                "role": "Engineer",
                "setting": "TV",
                "said_on": "2024-03-14",
            }
        )
        assert value.plain_text == quotation


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        (
            "ar",
            [
                "لا تعليقات",
                "تعليق واحد",
                "تعليقان",
                "3 تعليقات",
                "11 تعليقًا",
                "100 تعليق",
            ],
        ),
        (
            "de",
            [
                "0 Kommentare",
                "1 Kommentar",
                "2 Kommentare",
                "3 Kommentare",
                "11 Kommentare",
                "100 Kommentare",
            ],
        ),
    ],
)
def test_replies_are_counted_as_the_language_counts(language, forms):
    with override(language):
        assert [
            ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count}
            for count in (0, 1, 2, 3, 11, 100)
        ] == forms


def test_regional_languages_use_the_catalogue_too():
    with override("de-at"):
        assert str(FactSheetBlock().label) == "Faktenblatt"
