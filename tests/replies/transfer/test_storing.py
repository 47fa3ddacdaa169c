"""What is imported: threads, states, dates, and nothing twice."""

import datetime
import json

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from wagtail_newsblocks.replies.models import MAX_DEPTH, Reply, Status, Thread
from wagtail_newsblocks.replies.personal_data import erase
from wagtail_newsblocks.replies.signals import thread_changed
from wagtail_newsblocks.replies.transfer import json_lines, storing

UTC = datetime.timezone.utc


@pytest.fixture
def make_line(article):
    def make_line(id, /, **changes):
        values = {
            "id": id,
            "page_url": article.full_url,
            "author_name": "Amina",
            "text": f"Reply {id}",
            "status": "approved",
            "submitted_at": "2019-05-01T12:30:00Z",
            **changes,
        }
        return json.dumps(values) + "\n"

    return make_line


@pytest.fixture(params=[1, 3, 500])
def batches(request, monkeypatch):
    """Have files read in batches of every size."""
    monkeypatch.setattr(storing, "BATCH", request.param)


def test_a_thread_of_wordpress(article, wordpress, make_comment, import_file, by_text):
    out, err = import_file(
        "wordpress",
        wordpress(
            make_comment(1),
            make_comment(2, parent="1", user_id="3"),
            make_comment(3, parent="2"),
            make_comment(4, approved="0"),
            make_comment(5, type="pingback"),
        ),
    )
    assert out == "Imported: 4. Here before: 0. Left out: 1. Pages: 1.\n"
    assert err == "comment 5: It is a pingback, not a reader's reply.\n"
    found = by_text()
    root, answer, deeper = (found[f"Comment {n}"] for n in (1, 2, 3))
    assert (root.page_id, root.parent, root.answer_count) == (article.pk, None, 2)
    assert (answer.parent, answer.root, answer.answer_count) == (root, root, 1)
    assert (deeper.parent, deeper.root, deeper.depth) == (answer, root, 2)
    assert root.published_at == root.submitted_at == root.announced_at
    assert root.submitted_at == datetime.datetime(2019, 5, 1, 12, 30, tzinfo=UTC)
    assert (root.author_name, root.author_email) == ("Amina Rahal", "amina@example.org")
    assert (root.by_desk, answer.by_desk) == (False, True)
    held = found["Comment 4"]
    assert (held.status, held.published_at) == (Status.PENDING, None)
    assert Thread.objects.get().reply_count == 3


def test_readers_see_it(article, client, wordpress, make_comment, import_file):
    import_file("wordpress", wordpress(make_comment(1), make_comment(2, parent="1")))
    page = client.get(article.url).content.decode()
    assert page.index("Comment 1") < page.index("Comment 2")
    assert "2019" in page
    assert "amina@example.org" not in page


@pytest.mark.usefixtures("batches")
def test_importing_again_adds_nothing(article, make_line, import_file):
    first = make_line(1), make_line(2, parent=1), make_line(3, parent=2)
    import_file("jsonl", "".join(first[:2]))
    Reply.objects.filter(submission_key="1").update(text="Edited since")
    before = list(Reply.objects.order_by("pk").values())
    out, _ = import_file("jsonl", "".join(first[:2]))
    assert out == "Imported: 0. Here before: 2. Left out: 0. Pages: 1.\n"
    assert list(Reply.objects.order_by("pk").values()) == before
    out, _ = import_file("jsonl", "".join(first * 2))
    assert out == "Imported: 1. Here before: 5. Left out: 0. Pages: 1.\n"
    assert Reply.objects.get(submission_key="1").answer_count == 2
    assert Thread.objects.get().reply_count == 3


@pytest.mark.usefixtures("batches")
def test_answers_may_come_before_what_they_answer(make_line, import_file, by_text):
    lines = [make_line(3, parent=2), make_line(2, parent=1), make_line(4), make_line(1)]
    _, err = import_file("jsonl", "".join(lines))
    assert err == ""
    found = by_text()
    assert found["Reply 3"].parent == found["Reply 2"]
    assert found["Reply 2"].parent == found["Reply 1"] == found["Reply 3"].root
    assert found["Reply 1"].answer_count == 2


