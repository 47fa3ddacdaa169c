"""From the form to the thank-you, and back with everything typed."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone, translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.models import Locale

from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import sign_page


def test_a_reply_is_taken_and_waits(article, reply_url, submission):
    # A browser sends no CSRF token, and is not asked for one.
    client = Client(enforce_csrf_checks=True)
    before = timezone.now()
    response = client.post(reply_url, submission)
    assert (response.status_code, response["Location"]) == (
        303,
        f"{reply_url}received/",
    )
    assert not response.cookies
    (reply,) = Reply.objects.all()
    assert (
        reply.page_id,
        reply.author_name,
        reply.author_email,
        reply.website,
        reply.text,
        reply.status,
        reply.findings,
        reply.published_at,
    ) == (
        article.pk,
        "Amina Rahal",
        "amina@example.org",
        "",
        "The bridge was never safe.",
        Status.PENDING,
        [{"code": "policy", "detail": ""}],
        None,
    )
    assert before <= reply.submitted_at <= timezone.now()


def test_the_thank_you(article, reply_url, submission, client):
    response = client.post(reply_url, submission, follow=True)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.h1.text == "Thank you for your reply"
    assert soup.find(role="status").text == (
        "It has been received, and will appear under the article once a moderator has "
        "approved it."
    )
    assert soup.main.a["href"] == article.url
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_pending_reply_is_seen_by_nobody(article, reply_url, submission, client):
    client.post(reply_url, submission)
    for url in (article.url, f"{reply_url}received/"):
        response = client.get(url)
        assert response.status_code == 200
        assert b"never safe" not in response.content
        assert b"Amina" not in response.content


def test_sent_twice_is_stored_once(reply_url, submission, client):
    first = client.post(reply_url, submission)
    second = client.post(reply_url, {**submission, "text": submission["text"] + "\r\n"})
    assert (first.status_code, first["Location"]) == (
        second.status_code,
        second["Location"],
    )
    assert Reply.objects.count() == 1


def test_robots_are_thanked_alike(reply_url, submission, client):
    person = client.post(reply_url, submission)
    robot = client.post(reply_url, {**submission, "text": "Buy", "topic": "buy\0 now"})
    assert (robot.status_code, robot["Location"]) == (303, person["Location"])
    reply = Reply.objects.get(text="Buy")
    assert reply.status == Status.PENDING
    assert reply.findings == [
        {"code": "policy", "detail": ""},
        {"code": "honeypot", "detail": "buy now"},
    ]


def test_the_website_is_stored_where_it_is_asked_for(make_article, submission, client):
    article = make_article(ask_website=True)
    url = f"/replies/{sign_page(article.pk)}/"
    client.post(url, {**submission, "website": "example.org"})
    assert Reply.objects.get().website == "https://example.org"


def test_posting_costs_few_queries(
    reply_url, submission, client, django_assert_num_queries
):
    client.post(reply_url, submission)
    # To find the page, to look for the same reply, and to store it.
    with django_assert_num_queries(8):
        client.post(reply_url, {**submission, "text": "And again."})


def test_errors_come_back_with_everything_typed(article, reply_url, client):
    typed = {
        "name": 'A "<b>',
        "email": "amina",
        "text": "",
        "topic": "</div>",
    }
    response = client.post(reply_url, typed)
    assert response.status_code == 422
    assert "no-store" in response["Cache-Control"]
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.title.text == "Error: Leave a Reply: The bridge is closed"

    summary = soup.find(role="alert")
    assert summary["tabindex"] == "-1"
    assert summary.has_attr("autofocus")
    assert [(a["href"], a.text) for a in summary.find_all("a")] == [
        (
            "#reply-email",
            "Email: This is not a complete email address. Type one such as "
            "name@example.org.",
        ),
        ("#reply-text", "Your reply: Type your reply."),
    ]

    name, email, text = (soup.find(id=f"reply-{n}") for n in ("name", "email", "text"))
    assert name["value"] == 'A "<b>'
    assert "aria-invalid" not in name.attrs
    assert (email["value"], email["aria-invalid"]) == ("amina", "true")
    assert text["aria-invalid"] == "true"
    described = email["aria-describedby"].split()
    assert [soup.find(id=identifier).text for identifier in described] == [
        "Your email address will not be published.",
        "This is not a complete email address. Type one such as name@example.org.",
    ]
    assert soup.find(id="reply-topic")["value"] == "</div>"
    assert soup.form["action"] == reply_url
    assert soup.h1.text == "Leave a Reply"
    assert not Reply.objects.exists()


def test_a_very_long_reply_is_not_lost(reply_url, submission, client):
    text = "Long. " * 20_000
    response = client.post(reply_url, {**submission, "text": text})
    assert response.status_code == 422
    textarea = BeautifulSoup(response.content, "html.parser").textarea
    assert textarea.text.strip() == text.strip()


def test_a_cached_form_may_come_too_late(make_article, submission, client):
    article = make_article(closes_on="2024-01-01", closed_message="Thanks to all.")
    response = client.post(f"/replies/{sign_page(article.pk)}/", submission)
    assert response.status_code == 403
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.form is None
    assert soup.find(class_="newsblocks-reply-form__closed").text == "Thanks to all."
    assert soup.textarea.text.strip() == submission["text"]
    assert not Reply.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(method, article, reply_url, client):
    response = getattr(client, method)(reply_url)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{article.url}#reply-form",
    )
    assert not Reply.objects.exists()


def test_other_methods_are_not_allowed(reply_url, client):
    assert client.put(reply_url).status_code == 405
    assert client.post(f"{reply_url}received/").status_code == 405


def test_the_language_is_the_articles(article, reply_url, client):
    article.locale = Locale.objects.create(language_code="ar")
    article.save()
    response = client.post(reply_url, {}, headers={"accept-language": "en"})
    soup = BeautifulSoup(response.content, "html.parser")
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert translation.get_language() == "en"


TYPED = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "'><svg/onload=alert(1)>",
        "</textarea><script>alert(1)</script>",
        "{{ request }}{% debug %}",
        "javascript:alert(1)",
        "&lt;script&gt;",
        "<!--",
        "]]>",
    ]
)


def skeleton(content):
    """Every element of a page with the names of its attributes, but no error list."""
    soup = BeautifulSoup(content, "html.parser")
    for node in soup.find_all(class_="newsblocks-reply-form__error"):
        node.decompose()
    for node in soup.find_all(role="alert"):
        node.decompose()
    error_attributes = {"aria-invalid", "aria-describedby", "value"}
    return [
        (tag.name, sorted(set(tag.attrs) - error_attributes)) for tag in soup.find_all()
    ]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TYPED, email=TYPED, text=TYPED, topic=TYPED)
def test_what_is_typed_adds_nothing_to_the_page_of_errors(
    reply_url, client, name, email, text, topic
):
    typed = {"name": name, "email": f"{email} ", "text": text, "topic": topic}
    if ReplyForm(typed, ask_website=False).is_valid():
        return
    plain = client.post(reply_url, {"name": "A", "email": "", "text": ""})
    assert skeleton(client.post(reply_url, typed).content) == skeleton(plain.content)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TYPED, website=TYPED, text=TYPED)
def test_what_is_typed_adds_nothing_to_the_article(
    article, client, make_reply, name, website, text
):
    """Even what the form would never let through."""
    Reply.objects.all().delete()
    typed = {
        "author_name": name.replace("\0", ""),
        "website": f"https://example.org/{website}".replace("\0", ""),
        "text": " ".join(text.replace("\0", "").split()) or "-",
        "status": Status.APPROVED,
    }
    make_reply(**typed)
    page = client.get(article.url).content
    Reply.objects.all().delete()
    make_reply(**{**typed, "author_name": "A", "website": "https://b.c", "text": "d"})
    assert skeleton(page) == skeleton(client.get(article.url).content)
