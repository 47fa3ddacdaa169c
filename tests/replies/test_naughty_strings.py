"""
Every naughty string through every field, by every way in.

Each is refused where it was typed, and given back as it was, or it is stored; and on
no way is more or less refused than by the form's fields themselves.
"""

import unicodedata
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wagtail_newsblocks.replies import views
from wagtail_newsblocks.replies.access import find_discussion
from wagtail_newsblocks.replies.api import handlers
from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.moderation.forms import EditForm
from wagtail_newsblocks.replies.tokens import sign_page

from .html_oracle import assert_adds_nothing, page_of
from .naughty_strings import OWN, STRINGS

PLAIN = {
    "name": "Amina",
    "email": "amina@example.org",
    "website": "https://example.org",
    "text": "Plain words.",
}
# What is refused in a field though there is nothing to it.
TOO_MUCH = {
    "name": "x" * 61,
    "email": "plain words",
    "website": "plain words",
    "text": "x" * 5001,
}
STORED = ("author_name", "author_email", "website", "text")


def judge(string, fields=tuple(PLAIN)):
    """Return what the fields make of a string, and which of them refuse it."""
    cleaned, refused = {}, []
    for name in fields:
        try:
            cleaned[name] = ReplyForm.base_fields[name].clean(string)
        except ValidationError:
            refused.append(name)
    return cleaned, refused


def can_be_sent(string):
    """Whether a browser can send it: of the surrogates it makes something else."""
    return string == string.encode(errors="ignore").decode()


def words(text):
    """What can be seen of a text, to compare what was typed with what is stored."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", "".join(seen)).split()


@pytest.fixture
def discussion(make_article, monkeypatch):
    """The one discussion, found once and for all: how is for other tests."""
    article = make_article(ask_website=True)
    discussion = find_discussion(sign_page(article.pk))
    monkeypatch.setattr(views, "find_discussion", lambda reference: discussion)
    monkeypatch.setattr(handlers, "find_discussion_by_id", lambda page_id: discussion)
    return discussion


@pytest.fixture
def reply_url(discussion):
    return discussion.url("reply")


@pytest.fixture
def without_frame(plain_article_template):
    """Leave out what Wagtail puts around a page of the admin, which takes long."""
    plain_article_template["wagtailadmin/generic/base.html"] = (
        "{% block main_content %}{% endblock %}"
    )


class Refusals:
    """The pages that refuse plain words, by the fields in which they do."""

    def __init__(self, post, form_name):
        self.post, self.form_name, self.pages = post, form_name, {}

    def check(self, response, typed, refused):
        """The page is that for plain words, but for what it gives back."""
        assert list(response.context[self.form_name].errors) == refused
        page = page_of(response)
        assert_adds_nothing(page, self.plain_page(tuple(refused), typed))
        assert {name: page.values[name] for name in typed} == typed

    def plain_page(self, refused, typed):
        if refused not in self.pages:
            plain = {name: PLAIN.get(name, "plain words") for name in typed}
            response = self.post(
                {**plain, **{name: TOO_MUCH[name] for name in refused}}
            )
            assert list(response.context[self.form_name].errors) == list(refused)
            self.pages[refused] = page_of(response)
        return self.pages[refused]


@pytest.fixture
def send(client, reply_url):
    return lambda data: client.post(reply_url, data)


def test_by_the_form(send):
    refusals, expected = Refusals(send, "reply_form"), set()
    for string in filter(can_be_sent, STRINGS):
        cleaned, refused = judge(string)
        if refused:
            typed = dict.fromkeys([*PLAIN, "topic"], string)
            response = send(typed)
            assert response.status_code == 422
            refusals.check(response, typed, refused)
        assert send({**PLAIN, **dict.fromkeys(cleaned, string)}).status_code == 303
        expected.add(tuple({**PLAIN, **cleaned}.values()))
    assert set(Reply.objects.values_list(*STORED)) == expected


def test_by_the_api(client, discussion):
    def send(data):
        url = f"/api/newsblocks/pages/{discussion.page.pk}/replies/"
        response = client.post(url, data, content_type="application/json")
        return response.status_code, response.json()

    expected = set()
    for string in STRINGS:
        cleaned, refused = judge(string)
        if refused:
            status, problem = send(dict.fromkeys(PLAIN, string))
            assert status == 422
            assert [error["field"] for error in problem["errors"]] == refused
        status, content = send({**PLAIN, **dict.fromkeys(cleaned, string)})
        assert (status, content["state"]) == (201, "waiting")
        expected.add(tuple({**PLAIN, **cleaned}.values()))
    assert set(Reply.objects.values_list(*STORED)) == expected


@pytest.mark.usefixtures("without_frame")
def test_by_a_moderators_edit(admin_client, make_reply):
    reply = make_reply(status=Status.APPROVED)
    fields = tuple(EditForm.base_fields)[:3]
    plain = {name: PLAIN[name] for name in fields}

    def send(data):
        url = reverse("newsblocks_moderation:edit_text", args=[reply.pk])
        return admin_client.post(url, {**data, "seen": EditForm.sign_of(reply)})

    refusals = Refusals(send, "form")
    for string in filter(can_be_sent, STRINGS):
        cleaned, refused = judge(string, fields)
        if refused:
            typed = dict.fromkeys(fields, string)
            refusals.check(send(typed), typed, refused)
        response = send({**plain, **dict.fromkeys(cleaned, string)})
        assert response.status_code == 302
        reply.refresh_from_db()
        assert {**plain, **cleaned} == {
            "name": reply.author_name,
            "website": reply.website,
            "text": reply.text,
        }


@pytest.mark.usefixtures("without_frame")
def test_by_an_answer_of_the_newsroom(admin_client, make_reply):
    reply = make_reply(status=Status.APPROVED)

    def send(data):
        url = reverse("newsblocks_moderation:answer", args=[reply.pk])
        return admin_client.post(url, {**data, "seen": "approved"})

    refusals, expected = Refusals(send, "form"), set()
    for string in filter(can_be_sent, STRINGS):
        cleaned, refused = judge(string, ["text"])
        response = send({"text": string})
        if refused:
            refusals.check(response, {"text": string}, refused)
        else:
            assert response.status_code == 302
            expected.add(cleaned["text"])
    stored = Reply.objects.filter(by_desk=True).values_list("text", flat=True)
    assert set(stored) == expected


@pytest.mark.parametrize("field", ["name", "email", "text"])
def test_nothing_of_what_is_accepted_is_lost(field):
    accepted = 0
    for string in STRINGS:
        cleaned, _refused = judge(string, [field])
        for text in cleaned.values():
            assert words(text) == words(string)
            accepted += 1
    assert accepted


def test_websites_are_websites():
    cleaned = [judge(string, ["website"])[0].get("website") for string in STRINGS]
    addresses = [urlsplit(address) for address in cleaned if address]
    assert {address.scheme for address in addresses} == {"http", "https"}
    assert all(address.netloc.isascii() for address in addresses)
    assert not [a for a in addresses if "@" in a.netloc or not a.hostname]


TYPED = st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=60
) | st.sampled_from([string for string in OWN if can_be_sent(string)])


@hypothesis_settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.fixed_dictionaries(dict.fromkeys([*PLAIN, "topic"], TYPED)))
def test_whatever_is_typed_adds_nothing_to_the_page_of_errors(send, typed):
    # An address that is none, so that it is refused whatever else is.
    typed["email"] += " "
    response = send(typed)
    refused = [name for name in PLAIN if judge(typed[name], [name])[1]]
    if refused:
        Refusals(send, "reply_form").check(response, typed, refused)
    else:
        assert response.status_code == 303