def test_another_import_may_go_on_meanwhile(
    make_line, import_file, by_text, monkeypatch
):
    monkeypatch.setattr(storing, "BATCH", 1)
    lines = [make_line(3, parent=2), make_line(2, parent=1), make_line(1)]
    read = json_lines.read

    def read_slowly(file):
        *waiting, last = list(read(file))
        yield from waiting
        monkeypatch.setattr(json_lines, "read", read)
        import_file("jsonl", "".join(lines))
        erase(Reply.objects.filter(text="Reply 1"))
        yield last

    monkeypatch.setattr(json_lines, "read", read_slowly)
    out, err = import_file("jsonl", "".join(lines))
    assert out.startswith("Imported: 0. Here before: 2. Erased here: 1.")
    assert err == ""
    assert by_text()["Reply 3"].parent == by_text()["Reply 2"]


@pytest.mark.usefixtures("batches")
def test_what_answers_nothing_is_placed_higher_up(make_line, import_file, by_text):
    lines = [
        make_line(1),
        make_line(2, parent=1, text=""),  # left out
        make_line(3, parent=2, text=" "),  # left out
        make_line(4, parent=3),
        make_line(5, parent="nowhere"),
        make_line(6, parent=5),
        # In a ring, and below itself.
        make_line(7, parent=8),
        make_line(8, parent=7),
        make_line(9, parent=9),
        # What it would be placed below waits itself.
        make_line(10, parent=11),
        make_line(11, parent=12, text=""),
        make_line(12, parent="nowhere"),
    ]
    out, err = import_file("jsonl", "".join(lines))
    assert out == "Imported: 9. Here before: 0. Left out: 3. Pages: 1.\n"
    found = by_text()
    assert found["Reply 4"].parent == found["Reply 1"]
    assert found["Reply 5"].parent is None
    assert found["Reply 6"].parent == found["Reply 5"]
    assert {found["Reply 7"].parent, found["Reply 8"].parent} in (
        {None, found["Reply 7"]},
        {None, found["Reply 8"]},
    )
    assert found["Reply 9"].parent is None
    assert found["Reply 10"].parent == found["Reply 12"]
    assert "line 4: placed higher up: what it answers, 3, is not here" in err
    assert found["Reply 1"].answer_count == 1
    assert Thread.objects.get().reply_count == 9


def test_answers_without_parents_are_placed_by_few_queries(make_line, import_file):
    def queries(number, after):
        """Return how many it takes to place so many that nothing else is in common."""
        lines = (make_line(n, parent=f"gone{n}") for n in range(after, after + number))
        with CaptureQueriesContext(connection) as asked:
            out, _ = import_file("jsonl", "".join(lines))
        assert out.startswith(f"Imported: {number}.")
        return len(asked)

    import_file("jsonl", make_line("first"))
    # As many as SQLite takes by one INSERT: it has a limit to parameters.
    assert queries(2, after=10) == queries(40, after=1000)


def test_an_answer_is_stored_no_deeper_than_others(make_line, import_file, by_text):
    numbers = range(MAX_DEPTH + 4)
    lines = [make_line(f"r{n}", parent=f"r{n - 1}" if n else None) for n in numbers]
    import_file("jsonl", "".join(lines))
    found = by_text()
    depths = [found[f"Reply r{n}"].depth for n in numbers]
    assert depths == [*range(MAX_DEPTH + 1)] + [MAX_DEPTH] * 3
    assert found[f"Reply r{MAX_DEPTH + 3}"].parent == found[f"Reply r{MAX_DEPTH - 1}"]
    assert found["Reply r0"].answer_count == MAX_DEPTH + 3


def test_a_place_is_kept_for_what_was_answered(
    article, client, make_line, import_file, by_text
):
    import_file(
        "jsonl",
        make_line(1, status="removed", text="Nobody reads this")
        + make_line(2, parent=1)
        + make_line(3, status="rejected"),
    )
    found = by_text()
    removed = found["Nobody reads this"]
    assert removed.published_at == removed.submitted_at
    assert found["Reply 3"].published_at is None
    page = client.get(article.url).content.decode()
    assert "Reply 2" in page
    assert "Nobody reads this" not in page


