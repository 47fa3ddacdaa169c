"""What the checks find, and what they let through."""

import itertools
import re
import time

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection

from wagtail_newsblocks.conf import DEFAULT_CHECKS
from wagtail_newsblocks.replies.access import find_discussion_by_id
from wagtail_newsblocks.replies.findings import LABELS, Finding, Outcome
from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.screening import Submission, screen
from wagtail_newsblocks.replies.tokens import FormToken

from ...conftest import permissions


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


def test_an_account_that_was_closed_is_not_known(submit, known):
    known.is_active = False
    known.save()
    assert found(submit()) == [("unknown_author", "")]


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


def test_links_are_held_and_many_are_spam(submit):
    (finding,) = submit(text="Look at example.com and www.example.org")
    assert (finding.detail, finding.outcome) == (
        "example.com, www.example.org",
        Outcome.HOLD,
    )
    sources = [f"https://{number}.example" for number in range(6)]
    (finding,) = submit(text=" ".join([*sources[:5], *sources[:5]]))
    assert finding.outcome == Outcome.HOLD
    (finding,) = submit(text=" ".join(sources))
    assert (finding.detail, finding.outcome) == (", ".join(sources), Outcome.SPAM)
    (finding,) = submit(text=f"https://example.org/{'a' * 300}")
    assert len(finding.detail) == 200
    assert found(submit(name="example.com")) == [("links", "example.com")]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("casino", "The CASINO again"),
        ("casino", "the ｃａｓｉｎｏ"),
        ("casino", "the ca\u200dsi\u00adno\ufe0f"),
        ("Cafe\u0301", "im CAF\u00c9"),
        ("free money", "Free \n  money!"),
        ("don't", "DON’T!"),
        ("Straße", "in der STRASSE"),
        ("Übergröße", "(übergrösse)"),
        ("كازينو", "هذا كازينو كبير"),
        ("كازينو", "هذا «كَازِيـنُو» كبير"),
        ("कम", "बहुत कम।"),
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


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("casino", "casinos"),
        ("casino", "occasino"),
        ("casino", "ca sino"),
        ("casino", "cas.ino"),
        ("schon", "schön"),
        ("كازينو", "كازينوهات"),
        # With another vowel sign, it is another word.
        ("कम", "एक कमी"),
        ("(", "a (b)"),
        (".*", "a.*b"),
        ("", "!"),
    ],
)
def test_only_whole_words_are_listed(words, text, submit, settings):
    settings.NEWSBLOCKS_REPLY_WORDS = {"spam": [words]}
    assert found(submit(text=text)) == []


def test_listed_words_are_found_wherever_something_is_typed(
    submit, settings, make_reply
):
    settings.NEWSBLOCKS_REPLY_WORDS = {"hold": ["casino", "free money"]}
    assert found(submit(name="Casino Royal")) == [("words", "casino")]
    assert found(submit(email="x@casino.example")) == [("words", "casino")]
    assert found(submit(text="Casino: free money")) == [("words", "casino, free money")]
    # But not in what nobody typed here, nor across two fields.
    assert found(submit(name="Amina Free", text="Money is gone.")) == []
    settings.NEWSBLOCKS_REPLY_WORDS = {"hold": ["reply", "none", "false", "true"]}
    assert found(submit()) == []


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
    # Whoever has an account may still not pretend.
    assert found(submit(name=name)) == [("staff_name", "")]


def test_ones_own_name(submit, django_user_model, make_reply):
    robin = django_user_model.objects.create_superuser(
        "robin", first_name="Robin", last_name="Vale"
    )
    other = django_user_model.objects.create_superuser("desk")
    for user in (robin, other):
        make_reply(status=Status.APPROVED, user=user)
    assert found(submit(name="Robin Vale", user_id=robin.pk)) == []
    assert found(submit(name="Robin Vale", user_id=other.pk)) == [("staff_name", "")]
    # Who has no name is known by the account's.
    assert found(submit(name="DESK")) == [("staff_name", "")]


@pytest.mark.parametrize("name", ["Robin", "Robina Vale", "Vale", "دعاء", "."])
def test_other_names(name, submit, django_user_model):
    django_user_model.objects.create_superuser(
        "robin", first_name="Robin", last_name="Vale"
    )
    django_user_model.objects.create_superuser("nameless")
    assert found(submit(name=name)) == []


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


