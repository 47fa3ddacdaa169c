"""The JSON API: what it says, to whom, and what it never says."""

import datetime
import json

import pytest
import wagtail
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Locale

from wagtail_newsblocks.replies.findings import Finding, Outcome
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import FormToken, issue_receipt

OTHER = "https://front.example"


@pytest.fixture
def base(article):
    return f"/api/newsblocks/pages/{article.pk}/"


@pytest.fixture
def api(base):
    """A client for the page's addresses, which a browser's cookies do not touch."""
    client = Client(enforce_csrf_checks=True)

    class Api:
        def get(self, path, **headers):
            return client.get(base + path, headers=headers)

        def post(self, path, content, **headers):
            body = content if isinstance(content, str | bytes) else json.dumps(content)
            return client.post(
                base + path, body, content_type="application/json", headers=headers
            )

        options = staticmethod(
            lambda path, **headers: client.options(base + path, headers=headers)
        )

    return Api()


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    assert "no-store" in response["Cache-Control"]
    content = response.json()
    assert content["status"] == response.status_code
    kind = content["type"].removeprefix("urn:problem-type:newsblocks:")
    errors = [(error["field"], error["message"]) for error in content["errors"]]
    return response.status_code, kind, errors


@pytest.fixture
def thread(make_reply):
    root = make_reply(
        status=Status.APPROVED,
        author_name="Amina",
        website="https://example.org",
        text="<b>Never</b> safe.\nNever.\n\nReally.",
    )
    answer = make_reply(
        status=Status.APPROVED, author_name="Bashir", text="Agreed.", parent=root
    )
    make_reply(text="Held.")
    return root, answer


def test_the_form(api, article, reply_url):
    assert api.get("reply-form/").json() == {
        "state": "open",
        "heading": "Leave a Reply",
        "guidance": "",
        "closed_text": "Replies to this article are closed.",
        "last_day": None,
        "allow_nested_replies": True,
        "fields": [
            {
                "name": "name",
                "type": "text",
                "label": "Name",
                "help_text": "",
                "required": True,
                "required_text": "Type your name.",
                "max_length": 60,
                "autocomplete": "name",
                "inputmode": None,
            },
            {
                "name": "email",
                "type": "email",
                "label": "Email",
                "help_text": "Your email address will not be published.",
                "required": True,
                "required_text": "Type your email address.",
                "max_length": 254,
                "autocomplete": "email",
                "inputmode": None,
            },
            {
                "name": "text",
                "type": "textarea",
                "label": "Your reply",
                "help_text": "",
                "required": True,
                "required_text": "Type your reply.",
                "max_length": 5000,
                "autocomplete": None,
                "inputmode": None,
            },
            {
                "name": "topic",
                "type": "honeypot",
                "label": "Leave this field empty",
                "help_text": "",
                "required": False,
                "required_text": "",
                "max_length": None,
                "autocomplete": "off",
                "inputmode": None,
            },
        ],
        "action": f"http://testserver{reply_url}",
        "labels": article.body[0].value.labels,
    }


def test_the_form_speaks_the_pages_language(api, article, settings):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "replies@example.com"
    article.locale = Locale.objects.create(language_code="ar")
    article.save()
    fields = api.get("reply-form/").json()["fields"]
    assert [field["type"] for field in fields] == [
        "text",
        "email",
        "textarea",
        "checkbox",
        "honeypot",
    ]
    assert fields[0]["label"] == "الاسم"
    assert api.get("reply-form/").json()["labels"]["send"] == "إرسال التعليق"


def test_a_reply_is_sent(api, submission, article):
    token = api.post("reply-token/", {}).json()["token"]
    assert FormToken.read(token, article.pk).user_id is None
    response = api.post("replies/", {**submission, "token": token, "unknown": [1]})
    assert response.status_code == 201
    assert "no-store" in response["Cache-Control"]
    reply = Reply.objects.get()
    assert response.json() == {
        "state": "waiting",
        "receipt": issue_receipt(reply.pk),
        "url": None,
    }
    assert (reply.author_email, reply.text) == (submission["email"], submission["text"])


