"""What leads elsewhere, and what only has a full stop in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.replies.screening.links import find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Look: https://example.org/a?b=1.", ["https://example.org/a?b=1"]),
        ("HTTPS://EXAMPLE.ORG", ["HTTPS://EXAMPLE.ORG"]),
        (
            "hxxp://a.example hxxps://b.example",
            ["hxxp://a.example", "hxxps://b.example"],
        ),
        ("Go to www.example.museum, please", ["www.example.museum"]),
        ("buy at cheap-pills.com!", ["cheap-pills.com"]),
        ("Example.Com or EXAMPLE.NET", ["Example.Com", "EXAMPLE.NET"]),
        ("(see bit.ly/x and t.me/abc)", ["bit.ly/x", "t.me/abc"]),
        ("auf spiegel.de und orf.at/news", ["spiegel.de", "orf.at/news"]),
        ("write to me@example.com", ["me@example.com"]),
        ("first.last@example.co.uk", ["first.last@example.co.uk"]),
        ("example.com's, (example.org).", ["example.com", "example.org"]),
        ("пример.com пример.рф", ["пример.com", "пример.рф"]),
        ("xn--e1afmkfd.xn--p1ai", ["xn--e1afmkfd.xn--p1ai"]),
        ("موقع https://example.org هنا", ["https://example.org"]),
        # As they pretend not to be any.
        ("example[.]com example (dot) org", ["example.com", "example.org"]),
        ("exam\u200bple．com and example。org", ["example.com", "example.org"]),
        ("ｈｔｔｐｓ://example.org", ["https://example.org"]),
        # As other places take them.
        ("[url=x]y[/url] [img]z", ["[url=x", "[img]z"]),
        (
            '<a href="x">y</a> < A class="b" HREF=c',
            ['<a href="x', '< A class="b" HREF=c'],
        ),
        # Each once.
        ("a.com a.com A.com b.com", ["a.com", "A.com", "b.com"]),
    ],
)
def test_links(text, links):
    assert find_links(text) == links


PROSE = [
    "At 3.30 p.m. it cost $2.50, e.g. for a ticket, i.e. too much.",
    "No.That is wrong.It never was.",
    "The U.S. and the U.K. signed; see p.14 of report.pdf and notes.md.",
    "index.html, main.py, run.sh, archive.zip, photo.jpg, Node.js, package.json",
    "It rose by 1.234.567,89 from 2.3 million; the ratio was 3.5/4 on 1.2.2024/25.",
    "Dr. Rahal, M.D., Ph.D. ... and so on... Dr.Smith/Jones of St.Gallen",
    "z.B. u.a. d.h. Abs.1 Nr.5 bzw. ca.20 km/h, so c.d/e.",
    "[sic] he said; a < b and a<b; [link to come]; if b < a then",
    "Wait.to be fair.me too.work and/or play.",
    "it was safe.in fact not.as if.so there.at last.it is.my view.do.be.is",
    "Die Brücke war alt.das ist.so.am Ende.im Bau.um acht",
    "Version 2.0.1, 10.0.0.1, 12:30.45, 100.000 €, §5.2",
    "١٢٫٥٪ من الميزانية. قال.ثم ذهب.",
    "Привет.Как дела.Хорошо",
    "他说。然后走了。",
    "@amina #bridge 50% a@b me@home",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_has_no_links(text):
    assert find_links(text) == []


words = st.from_regex(r"\A[A-Za-zÀ-žء-ي]{1,12}\Z")
numbers = st.from_regex(r"\A[$€]?[0-9]{1,4}([.,:][0-9]{1,3}){0,2}%?\Z")
abbreviations = st.sampled_from(["e.g.", "i.e.", "U.S.", "z.B.", "a.m.", "No.", "Dr."])
files = st.from_regex(r"\A[a-z]{1,8}\.(pdf|docx|xlsx|jpg|png|html|js|txt|py)\Z")
marks = st.sampled_from(["", ".", ",", "!", "?", "...", ":", ";", "…"])
prose = st.lists(
    st.tuples(words | numbers | abbreviations | files, marks).map("".join), max_size=20
).map(" ".join)


@given(prose)
def test_ordinary_prose_has_no_links(text):
    assert find_links(text) == []


labels = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\Z")
domains = st.builds(
    "{}.{}".format, labels, st.sampled_from(["com", "org", "info", "shop", "de", "ru"])
)
paths = st.from_regex(r"\A(/[a-z0-9_~-]{1,6}){0,3}\Z")
schemes = st.sampled_from(["", "www.", "http://", "https://www.", "hxxps://"])
addresses = st.tuples(schemes, domains, paths).map("".join)


@given(prose, addresses, marks, prose)
def test_an_address_in_prose_is_found(before, address, mark, after):
    assert find_links(f"{before} {address}{mark} {after}") == [address]


@given(st.text(max_size=200))
def test_no_text_is_an_error(text):
    for link in find_links(text):
        assert link.strip() == link != ""