def test_rates_that_a_site_does_without(submit, settings):
    settings.NEWSBLOCKS_REPLY_RATES = {"address": None, "page": (1, 60)}
    assert found(submit()) == []
    assert found(submit()) == [("rate_page", "2")]


@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "filebased.FileBasedCache"])
def test_a_count_begins_anew(backend, submit, settings, monkeypatch, tmp_path):
    settings.CACHES = {
        "default": {
            "BACKEND": f"django.core.cache.backends.{backend}",
            "LOCATION": str(tmp_path),
            "TIMEOUT": 10_000,
        }
    }
    settings.NEWSBLOCKS_REPLY_RATES = {"address": (2, 60), "page": None}
    now = 1_800_000_000.0

    def found_after(seconds):
        nonlocal now
        now += seconds
        monkeypatch.setattr(time, "time", lambda: now)
        return [finding.code for finding in submit()]

    spans = [[found_after(1) for _reply in range(3)], [found_after(60)]]
    assert spans == [[[], [], ["rate_address"]], [[]]]


def test_no_address_is_in_the_cache(submit, monkeypatch):
    keys = []
    backend = type(caches["default"])
    add = backend.add
    monkeypatch.setattr(
        backend,
        "add",
        lambda *args, **kwargs: keys.append(args[1]) or add(*args, **kwargs),
    )
    submit(address="192.0.2.77")
    assert len(keys) == len(set(keys)) == 4
    assert all(re.fullmatch("newsblocks-[a-z]+-([0-9a-f]{64}|names)", k) for k in keys)


ACME = "tests.replies.screening.test_screening.acme"


def acme(submission):
    """A check of a site's own."""
    raise NotImplementedError


@pytest.mark.parametrize(
    "fail",
    [
        lambda _: 1 / 0,
        lambda _: True,
        lambda _: "spam",
        lambda _: connection.cursor().execute("SELECT nothing FROM nowhere"),
        # Leaves the transaction marked as broken.
        lambda _: Reply().save(),
    ],
)
def test_a_check_that_fails_lets_nothing_through(fail, submit, settings, monkeypatch):
    settings.NEWSBLOCKS_REPLY_CHECKS = [ACME, *DEFAULT_CHECKS]
    monkeypatch.setattr(ACME, fail)
    assert found(submit()) == [("check_failed", "acme")]
    # What it broke is mended.
    assert Reply.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_has_to_be_mended(
    submit, settings, monkeypatch
):
    settings.NEWSBLOCKS_REPLY_CHECKS = [ACME, *DEFAULT_CHECKS]
    monkeypatch.setattr(ACME, lambda _: Reply().save())
    assert found(submit()) == [("check_failed", "acme")]


def test_a_failure_is_logged(submit, settings, monkeypatch, caplog):
    settings.NEWSBLOCKS_REPLY_CHECKS = [ACME, "news.checks.typo"]
    monkeypatch.setattr(ACME, lambda _: 1 / 0)
    assert found(submit()) == [("check_failed", "acme"), ("check_failed", "typo")]
    assert [record.getMessage() for record in caplog.records] == [
        f"The check {ACME} failed: the reply is held.",
        "The check news.checks.typo failed: the reply is held.",
    ]
    assert "ZeroDivisionError" in caplog.text


def test_a_check_of_a_sites_own(submit, settings, monkeypatch):
    settings.NEWSBLOCKS_REPLY_CHECKS = [*DEFAULT_CHECKS, ACME]
    monkeypatch.setattr(ACME, lambda submission: Finding("acme", submission.address))
    assert submit(topic="x") == [Finding("honeypot", "x"), Finding("acme", "192.0.2.1")]


def test_every_check_has_its_words():
    assert len(DEFAULT_CHECKS) == 11
    assert all(str(label) for label in LABELS.values())


# In a transaction, as of other tests, each check is in a savepoint of its own.
@pytest.mark.django_db(transaction=True)
def test_screening_costs_few_queries(submit, django_assert_num_queries):
    submit()
    # To find the page (4), the account, whether something of its was approved, and
    # whether there is a flood.
    with django_assert_num_queries(7) as captured:
        submit(text="Again.")
    assert all(query["sql"].startswith("SELECT") for query in captured)