def test_all_are_answered_alike(api, submission, checks_find):
    person = api.post("replies/", submission).json()
    robot = api.post("replies/", {**submission, "topic": "buy", "text": "Buy"}).json()
    checks_find(Finding("words", outcome=Outcome.SPAM))
    spammer = api.post("replies/", {**submission, "text": "Spam"}).json()
    assert Reply.objects.get(text="Spam").status == Status.SPAM
    assert person.keys() == robot.keys() == spammer.keys()
    assert person["state"] == robot["state"] == spammer["state"] == "waiting"


def test_what_may_appear_at_once_does(api, submission, checks_find):
    checks_find()
    content = api.post("replies/", submission).json()
    assert content["state"] == "approved"
    (reply,) = api.get("replies/").json()["replies"]
    assert content["url"] == reply["url"]


def test_an_answer_is_sent(api, submission, thread):
    _root, answer = thread
    api.post("replies/", {**submission, "parent": answer.pk})
    assert Reply.objects.get(text=submission["text"]).parent == answer


def test_errors_stand_by_their_fields(api, submission):
    sent = {**submission, "name": 5, "email": "amina", "text": " ", "parent": 99}
    response = api.post("replies/", sent)
    assert problem(response) == (
        422,
        "invalid",
        [
            ("name", "Give this as text."),
            (
                "email",
                "This is not a complete email address. Type one such as "
                "name@example.org.",
            ),
            ("text", "Type your reply."),
            (
                "parent",
                "The reply that you answer is no longer there. Send yours once more, "
                "and it will stand as a reply to the article.",
            ),
        ],
    )
    assert response.json()["detail"] == "Your reply was not sent."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{", (400, "malformed")),
        (b"\xff", (400, "malformed")),
        ("[" * 100_000, (400, "malformed")),
        ("[]", (422, "invalid")),
        ("null", (422, "invalid")),
        ('{"text": "\\ud800"}', (422, "invalid")),
        ('{"parent": 1e400}', (422, "invalid")),
        ('{"parent": true}', (422, "invalid")),
        ('{"token": {"a": "b"}}', (422, "invalid")),
        ('{"text": "' + "a" * 1_100_000 + '"}', (413, "too-large")),
    ],
)
def test_what_cannot_be_read(body, expected, api):
    for path in ("replies/", "receipts/"):
        status, kind, _errors = problem(api.post(path, body))
        assert (status, kind) == expected or path == "receipts/"
        assert 400 <= status < 500
    assert not Reply.objects.exists()


def test_only_json_is_read(base, client, submission):
    response = client.post(f"{base}replies/", submission)
    assert problem(response)[:2] == (415, "not-json")


def test_the_same_key_stores_once(api, submission):
    first = api.post("replies/", submission, idempotency_key="a")
    again = api.post("replies/", submission, idempotency_key="a")
    assert first.json() == again.json()
    other = {**submission, "text": "Another."}
    response = api.post("replies/", other, idempotency_key="a")
    assert problem(response)[:2] == (422, "idempotency-key-reused")
    for key in ("a" * 256, "é"):
        response = api.post("replies/", submission, idempotency_key=key)
        assert problem(response)[2][0][0] == "Idempotency-Key"
    assert Reply.objects.count() == 1


def test_closed(make_article, submission, client):
    article = make_article(closes_on="2024-01-01", closed_message="Thanks to all.")
    base = f"/api/newsblocks/pages/{article.pk}/"
    assert client.get(f"{base}reply-form/").json()["state"] == "closed"
    response = client.post(
        f"{base}replies/", json.dumps(submission), content_type="application/json"
    )
    assert problem(response)[:2] == (403, "closed")
    assert response.json()["detail"] == "Thanks to all."


