"""``import_replies`` and ``export_replies`` as they are typed."""

import gzip
import json
import random

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_newsblocks.replies.models import Reply, Status, Thread
from wagtail_newsblocks.replies.personal_data import erase, replies_from

pytestmark = pytest.mark.usefixtures("article")


@pytest.fixture
def thread(make_reply):
    """Replies in every state, two of them erased, with all that may be kept of one."""
    user = User.objects.create_user("amina", "account@example.org")
    root = make_reply(
        status=Status.APPROVED,
        text="« Dès demain » — غدا",
        website="https://example.org",
        user=user,
        wants_mail=True,
        email_proven_at="2024-03-15T09:00:00.123456Z",
        announced_at="2024-03-15T09:00:00.654321Z",
    )
    answer = make_reply(status=Status.APPROVED, parent=root, by_desk=True)
    for status in Status:
        make_reply(status=status, parent=answer, author_email="")
    make_reply(status=Status.APPROVED, parent=make_reply(published_at=timezone.now()))
    erased = make_reply(status=Status.APPROVED, author_email="gone@example.org")
    make_reply(status=Status.APPROVED, parent=erased)
    erase(Reply.objects.filter(pk=erased.pk))


@pytest.mark.usefixtures("thread")
def test_what_was_exported_imports_identically(export, import_file):
    ids = ("id", "parent", "root")
    names = [f.attname for f in Reply._meta.concrete_fields if f.name not in ids]
    exported = export()
    before = list(Reply.objects.order_by("page", "depth", "pk").values(*names))
    threads = list(Thread.objects.values("page", "reply_count"))
    out, _ = import_file("jsonl", exported)
    assert out == "Imported: 0. Here before: 11. Left out: 0. Pages: 1.\n"

    Reply.objects.all().delete()
    Thread.objects.all().delete()
    out, err = import_file("jsonl", exported)
    assert out == "Imported: 11. Here before: 0. Left out: 0. Pages: 1.\n"
    assert err == ""
    assert export() == exported
    assert list(Reply.objects.order_by("page", "depth", "pk").values(*names)) == before
    assert list(Thread.objects.values("page", "reply_count")) == threads


def test_pages_may_be_chosen(make_reply, export, make_article):
    make_reply()
    assert export(page=[make_article().pk]) == ""
    assert len(export(page=[Reply.objects.get().page_id]).splitlines()) == 1


def test_query_count_of_an_export(
    make_reply, export, django_assert_num_queries, article
):
    for _ in range(5):
        make_reply(parent=make_reply())
    article.get_site()  # is cached
    # The replies, and the page, whose type may have an address of its own.
    with django_assert_num_queries(2):
        export()


def test_what_is_left_out_can_be_mended_and_imported(
    wordpress, make_comment, import_file, tmp_path, by_text
):
    left_out = tmp_path / "left-out.jsonl"
    text = wordpress(
        make_comment(1, author="<![CDATA[A\nB]]>"),
        make_comment(2, parent="1"),
        make_comment(3, type="trackback"),
    )
    out, err = import_file("wordpress", text, left_out=left_out)
    assert out == "Imported: 1. Here before: 0. Left out: 2. Pages: 1.\n"
    assert err.startswith("comment 2: placed higher up")
    first, second = map(json.loads, left_out.read_text().splitlines())
    assert first["problem"].startswith("author_name: Type this in one line")
    assert second["problem"] == "It is a trackback, not a reader's reply."

    with pytest.raises(CommandError, match=r"File exists\. Name another file"):
        import_file("wordpress", text, left_out=left_out)
    mended = left_out.read_text().replace("A\\nB", "Amina Bashir")
    out, err = import_file("jsonl", mended)
    assert out == "Imported: 1. Here before: 0. Left out: 1. Pages: 1.\n"
    assert by_text()["Comment 1"].author_name == "Amina Bashir"


def test_half_a_character_is_left_out_as_it_is(article, import_file, tmp_path):
    left_out = tmp_path / "left-out.jsonl"
    line = json.dumps({"id": 1, "page_url": article.full_url, "text": "a\ud800"})
    import_file("jsonl", line, left_out=left_out)
    assert json.loads(left_out.read_text())["text"] == "a\ud800"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 3: It is no JSON: Expecting property name"),
        ("[" * 100_000, "line 3: It is no JSON: "),
        ("1" * 10_000, "line 3: It is no JSON: Exceeds the limit"),
        ("[]", "line 3: It is no JSON object."),
        ('{"a": "' + "b" * 3_000_000 + '"}', "line 3: It is longer than 1000000"),
    ],
)
def test_a_broken_line_ends_nothing(article, import_file, line, message):
    good = {
        "id": 1,
        "page_url": article.full_url,
        "author_name": "Amina",
        "text": "No bridge.",
        "status": "approved",
        "submitted_at": "2019-05-01T12:30:00Z",
    }
    text = "\n".join(["", json.dumps(good), line])
    out, err = import_file("jsonl", text)
    assert out == "Imported: 1. Here before: 0. Left out: 1. Pages: 1.\n"
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_what_comes_before_the_break_is_imported(
    wordpress, make_comment, import_file, by_text
):
    text = wordpress(make_comment(1), make_comment(2))
    broken = text[: text.index("</item>")] + "<wp:comment>"
    message = r"read to its end. It is no well-formed XML.* Until there: Imported: 2\."
    with pytest.raises(CommandError, match=message):
        import_file("wordpress", broken)
    assert set(by_text()) == {"Comment 1", "Comment 2"}
    out, _ = import_file("wordpress", text)
    assert out.startswith("Imported: 0. Here before: 2.")


