"""What the checks find, and what they let through."""

import itertools
import time

import pytest
from django.contrib.auth.models import Group
from hypothesis import given
from hypothesis import strategies as st

from wagtail_newsblocks.conf import DEFAULT_CHECKS
from wagtail_newsblocks.replies.access import find_discussion_by_id
from wagtail_newsblocks.replies.findings import LABELS, Outcome
from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.links import find_links
from wagtail_newsblocks.replies.look_alikes import fold, skeleton
from wagtail_newsblocks.replies.models import Status
from wagtail_newsblocks.replies.screening import Submission, screen
from wagtail_newsblocks.replies.tokens import FormToken

from .conftest import permissions


@pytest.fixture(autouse=True)
def all_checks(two_checks, settings):
    del settings.NEWSBLOCKS_REPLY_CHECKS
    settings.NEWSBLOCKS_REPLY_POLICY = "publish_known"


@pytest.fixture
def known(make_reply, django_user_model):
    """An account of which a reply was approved before."""
    user = django_user_model.objects.create_user("reader", first_name="Amina")
    make_reply(status=Status.APPROVED, user=user)
    return user


@pytest.fixture
def submit(article, submission, known):
    """Screen what a known author sends, but for what a test changes."""

    numbers = itertools.count(1)

    def submit(*, address="192.0.2.1", age=60, user_id=known.pk, form=None, **typed):
        discussion = find_discussion_by_id((form or article).pk)
        # Never the same text twice, unless a test wants it.
        text = f"The bridge was never safe, I say, {next(numbers)}."
        typed = {**submission, "text": text, **typed}
        bound = ReplyForm(typed, ask_website=False)
        assert bound.is_valid(), bound.errors
        issued_at = int(time.time()) - (age or 0)
        token = FormToken(discussion.page.pk, issued_at, user_id)
        return screen(
            Submission(
                discussion=discussion,
                fields=bound.cleaned_data,
                token=None if age is None else token,
                address=address,
            )
        )

    return submit


def found(findings):
    assert {finding.code for finding in findings} <= set(LABELS)
    return [(f.code, f.detail) for f in findings]


def test_a_known_author_is_let_through(submit):
    assert found(submit()) == []


def test_who_is_known(submit, known, django_user_model, make_reply):
    other = django_user_model.objects.create_user("other")
    make_reply(user=other)
    assert found(submit(user_id=other.pk, text="Hello.")) == [("unknown_author", "")]
    assert found(submit(user_id=None, text="Hello!")) == [("unknown_author", "")]


@pytest.mark.parametrize(
    ("site", "form", "expected"),
    [
        ("hold", "", [("policy", "")]),
        ("hold", "publish_known", []),
        ("publish_known", "hold", [("policy", "")]),
        ("publish_known", "", []),
        ("nonsense", "", [("policy", "")]),
    ],
)
def test_the_policy(site, form, expected, submit, make_article, settings):
    settings.NEWSBLOCKS_REPLY_POLICY = site
    assert found(submit(form=make_article(policy=form))) == expected


def test_a_filled_honeypot(submit):
    assert found(submit(topic="buy now")) == [("honeypot", "buy now")]


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (2, [("too_fast", "2 s")]),
        (3, []),
        (24 * 60 * 60, []),
        (24 * 60 * 60 + 9, [("old_token", "")]),
    ],
)
def test_how_long_it_took(age, expected, submit, monkeypatch):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    assert found(submit(age=age)) == expected


def test_without_a_token(submit):
    assert found(submit(age=None)) == [("unknown_author", ""), ("no_token", "")]


LINKS = {
    "Look: https://example.org/a?b=1.": ["https://example.org/a?b=1"],
    "HTTPS://EXAMPLE.ORG": ["HTTPS://EXAMPLE.ORG"],
    "hxxp://example.org hxxps://b.example": [
        "hxxp://example.org",
        "hxxps://b.example",
    ],
    "Go to www.example.museum, please": ["www.example.museum"],
    "buy at cheap-pills.com!": ["cheap-pills.com"],
    "(see bit.ly/x and t.me/abc)": ["bit.ly/x", "t.me/abc"],
    "write to me@example.com": ["me@example.com"],
    "[url=x]y[/url] [img]z": ["[url=x]y[/url", "[img"],
    '<a href="x">y</a>': ['<a href="x'],
    "пример.com": ["пример.com"],
}


@pytest.mark.parametrize(("text", "links"), LINKS.items())
def test_links(text, links):
    links_found = find_links(text)
    assert len(links_found) == len(links)
    for link, expected in zip(links_found, links, strict=True):
        assert expected.startswith(link) or link.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "At 3.30 p.m. it cost $2.50, e.g. for a ticket, i.e. too much.",
        "No.That is wrong.It never was.",
        "The U.S. and the U.K. signed; see p.14 of report.pdf and notes.md.",
        "It rose by 1.234.567,89 from 2.3 million.",
        "Dr. Rahal, M.D., Ph.D. ... and so on...",
        "[sic] he said; a < b and a<b; [link to come]"[:24],
        "١٢٫٥٪ من الميزانية.",
        "Wait.to be fair.me too.work and/or play.",
        "The ratio was 3.5/4 on 1.2.2024/25, 20 km/h and c.d/e.",
    ],
)
def test_prose_has_no_links(text):
    assert find_links(text) == []


@given(st.lists(st.from_regex(r"\A[A-Za-zÀ-ž]{1,12}\Z"), max_size=20))
def test_words_are_no_links(words):
    assert find_links(" ".join(words)) == []