def test_a_deleted_post_without_text_is_an_empty_place(
    article, disqus, import_file, client
):
    thread = f'<thread dsq:id="1"><link>{article.full_url}</link></thread>'
    post = (
        '<post dsq:id="{}"><message>{}</message><createdAt>2012-06-02T10:30:00Z'
        "</createdAt><isDeleted>{}</isDeleted><author><name>{}</name></author>"
        '<thread dsq:id="1"/>{}</post>'
    )
    out, _ = import_file(
        "disqus",
        disqus(
            thread
            + post.format(1, "", "true", "", "")
            + post.format(2, "An answer", "false", "Baz", '<parent dsq:id="1"/>')
        ),
    )
    assert out.startswith("Imported: 2.")
    assert "An answer" in client.get(article.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_caches_are_told_once_for_each_batch(article, make_line, import_file):
    told = []

    def listen(**kwargs):
        told.append((kwargs["page_id"], kwargs["reply_id"]))

    thread_changed.connect(listen)
    try:
        import_file("jsonl", make_line(1) + make_line(2))
        assert told == [(article.pk, None)]
        import_file("jsonl", make_line(3, status="pending"))
        assert told == [(article.pk, None)]
    finally:
        thread_changed.disconnect(listen)


def test_nobody_gets_mail(settings, mailoutbox, make_line, import_file):
    settings.NEWSBLOCKS_REPLY_FROM_EMAIL = "desk@example.org"
    proven = {"author_email": "a@example.org", "wants_mail": True}
    proven["email_proven_at"] = "2019-05-01T12:30:00Z"
    import_file("jsonl", make_line(1, **proven) + make_line(2, parent=1))
    assert Reply.objects.filter(wants_mail=True, email_proven_at__isnull=False).exists()
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": None}, "It has no id."),
        ({"kind": "note"}, "It is a note, not a reader's reply."),
        ({"page_url": "/other/"}, "No page is at /other/."),
        ({"page_url": None}, "No page is at no address."),
        # The front page shows none of the replies to drafts and plain permalinks.
        ({"page_url": "https://old.example/?p=12"}, "No page is at https://old.exam"),
        ({"page_url": "https://[half/"}, "No page is at https://[half/."),
        ({"page_url": "/a\0b/"}, "No page is at /a\0b/."),
        ({"text": " \n"}, "It has no text."),
        ({"text": ["a"]}, "Its text is ['a'], which is no text."),
        ({"text": "a\0b"}, "text: This contains a control character (U+0000), which"),
        (
            {"text": "a\ud800b"},
            "text: This contains a control character (U+D800), which",
        ),
        ({"text": "a" * 5001}, "text: This is 5001 characters long. The limit is 5000"),
        ({"author_name": "A\nB"}, "author_name: Type this in one line, without a line"),
        ({"status": "closed"}, "Its status is 'closed', none of: pending, approved, "),
        ({"status": None}, "Its status is None, none of: pending"),
        ({"submitted_at": None}, "It has no date."),
        ({"submitted_at": "May"}, "Its submitted_at is 'May', which is no date with a"),
        (
            {"submitted_at": "2019-13-01T00:00Z"},
            "Its submitted_at is '2019-13-01T00:00Z'",
        ),
        (
            {"submitted_at": "0001-01-01T00:00Z"},
            "Its submitted_at is '0001-01-01T00:00Z'",
        ),
        (
            {"edited_at": "2999-01-01T00:00Z"},
            "Its edited_at is '2999-01-01T00:00Z', a year",
        ),
        ({"by_desk": "no"}, "Its by_desk is 'no', neither true nor false."),
        (
            {"findings": "links"},
            "Its findings are no list of objects with a code and a",
        ),
        ({"findings": [{"code": "a\0"}]}, "Its findings are no list of objects with"),
    ],
)
def test_what_is_left_out(make_line, import_file, changes, reason):
    out, err = import_file("jsonl", make_line(1, **changes) + make_line(2))
    assert out == "Imported: 1. Here before: 0. Left out: 1. Pages: 1.\n"
    assert err.startswith(f"line 1: {reason}")


def test_what_a_reply_may_lose(make_line, import_file):
    lines = [
        make_line(1, author_name="", website="http://", author_email=""),
        make_line(2, website="javascript:alert(1)", author_email="amina at home"),
        make_line(3, author_name=" Ami\u202ena ", website="example.org"),
    ]
    _, err = import_file("jsonl", "".join(lines))
    typed = Reply.objects.order_by("pk").values_list(
        "author_name", "author_email", "website"
    )
    assert list(typed) == [
        ("Anonymous", "", ""),
        ("Amina", "", ""),
        ("Amina", "", "https://example.org"),
    ]
    first, second = err.splitlines()
    assert first.startswith("line 2: without 'amina at home': author_email: This is")
    assert second.startswith("line 2: without 'javascript:alert(1)': website: This is")


def test_ids_of_any_kind(make_line, import_file):
    """Databases differ in what they hold for the same."""
    ids = ["a", "A", "ä", "Ä", "a ", "a" * 100, "a" * 101, "\ud800", 7, 8.5, True]
    lines = "".join(make_line(id, text="No bridge.") for id in ids)
    out, _ = import_file("jsonl", lines)
    assert out.startswith("Imported: 11.")
    out, _ = import_file("jsonl", lines)
    assert out.startswith("Imported: 0. Here before: 11.")


