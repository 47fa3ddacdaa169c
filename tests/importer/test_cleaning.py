import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.importer.cleaning import CleanText, clean, decode


def one_line(source):
    text = clean(source)
    assert len(text.lines) == 1
    return text.lines[0], text.changes


ESCAPES = "literal \\u escapes decoded"
ENTITIES = "HTML entities decoded"
MISREAD = "misread UTF-8 punctuation repaired"
C1 = "Windows-1252 characters decoded"
SOFT = "soft hyphens removed"
ZERO_WIDTH = "zero-width spaces and byte order marks removed"
NUL = "NUL characters removed"
CONTROL = "control characters removed"
HALF = "half surrogate pairs replaced"
NBSP = "non-breaking spaces made plain"
SPACES = "runs of spaces shortened"


@pytest.mark.parametrize(
    ("source", "text", "changes"),
    [
        ("Plain words, “quoted” ones – and 79.5 %.", None, {}),
        # Literal escapes
        (r"the crew\u2019s \u201Cboat\u201D", "the crew’s “boat”", {ESCAPES: 3}),
        (r"a smile \ud83d\ude00 here", "a smile 😀 here", {ESCAPES: 1}),
        (r"half \ud83d of it", None, {}),
        (r"half \ude00 of it", None, {}),
        (r"half \ud83d\u2019 of it", "half \\ud83d’ of it", {ESCAPES: 1}),
        (r"C:\users\u20 and \u and \uxyzw", None, {}),
        (r"an escaped \\u2019 stays", None, {}),
        (r"a \u0026amp; b", "a & b", {ESCAPES: 1, ENTITIES: 1}),
        (r"a\u000ab", "a b", {ESCAPES: 1, SPACES: 1}),
        (r"a\u2028b", "a b", {ESCAPES: 1, SPACES: 1}),
        (r"a\u0000b", "ab", {ESCAPES: 1, NUL: 1}),
        # Entities
        ("Bell &amp; Sons&nbsp;Ltd", "Bell & Sons Ltd", {ENTITIES: 2, NBSP: 1}),
        ("&#8220;Go&#x201D; &#147;now&#148;", "“Go” “now”", {ENTITIES: 4}),
        ("&lt;b&gt; is &quot;bold&quot;", '<b> is "bold"', {ENTITIES: 4}),
        ("AT&T, R&D; x&y; and &bogus; stay", None, {}),
        ("?a=1&copy=2&lt=3", None, {}),
        ("&#0; &#xD800; &#9999999; stay", None, {}),
        # Bytes read as the wrong encoding
        ("\x93Go\x94, it\x92s 5 \x96 6\x85 \x80", "“Go”, it’s 5 – 6… €", {C1: 6}),
        ("â€œGoâ€\x9d, itâ€™s", "“Go”, it’s", {MISREAD: 3}),
        ("â\x80\x9cGoâ\x80\x9d â\x80\x93", "“Go” –", {MISREAD: 3}),
        ("the château â la carte", None, {}),
        # What cannot be seen
        ("hy\xadphen\xadated", "hyphenated", {SOFT: 2}),
        ("\ufeffa\u200bb\u2060c", "abc", {ZERO_WIDTH: 3}),
        ("a family: 👩\u200d👧, \u200fעברית", None, {}),
        ("a\0b\0", "ab", {NUL: 2}),
        ("a\x1bb\x7fc\x81", "abc", {CONTROL: 3}),
        ("a\ud83db", "a\N{REPLACEMENT CHARACTER}b", {HALF: 1}),
        # Spaces
        ("a\xa0b", "a b", {NBSP: 1}),
        ("5\xa0km, «\xa0oui\xa0»", None, {}),
        ("  a \t b  ", "a b", {SPACES: 3}),
        (" a", "a", {}),
    ],
)
def test_a_line(source, text, changes):
    assert one_line(source) == (source if text is None else text, changes)


def test_lines_keep_their_numbers():
    assert clean("a\r\n\r\n b\rc\n\fd\u2028e\n") == CleanText(
        lines=("a", "", "b", "c", "", "d", "e", ""),
        changes={"line endings unified": 5},
    )


CLEAN = st.text(
    st.one_of(
        st.characters(categories=("L", "M", "N", "S", "Zs", "Po", "Pd")),
        st.sampled_from("\n “”’\"'()"),
    ).filter(lambda character: character not in "\\&")
)


def visible(text):
    return "".join(text.split())


@given(CLEAN)
def test_what_is_clean_stays(text):
    cleaned = clean(text)
    assert visible("".join(cleaned.lines)) == visible(text)
    assert set(cleaned.changes) <= {NBSP, SPACES}


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    # Escapes and entities are decoded once only: "&amp;lt;" is "&lt;".
    once = "\n".join(clean(text.replace("\\", "").replace("&", "")).lines)
    assert clean(once) == CleanText(tuple(once.split("\n")), {})


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("it’s".encode(), "it’s", "utf-8"),
        ("\ufeffit’s".encode(), "\ufeffit’s", "utf-8"),
        ("it’s".encode("cp1252"), "it’s", "windows-1252"),
        ("it’s".encode("utf-16"), "it’s", "utf-16"),
        (b"", "", "utf-8"),
    ],
)
def test_decode(data, text, encoding):
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\0\0", "it holds NUL bytes, so it is not a text file"),
        (b"caf\xe9 \x81", "its bytes are not utf-8 or windows-1252"),
        (b"\xff\xfea", "its bytes are not utf-16"),
    ],
)
def test_decode_refuses(data, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        decode(data)