def test_links_are_held_and_many_are_spam(submit):
    (finding,) = submit(text="Look at example.com and www.example.org")
    assert (finding.detail, finding.outcome) == (
        "example.com, www.example.org",
        Outcome.HOLD,
    )
    (finding,) = submit(text=" ".join(f"https://{n}.example" for n in range(9)))
    assert (finding.detail, finding.outcome) == (
        "https://0.example, https://1.example, https://2.example",
        Outcome.SPAM,
    )
    assert found(submit(name="example.com")) == [("links", "example.com")]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("casino", "The CASINO again"),
        ("casino", "the ｃａｓｉｎｏ"),
        ("casino", "the ca\u200dsino"),
        ("free money", "Free \n  money!"),
        ("Straße", "in der STRASSE"),
        ("كازينو", "هذا كازينو كبير"),
    ],
)
def test_listed_words(words, text, submit, settings):
    settings.NEWSBLOCKS_REPLY_WORDS = {"hold": ["other", words]}
    (finding,) = submit(text=text)
    assert (finding.code, finding.detail, finding.outcome) == (
        "words",
        words,
        Outcome.HOLD,
    )
    settings.NEWSBLOCKS_REPLY_WORDS = {"hold": [words], "spam": [words]}
    (finding,) = submit(text=f"{text}!")
    assert finding.outcome == Outcome.SPAM


@pytest.mark.parametrize("text", ["casinos", "occasino", "ca sino", "cas.ino"])
def test_only_whole_words_are_listed(text, submit, settings):
    settings.NEWSBLOCKS_REPLY_WORDS = {"hold": ["casino"], "spam": ["(", ".*"]}
    assert found(submit(text=text)) == []


def test_the_same_text_again(submit, make_article):
    text = "This bridge was never safe, and you all know it."
    assert found(submit(text=text)) == []
    again = text.upper().replace(" ", "  ").replace(",", ";")
    assert found(submit(text=again, form=make_article())) == [("duplicate", "")]
    assert found(submit(text="Thank you!")) == found(submit(text="Thank you!")) == []


@pytest.mark.parametrize(
    "name",
    [
        "Robin Vale",
        "robin  vale",
        "RОBIN VAL\u0435",  # with Cyrillic letters
        "Robín Valé",
        "R0bin-Va1e",
        "𝐑𝐨𝐛𝐢𝐧 𝐕𝐚𝐥𝐞",
        "The Harbour P0st",
    ],
)
@pytest.mark.parametrize("by_group", [True, False])
def test_a_name_like_the_newsrooms(name, by_group, submit, django_user_model):
    robin = django_user_model.objects.create_user(
        "robin", first_name="Robin", last_name="Vale"
    )
    if by_group:
        group = Group.objects.create(name="Desk")
        group.permissions.set(permissions())
        robin.groups.add(group)
    else:
        robin.user_permissions.set(permissions())
    findings = found(submit(name=name, user_id=None))
    assert findings == [("unknown_author", ""), ("staff_name", "")]
    # An account need not pretend.
    assert found(submit(name=name)) == []


@pytest.mark.parametrize("name", ["Robin", "Robina Vale", "Vale", "دعاء", "."])
def test_other_names(name, submit, django_user_model):
    django_user_model.objects.create_superuser(
        "robin", first_name="Robin", last_name="Vale"
    )
    django_user_model.objects.create_superuser("nameless")
    if name == ".":
        assert skeleton(name) == ""
    else:
        assert found(submit(name=name, user_id=None)) == [("unknown_author", "")]


def test_many_from_one_address(submit, settings):
    settings.NEWSBLOCKS_REPLY_RATES = {"address": (2, 60)}
    v6 = ["2001:db8::1", "2001:db8::2", "2001:db8::3"]
    for address in ["192.0.2.1", "192.0.2.1", "192.0.2.2", *v6[:2], "", "", ""]:
        assert found(submit(address=address)) == []
    assert found(submit(address="192.0.2.1")) == [("rate_address", "3")]
    assert found(submit(address=v6[2])) == [("rate_address", "3")]


def test_many_to_one_page(submit, settings, make_article):
    settings.NEWSBLOCKS_REPLY_RATES = {"page": (2, 60)}
    for number in range(2):
        assert found(submit(address=f"192.0.2.{number}")) == []
    assert found(submit(address="192.0.2.9")) == [("rate_page", "3")]
    assert found(submit(address="192.0.2.8", form=make_article())) == []


def test_a_check_that_fails_lets_nothing_through(submit, settings, monkeypatch):
    path = "wagtail_newsblocks.replies.screening.has_links"
    settings.NEWSBLOCKS_REPLY_CHECKS = [path, "news.checks.acme"]

    def fail(submission):
        raise OSError("The service is away.")

    monkeypatch.setattr(path, fail)
    assert found(submit()) == [("check_failed", "has_links"), ("check_failed", "acme")]


def test_every_check_has_its_words():
    assert len(DEFAULT_CHECKS) == 11
    assert all(str(label) for label in LABELS.values())


def test_screening_costs_few_queries(submit, django_assert_num_queries):
    submit()
    # To find the page, whether the author is known, and whether there is a flood.
    with django_assert_num_queries(6):
        submit(text="Again.")


@given(st.text(max_size=50))
def test_folding_and_skeletons_are_stable(text):
    assert fold(fold(text)) == fold(text)
    assert skeleton(skeleton(text)) == skeleton(text)
    assert skeleton(text.upper()) == skeleton(text.lower().upper())