def test_replies(api, thread, django_assert_num_queries, reply_url):
    root, answer = thread
    response = api.get("replies/")
    content = response.json()
    for reply in (*content["replies"], *content["replies"][0]["answers"]):
        published_at = datetime.datetime.fromisoformat(
            reply.pop("published_at").replace("Z", "+00:00")
        )
        text = date_format(published_at, "DATETIME_FORMAT")
        assert reply.pop("published_text") == text
    shown = {
        "id": root.pk,
        "url": f"http://testserver{reply_url}{root.pk}/#reply-{root.pk}",
        "parent": None,
        "depth": 0,
        "is_removed": False,
        "author": {
            "name": "Amina",
            "url": "https://example.org",
            "is_desk": False,
        },
        "addressee": None,
        "text": "<b>Never</b> safe.\nNever.\n\nReally.",
        "html": '<p dir="auto">&lt;b&gt;Never&lt;/b&gt; safe.<br>Never.</p>'
        '<p dir="auto">Really.</p>',
        "answer_label": "Reply to Amina",
        "answer_url": f"http://testserver{reply_url}?to={root.pk}",
        "edited_at": None,
        "answers": [
            {
                "id": answer.pk,
                "url": f"http://testserver{reply_url}{answer.pk}/#reply-{answer.pk}",
                "parent": root.pk,
                "depth": 1,
                "is_removed": False,
                "author": {"name": "Bashir", "url": None, "is_desk": False},
                "addressee": None,
                "text": "Agreed.",
                "html": '<p dir="auto">Agreed.</p>',
                "answer_label": "Reply to Bashir",
                "answer_url": f"http://testserver{reply_url}?to={answer.pk}",
                "edited_at": None,
            }
        ],
        "more_answers": 0,
        "more_answers_text": "",
    }
    assert content == {
        "count": 2,
        "heading": "2 replies",
        "order": "oldest",
        "replies": [shown],
        "next": None,
        "next_url": None,
        "feed_url": f"http://testserver{reply_url}feed/",
    }
    with django_assert_num_queries(6) as captured:
        api.get("replies/")
    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_an_answer_to_an_answer_names_whom_it_answers(api, make_reply, reply_url):
    root = make_reply(status=Status.APPROVED)
    answer = make_reply(status=Status.APPROVED, parent=root, author_name="Bashir")
    below = make_reply(status=Status.APPROVED, parent=answer)
    assert api.get(f"replies/{answer.pk}/").json()["addressee"] is None
    assert api.get(f"replies/{below.pk}/").json()["addressee"] == {
        "name": "Bashir",
        "url": f"http://testserver{reply_url}{answer.pk}/#reply-{answer.pk}",
    }
    answer.decide(Status.REMOVED, None)
    assert api.get(f"replies/{below.pk}/").json()["addressee"] is None
    # Of what was removed, no name is left in what its link would say.
    removed = api.get(f"replies/{answer.pk}/").json()
    assert (removed["answer_label"], removed["answer_url"]) == ("", None)


def test_where_nobody_may_answer_there_is_no_link_to(api, thread, article):
    etag = api.get("replies/")["ETag"]
    article.body[0].value["allow_nested_replies"] = False
    article.save()
    response = api.get("replies/", **{"If-None-Match": etag})
    assert response.status_code == 200
    assert response.json()["replies"][0]["answer_url"] is None


def test_pages_of_replies(api, make_reply, reply_url):
    for number in range(25):
        root = make_reply(status=Status.APPROVED, text=f"{number}.")
    for number in range(60):
        make_reply(status=Status.APPROVED, text=f"Answer {number}.", parent=root)
    first = api.get("replies/?order=newest").json()
    assert (len(first["replies"]), first["count"]) == (20, 85)
    assert first["heading"] == "85 replies"
    assert first["replies"][0]["more_answers"] == 57
    assert first["replies"][0]["more_answers_text"] == "57 more answers"
    assert first["next_url"] == (
        f"http://testserver{reply_url}all/?order=newest&after={first['next']}"
    )
    rest = api.get(f"replies/?order=newest&cursor={first['next']}").json()
    assert [reply["text"] for reply in rest["replies"]] == [
        "4.",
        "3.",
        "2.",
        "1.",
        "0.",
    ]
    assert rest["next"] is None
    answers = api.get(f"replies/{root.pk}/answers/").json()
    assert len(answers["answers"]) == 50
    rest = api.get(f"replies/{root.pk}/answers/?cursor={answers['next']}").json()
    assert (len(rest["answers"]), rest["next"]) == (10, None)