def test_accounts_are_those_with_the_same_name_and_address(make_line, import_file):
    amina = User.objects.create_user("amina", "amina@example.org")
    accounts = [
        {"name": "amina", "email": "amina@example.org"},
        {"name": "amina", "email": "other@example.org"},
        {"name": "nobody", "email": ""},
        {"name": "ami\0na", "email": ""},
        None,
        "amina",
    ]
    lines = [make_line(n, account=account) for n, account in enumerate(accounts)]
    import_file("jsonl", "".join(lines))
    users = list(Reply.objects.order_by("pk").values_list("user", flat=True))
    assert users == [amina.pk, None, None, None, None, None]


class TestPages:
    @pytest.mark.parametrize(
        "address",
        [
            "/the-bridge-is-closed/",
            "http://localhost/the-bridge-is-closed",
            "https://www.old.example/the-bridge-is-closed/?utm=1#comments",
            "/the%2Dbridge-is-closed/",
        ],
    )
    def test_known_by_address(self, make_line, import_file, address):
        out, _ = import_file("jsonl", make_line(1, page_url=address))
        assert out.startswith("Imported: 1.")

    def test_an_unpublished_page_keeps_its_replies(
        self, article, make_line, import_file
    ):
        article.unpublish()
        out, _ = import_file("jsonl", make_line(1))
        assert out.startswith("Imported: 1.")

    def test_known_by_key_wherever_it_is_now(self, article, make_line, import_file):
        known_by = {
            "page_url": "/elsewhere/",
            "page_translation_key": str(article.translation_key),
            "page_locale": "en",
        }
        out, _ = import_file("jsonl", make_line(1, **known_by))
        assert out.startswith("Imported: 1.")
        out, _ = import_file("jsonl", make_line(2, **{**known_by, "page_locale": "ar"}))
        assert out.startswith("Imported: 0.")

    def test_redirects_are_followed(self, article, make_line, import_file):
        Redirect.add_redirect("/2019/bridge/", article)
        Redirect.add_redirect("/?p=12", article)
        Redirect.add_redirect("/gone/", "https://example.org/")
        lines = [
            make_line(1, page_url="https://old.example/2019/bridge"),
            make_line(2, page_url="https://old.example/?p=12"),
            make_line(3, page_url="https://old.example/gone/"),
        ]
        out, err = import_file("jsonl", "".join(lines))
        assert out.startswith("Imported: 2.")
        assert err == "line 3: No page is at https://old.example/gone/.\n"

    def test_a_file_says_what_moved_where(
        self, article, make_line, import_file, tmp_path
    ):
        moved = tmp_path / "moved.csv"
        moved.write_text(
            f"https://old.example/?p=12,{article.pk}\n\n"
            "/2019/bridge/, /the-bridge-is-closed/\n"
        )
        lines = [
            make_line(1, page_url="https://old.example/?p=12"),
            make_line(2, page_url="http://old.example/2019/bridge"),
        ]
        out, _ = import_file("jsonl", "".join(lines), pages=moved)
        assert out.startswith("Imported: 2. Here before: 0. Left out: 0.")

    def test_the_same_path_on_two_sites_is_neither(
        self, article, make_line, import_file, home_page_of_other_site
    ):
        out, _ = import_file(
            "jsonl", make_line(1, page_url="https://old.example/twin/")
        )
        assert out.startswith("Imported: 0.")
        other = "http://other.example/twin/"
        out, _ = import_file("jsonl", make_line(2, page_url=other))
        assert out.startswith("Imported: 1.")
        assert Reply.objects.get().page_id == home_page_of_other_site.pk

    @pytest.fixture
    def home_page_of_other_site(self, article):
        """A page at /twin/ of another site, as there is one on this."""
        article.slug = "twin"
        article.save()
        home = article.get_parent()
        other = home.get_parent().add_child(instance=Page(title="Other", slug="other"))
        Site.objects.create(hostname="other.example", root_page=other)
        return other.add_child(instance=Page(title="Twin", slug="twin"))


def test_what_checks_found_may_hold_any_character(make_line, import_file):
    findings = [{"code": "links", "detail": "a.example/\ue000\n"}]
    import_file("jsonl", make_line(1, findings=findings))
    assert Reply.objects.get().findings == findings
