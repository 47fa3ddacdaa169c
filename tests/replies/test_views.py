"""From the form to the thank-you, and back with everything typed."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Locale

from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import FormToken, sign_page


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
        [{"code": "policy", "detail": "", "outcome": "hold"}],
        None,
    )
    assert before <= reply.submitted_at <= timezone.now()


def test_the_thank_you(article, reply_url, submission, client):
    response = client.post(reply_url, submission, follow=True)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.h1.text == "Thank you for your reply"
    assert soup.h1.find_next("p").text == (
        "It has been received, and will appear under the article once a moderator has "
        "approved it."
    )
    assert soup.main.a["href"] == article.url
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_what_is_published_at_once_is_shown(
    article, reply_url, submission, client, checks_find
):
    checks_find()
    response = client.post(reply_url, submission, follow=True)
    reply = Reply.objects.get()
    assert response.redirect_chain == [
        (f"{reply_url}{reply.pk}/#reply-{reply.pk}", 303)
    ]
    assert "never safe" in response.content.decode()


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
        {"code": "policy", "detail": "", "outcome": "hold"},
        {"code": "honeypot", "detail": "buy now", "outcome": "hold"},
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
    # To find the page, to look for the same reply, to wait for others of the page, and to
    # store it; and a savepoint for each of the two checks, since the test is in a
    # transaction.
    with django_assert_num_queries(8 + 2 + 2 * 2):
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
    assert summary.p.text == "Your reply was not sent yet. Please correct this:"
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


@pytest.fixture
def thread(make_reply):
    """A published reply with one answer, which has an answer too."""
    root = make_reply(status=Status.APPROVED, author_name="Amina", text="Root.")
    answer = make_reply(
        status=Status.APPROVED, author_name="Bashir", text="Answer.", parent=root
    )
    deeper = make_reply(
        status=Status.APPROVED, author_name="Chen", text="Deeper.", parent=answer
    )
    return root, answer, deeper


def soup_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_answering_without_javascript(article, reply_url, thread, submission, client):
    _root, answer, _deeper = thread
    (link,) = [
        a["href"]
        for a in soup_of(client.get(article.url)).find_all("a")
        if a.get("aria-label") == "Reply to Bashir"
    ]
    soup = soup_of(client.get(link))
    quoted = soup.find(class_="newsblocks-reply-form__parent")
    assert quoted.p.text == "In reply to Bashir"
    assert quoted.blockquote.text == "Answer."
    hidden = {
        field["name"]: field["value"] for field in soup.find_all("input", type="hidden")
    }
    assert hidden["parent"] == str(answer.pk)
    assert FormToken.read(hidden["token"], article.pk)

    client.post(soup.form["action"], {**submission, **hidden})
    reply = Reply.objects.get(text=submission["text"])
    assert (reply.parent, reply.status) == (answer, Status.PENDING)


def test_an_answer_in_error_still_answers(reply_url, thread, client):
    root, *_answers = thread
    response = client.post(reply_url, {"parent": root.pk})
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.find("input", {"name": "parent"})["value"] == str(root.pk)
    assert "In reply to Amina" in soup.text


def test_answering_what_was_removed_meanwhile(
    reply_url, thread, submission, client, moderator
):
    root, *_answers = thread
    root.decide(Status.REMOVED, moderator)
    response = client.post(reply_url, {**submission, "parent": root.pk})
    assert response.status_code == 422
    soup = BeautifulSoup(response.content, "html.parser")
    (error,) = soup.find(role="alert").find_all("li")
    assert error.text == (
        "The reply that you answer is no longer there. Send yours once more, and it "
        "will stand as a reply to the article."
    )
    assert "Amina" not in soup.find(class_="newsblocks-reply-form").text
    again = {f["name"]: f.get("value", "") for f in soup.form.select("input[name]")}
    client.post(reply_url, {**again, "text": soup.textarea.text.strip()})
    assert Reply.objects.get(text=submission["text"]).parent is None


@pytest.mark.parametrize("to", ["0", "x", "", "9" * 30, "٣", "held", "elsewhere"])
def test_what_cannot_be_answered_leads_to_the_article(
    to, article, reply_url, make_reply, make_article, client
):
    if to == "held":
        to = make_reply().pk
    if to == "elsewhere":
        to = make_reply(page=make_article(), status=Status.APPROVED).pk
    response = client.get(reply_url, {"to": to})
    assert (response.status_code, response["Location"]) == (
        302,
        f"{article.url}#reply-form",
    )


def test_answers_can_be_switched_off(make_article, make_reply, submission, client):
    article = make_article(allow_nested_replies=False)
    reply = make_reply(page=article, status=Status.APPROVED)
    page = soup_of(client.get(article.url))
    assert page.find(class_="newsblocks-reply__answer") is None
    url = f"/replies/{sign_page(article.pk)}/"
    assert client.get(url, {"to": reply.pk}).status_code == 302
    response = client.post(url, {**submission, "parent": reply.pk})
    assert response.status_code == 422
    assert Reply.objects.count() == 1


def test_the_list(article, reply_url, thread, client, django_assert_num_queries):
    soup = soup_of(client.get(f"{reply_url}all/"))
    assert soup.title.text == "Replies: The bridge is closed"
    assert [t.text.strip() for t in soup.select(".newsblocks-reply__text")] == [
        "Root.",
        "Answer.",
        "Deeper.",
    ]
    orders = soup.find(class_="newsblocks-replies__orders")
    assert orders.strong.text == "Oldest first"
    assert orders.a["href"] == f"{reply_url}all/?order=newest"
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex"
    # The page with the number of replies, its type, its ancestors and their
    # restrictions; then the first replies, and their first answers.
    with django_assert_num_queries(6) as captured:
        client.get(f"{reply_url}all/")
    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_the_list_in_parts(article, reply_url, make_reply, client):
    for number in range(41):
        make_reply(status=Status.APPROVED, text=f"{number}.")
    url, parts = f"{reply_url}all/?order=newest", []
    while url:
        soup = soup_of(client.get(url))
        parts.append([t.text.strip() for t in soup.select(".newsblocks-reply__text")])
        more = soup.select_one(".newsblocks-replies__more a")
        url = more and more["href"]
    assert [len(part) for part in parts] == [20, 20, 1]
    assert [text for part in parts for text in part] == [
        f"{number}." for number in reversed(range(41))
    ]


def test_a_permalink_shows_the_reply_in_its_context(
    article, reply_url, thread, client, django_assert_num_queries
):
    _root, answer, deeper = thread
    soup = soup_of(client.get(f"{reply_url}{deeper.pk}/"))
    # The page as above; the reply, its root, what comes before, and the answers.
    with django_assert_num_queries(8):
        client.get(f"{reply_url}{deeper.pk}/")
    assert [a["id"] for a in soup.find_all("article")] == [
        f"reply-{reply.pk}" for reply in thread
    ]
    addressee = soup.find(id=f"reply-{deeper.pk}").find(
        class_="newsblocks-reply__addressee"
    )
    assert addressee.text == "In reply to Bashir"
    assert addressee.a["href"] == f"{reply_url}{answer.pk}/#reply-{answer.pk}"
    assert soup.find("a", href=article.url).text == "The bridge is closed"


def test_a_long_thread_comes_in_parts(reply_url, make_reply, client):
    root = make_reply(status=Status.APPROVED, text="Root.")
    for number in range(60):
        make_reply(status=Status.APPROVED, parent=root, text=f"{number}.")
    soup = soup_of(client.get(f"{reply_url}{root.pk}/"))
    assert len(soup.find_all("article")) == 51
    start = "All answers from the start"
    assert soup.find("a", string=start) is None
    more = soup.find("a", string="More answers")
    assert soup_of(client.get(more["href"])).find("a", string=start)
    assert len(soup_of(client.get(more["href"])).find_all("article")) == 11


def test_a_tombstone(reply_url, thread, client, moderator, article):
    _root, answer, _deeper = thread
    answer.decide(Status.REMOVED, moderator)
    for url in (article.url, f"{reply_url}all/", f"{reply_url}{answer.pk}/"):
        soup = soup_of(client.get(url))
        assert " ".join(soup.find(id=f"reply-{answer.pk}").text.split()) == (
            "This reply has been removed."
        )
        assert "Bashir" not in soup.text
        assert "Answer." not in soup.text
        assert "In reply to a reply that was removed" in soup.text


@pytest.mark.parametrize("query", ["order=best", "after=x", "after=1-", "after=%00"])
def test_addresses_that_were_cut_off(query, reply_url, thread, client):
    assert client.get(f"{reply_url}all/?{query}").status_code == 404


def test_a_hidden_reply_is_missing(reply_url, make_reply, make_article, client):
    held = make_reply()
    elsewhere = make_reply(page=make_article(), status=Status.APPROVED)
    for pk in (held.pk, elsewhere.pk, 0, 10**30):
        assert client.get(f"{reply_url}{pk}/").status_code == 404


def test_the_token_knows_who_is_signed_in(article, reply_url, client, moderator):
    response = client.get(f"{reply_url}token/")
    assert "no-store" in response["Cache-Control"]
    answer = response.json()
    assert FormToken.read(answer.pop("token"), article.pk).user_id is None
    assert answer == {"name": "", "email": "", "altcha": None}

    moderator.first_name, moderator.last_name = "Amina", "Rahal"
    moderator.email = "amina@example.org"
    moderator.save()
    client.force_login(moderator)
    answer = client.get(f"{reply_url}token/").json()
    assert FormToken.read(answer.pop("token"), article.pk).user_id == str(moderator.pk)
    assert answer == {
        "name": "Amina Rahal",
        "email": "amina@example.org",
        "altcha": None,
    }


def test_no_address_is_in_any_page(article, reply_url, thread, client):
    for url in (
        article.url,
        reply_url,
        f"{reply_url}all/",
        f"{reply_url}{thread[2].pk}/",
        f"{reply_url}?to={thread[1].pk}",
        f"{reply_url}token/",
    ):
        response = client.get(url, follow=True)
        assert b"@" not in response.content
        assert not response.cookies


def test_numbers_with_separators_are_for_people(
    settings, article, reply_url, submission, client, make_reply
):
    settings.USE_THOUSAND_SEPARATOR = True
    reply = make_reply(pk=1500, status=Status.APPROVED)
    soup = BeautifulSoup(client.get(article.url).content, "html.parser")
    assert soup.find(id="reply-1500")
    link = soup.select_one(".newsblocks-reply__answer a")["href"]
    page = client.get(link)
    form = BeautifulSoup(page.content, "html.parser").form
    assert form.find(attrs={"name": "parent"})["value"] == "1500"
    assert form.find(attrs={"data-count": True})["data-count"] == "5000"
    client.post(reply_url, {**submission, "parent": "1500"})
    assert Reply.objects.get(parent=reply)