@pytest.mark.parametrize(
    ("path", "field"),
    [("replies/?order=best", "order"), ("replies/?cursor=x", "cursor")],
)
def test_parameters_that_mean_nothing(path, field, api):
    status, kind, ((at_fault, _message),) = problem(api.get(path))
    assert (status, kind, at_fault) == (422, "invalid", field)


def test_of_a_removed_reply_nothing_is_told(api, thread, moderator):
    root, _answer = thread
    root.decide(Status.REMOVED, moderator)
    for reply in (
        api.get("replies/").json()["replies"][0],
        api.get(f"replies/{root.pk}/").json(),
    ):
        assert (reply["is_removed"], reply["author"], reply["text"]) == (True, None, "")
        assert reply["html"] == ""
        assert len(reply["answers"]) == 1


def test_receipts_of_what_was_published(api, make_reply, moderator):
    """Readers have seen it, so that its author may know that it is gone."""
    gone = []
    for status in (Status.REMOVED, Status.REJECTED, Status.SPAM):
        gone.append(make_reply(status=Status.APPROVED))
        gone[-1].decide(status, moderator)
    never = make_reply()
    never.decide(Status.REMOVED, moderator)
    receipts = [issue_receipt(reply.pk) for reply in (*gone, never)]
    told = api.post("receipts/", {"receipts": receipts}).json()["replies"]
    assert [(own["state"], own["url"]) for own in told] == [
        *[("removed", None)] * 3,
        ("waiting", None),
    ]


def test_receipts(api, thread, make_reply, moderator, make_article):
    root, _answer = thread
    waiting = make_reply(text="Waiting.", website="https://a.example")
    rejected, spam = make_reply(text="Rejected."), make_reply(text="Spam.")
    rejected.decide(Status.REJECTED, moderator)
    spam.decide(Status.SPAM, moderator)
    elsewhere = make_reply(page=make_article())
    replies = [root, waiting, rejected, spam, elsewhere]
    receipts = [issue_receipt(reply.pk) for reply in replies]
    response = api.post("receipts/", {"receipts": [*receipts, "made up", "\ud800"]})
    assert "no-store" in response["Cache-Control"]
    told = response.json()["replies"]
    assert [(r["receipt"], r["state"], r["text"]) for r in told] == [
        (receipts[0], "approved", root.text),
        (receipts[1], "waiting", "Waiting."),
        (receipts[2], "waiting", "Rejected."),
        (receipts[3], "waiting", "Spam."),
    ]
    assert set(told[1]) == {
        "receipt",
        "state",
        "url",
        "parent",
        "author",
        "text",
        "submitted_at",
    }
    root.decide(Status.REMOVED, moderator)
    (own,) = api.post("receipts/", {"receipts": receipts[:1]}).json()["replies"]
    assert (own["state"], own["url"]) == ("removed", None)


@pytest.mark.parametrize("receipts", [None, "a", [1], ["a"] * 21, {}])
def test_receipts_that_are_none(receipts, api):
    response = api.post("receipts/", {"receipts": receipts})
    assert problem(response)[2][0][0] == "receipts"