def test_a_compressed_file(wordpress, make_comment, import_file):
    text = gzip.compress(wordpress(make_comment(1)).encode())
    assert import_file("wordpress", text)[0].startswith("Imported: 1.")
    with pytest.raises(CommandError, match="Compressed file ended before"):
        import_file("wordpress", text[:-10])
    with pytest.raises(CommandError, match="invalid block type"):
        import_file("wordpress", text[:10] + b"\xff" * 20)


def test_bytes_that_are_no_utf_8_end_nothing(
    wordpress, make_comment, import_file, by_text
):
    text = wordpress(make_comment(1, content="caf\xe9")).encode("latin-1")
    import_file("wordpress", text)
    assert set(by_text()) == {"caf\ufffd"}


def test_a_dry_run_says_the_same_and_does_nothing(wordpress, make_comment, import_file):
    text = wordpress(
        make_comment(2, parent="1"), make_comment(1), make_comment(3, type="x")
    )
    would_be = import_file("wordpress", text, dry_run=True)
    assert not Reply.objects.exists()
    assert not Thread.objects.exists()
    assert import_file("wordpress", text) == would_be


def test_files_that_cannot_be_opened(import_file, tmp_path):
    with pytest.raises(
        CommandError, match=r"Cannot read .*: No such file or directory"
    ):
        call_command("import_replies", "jsonl", str(tmp_path / "none"))
    with pytest.raises(
        CommandError, match=r"Cannot write .*: No such file or directory"
    ):
        import_file("jsonl", "", left_out=tmp_path / "none" / "left-out.jsonl")
    with pytest.raises(
        CommandError, match=r"Cannot read .*: No such file or directory"
    ):
        import_file("jsonl", "", pages=tmp_path / "none.csv")
    moved = tmp_path / "moved.csv"
    moved.write_text("/old/\n")
    with pytest.raises(
        CommandError, match=r"moved.csv, row 1: write an old address, a"
    ):
        import_file("jsonl", "", pages=moved)


def test_a_file_of_another_kind_is_not_tried_line_by_line(
    wordpress, make_comment, import_file
):
    message = r"It begins with “<\?xml versio…”, not with “{”\."
    with pytest.raises(CommandError, match=message):
        import_file("jsonl", wordpress(make_comment(1)))
    with pytest.raises(CommandError, match="begins with <rss>, not with <disqus>"):
        import_file("disqus", wordpress(make_comment(1)))


@pytest.mark.parametrize("new", ["999", "9" * 5000, "/gone/", "new"])
def test_a_mistake_in_what_moved_is_told_first(import_file, tmp_path, new):
    moved = tmp_path / "moved.csv"
    moved.write_text(f"/old/,/the-bridge-is-closed/\n/older/,{new}\n")
    with pytest.raises(CommandError, match=f"row 2: there is no page {new}"):
        import_file("jsonl", "", pages=moved)


def test_pages_without_a_form_are_named(article, import_file, wordpress, make_comment):
    article.body = []
    article.save()
    out, _ = import_file("wordpress", wordpress(make_comment(1)))
    assert out.splitlines()[1] == (
        "Readers do not see them on pages without a reply form: "
        f"{article.pk} (The bridge is closed)."
    )


def test_what_was_erased_is_not_brought_back(import_file, wordpress, make_comment):
    text = wordpress(
        make_comment(1, author_email="gone@example.org"),
        make_comment(2, parent="1"),
        make_comment(3, author_email="gone@example.org"),
    )
    import_file("wordpress", text)
    erase(replies_from("gone@example.org"))
    out, _ = import_file("wordpress", text)
    assert out == (
        "Imported: 0. Here before: 1. Erased here: 2. Left out: 0. Pages: 1.\n"
    )
    assert not replies_from("gone@example.org").exists()


def test_a_truncated_file_loses_nothing_before_the_break(
    import_file, wordpress, make_comment, by_text
):
    comments = [make_comment(n, content=f"{random.random()}") for n in range(300)]
    text = gzip.compress(wordpress(*comments).encode())
    with pytest.raises(CommandError, match="Compressed file ended"):
        import_file("wordpress", text[: len(text) // 2])
    assert len(by_text()) > 50