def test_hidden_and_missing_are_the_same(api, base, article, thread, client):
    missing = client.get("/api/newsblocks/pages/999999/replies/")
    assert problem(missing)[:2] == (404, "not-found")
    held = Reply.objects.get(text="Held.")
    assert api.get(f"replies/{held.pk}/").content == missing.content
    article.unpublish()
    answers = [
        api.get("reply-form/"),
        api.post("reply-token/", {}),
        api.get("replies/"),
        api.get(f"replies/{thread[0].pk}/"),
        api.get(f"replies/{thread[0].pk}/answers/"),
        api.post("replies/", {}),
        api.post("receipts/", {"receipts": [issue_receipt(held.pk)]}),
    ]
    assert {(a.status_code, a.content) for a in answers} == {(404, missing.content)}


def test_no_address_is_told(api, thread, submission, client, django_user_model):
    root, _answer = thread
    receipt = issue_receipt(root.pk)
    for response in (
        api.get("reply-form/"),
        api.get("replies/"),
        api.get(f"replies/{root.pk}/"),
        api.get(f"replies/{root.pk}/answers/"),
        api.post("replies/", submission),
        api.post("receipts/", {"receipts": [receipt]}),
    ):
        assert response.status_code < 300
        assert b"@" not in response.content
        assert not response.cookies
        assert "Cookie" not in response["Vary"]


READS = ["reply-form/", "replies/", "replies/{}/", "replies/{}/answers/"]


@pytest.mark.parametrize("path", READS)
def test_caches_keep_what_has_not_changed(
    path, api, thread, moderator, django_assert_max_num_queries
):
    root, answer = thread
    path = path.format(root.pk)
    first = api.get(path)
    assert first["Cache-Control"] == (
        "public, max-age=0, s-maxage=300, stale-while-revalidate=60"
    )
    with django_assert_max_num_queries(4):
        again = api.get(path, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    answer.decide(Status.REMOVED, moderator)
    status = api.get(path, if_none_match=first["ETag"]).status_code
    assert status == (304 if path == "reply-form/" else 200)


def test_a_form_that_closes_is_another_one(api, article, settings):
    first = api.get("reply-form/")
    settings.NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS = 0
    article.first_published_at = timezone.now() - timezone.timedelta(days=2)
    article.save()
    assert api.get("reply-form/", if_none_match=first["ETag"]).status_code == 200


def test_listed_sites_may_use_it(api, submission, settings):
    settings.NEWSBLOCKS_REPLY_ORIGINS = [OTHER]
    for response in (
        api.get("replies/", origin=OTHER),
        api.post("replies/", submission, origin=OTHER),
        api.post("replies/", {}, origin=OTHER),
    ):
        assert response["Access-Control-Allow-Origin"] == OTHER
        assert "Access-Control-Allow-Credentials" not in response
        assert "Origin" in response["Vary"]
    response = api.options(
        "replies/", origin=OTHER, access_control_request_method="POST"
    )
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Origin"] == OTHER
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, POST"
    assert response["Access-Control-Allow-Headers"] == (
        "Content-Type, Idempotency-Key, If-None-Match"
    )


@pytest.mark.parametrize("origin", [OTHER, "null", f"{OTHER}.evil.example", "x"])
def test_other_sites_may_not(origin, api, submission, settings):
    settings.NEWSBLOCKS_REPLY_ORIGINS = ["https://other.example"]
    assert "Access-Control-Allow-Origin" not in api.get("replies/", origin=origin)
    response = api.post("replies/", submission, origin=origin)
    assert problem(response)[:2] == (403, "unlisted-origin")
    preflight = api.options("replies/", origin=origin)
    assert "Access-Control-Allow-Origin" not in preflight
    assert not Reply.objects.exists()


def test_the_site_itself_may(api, submission):
    response = api.post("replies/", submission, origin="http://testserver")
    assert response.status_code == 201


def test_sending_costs_few_queries(api, submission, django_assert_num_queries):
    api.post("replies/", submission)
    # To find the page, to look for the same reply, to wait for others of the page, and to
    # store it; and a savepoint for each of the two checks, since the test is in a
    # transaction.
    with django_assert_num_queries(8 + 2 + 2 * 2):
        api.post("replies/", {**submission, "text": "And again."})


@pytest.mark.parametrize("no_id", ["a", "-1", "1.5", "٣", "9" * 30, "null,null", "%00"])
def test_what_is_no_id_is_not_there(no_id, api, client):
    missing = client.get("/api/newsblocks/pages/999999/replies/")
    for path in ("replies/", "replies/1/"):
        response = client.get(f"/api/newsblocks/pages/{no_id}/{path}")
        assert problem(response)[:2] == (404, "not-found")
    for path in (f"replies/{no_id}/", f"replies/{no_id}/answers/"):
        assert api.get(path).content == missing.content


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("reply-form/", "GET, HEAD"),
        ("reply-token/", "POST"),
        ("replies/", "GET, HEAD, POST"),
        ("replies/1/", "GET, HEAD"),
        ("replies/1/answers/", "GET, HEAD"),
        ("receipts/", "POST"),
    ],
)
def test_other_methods(path, allowed, base, client):
    methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - {
        *allowed.split(", ")
    }
    for method in methods:
        response = client.generic(method, base + path)
        assert problem(response) == (405, "method-not-allowed", [])
        assert response["Allow"] == f"{allowed}, OPTIONS"
    assert client.options(base + path)["Allow"] == allowed


@pytest.mark.parametrize("path", READS)
def test_head_is_get_without_the_content(path, base, client, thread):
    url = base + path.format(thread[0].pk)
    got, head = client.get(url), client.head(url)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == got.headers


@pytest.mark.parametrize("path", READS)
def test_a_read_writes_nothing_and_knows_nobody(
    path, base, client, thread, admin_user, django_assert_max_num_queries
):
    url = base + path.format(thread[0].pk)
    anonymous = client.get(url)
    client.force_login(admin_user)
    with django_assert_max_num_queries(6) as asked:
        signed_in = client.get(url)
    assert all(query["sql"].startswith("SELECT") for query in asked)
    assert signed_in.content == anonymous.content
    assert signed_in.headers == anonymous.headers
    assert not hasattr(signed_in.wsgi_request, "_cached_user")
    assert not signed_in.wsgi_request.session.accessed


@pytest.mark.skipif(wagtail.VERSION < (8,), reason="API v3 came with Wagtail 8")
def test_in_wagtails_own_api(base, client, thread, submission):
    """What the router answers does not depend on the API that it is mounted in."""
    in_v3 = base.replace("/api/", "/api/v3/")

    def said(response):
        # The address is in an ETag, and the moment in Expires.
        headers = {**response.headers, "ETag": "ETag" in response, "Expires": None}
        return response.status_code, response.content, headers

    paths = [path.format(thread[0].pk) for path in READS]
    for path in [*paths, "replies/?order=best", "replies/999/"]:
        assert said(client.get(in_v3 + path)) == said(client.get(base + path))
    for content in (submission, {"name": 5}, {"text": "\ud800"}, []):
        own, other = (
            client.post(f"{url}replies/", content, content_type="application/json")
            for url in (base, in_v3)
        )
        assert said(other) == said(own)
    assert problem(client.delete(f"{in_v3}replies/"))[:2] == (405, "method-not-allowed")
    paths = client.get("/api/v3/openapi.json").json()["paths"]
    assert "post" in paths["/api/v3/newsblocks/pages/{page_id}/replies/"]


def test_the_openapi_document(client):
    document = client.get("/api/newsblocks/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    prefix = "/api/newsblocks/pages/{page_id}/"
    assert {
        path.removeprefix(prefix): sorted(methods)
        for path, methods in document["paths"].items()
    } == {
        "reply-form/": ["get"],
        "reply-token/": ["post"],
        "replies/": ["get", "post"],
        "replies/{reply_id}/": ["get"],
        "replies/{reply_id}/answers/": ["get"],
        "receipts/": ["post"],
    }
