"""Made-up replies are like real ones: in threads, in all states, and counted right."""

import re
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command

from wagtail_newsblocks.replies.models import MAX_DEPTH, Reply, Status, Thread

from .recount import miscounted


def generate(page, **options):
    out = StringIO()
    call_command("generate_replies", page.pk, stdout=out, **options)
    return out.getvalue()


def made_up(page):
    """Return what is the same wherever it is made up."""
    replies = Reply.objects.filter(page=page).order_by("submission_key")
    return list(
        replies.values_list(
            "submission_key",
            "parent__submission_key",
            "author_name",
            "text",
            "status",
            "published_at",
        )
    )


def test_threads_are_counted_right(article):
    said = generate(article, count=1100, answers_each=12)
    replies = Reply.objects.filter(page=article)
    assert replies.count() == 1100
    assert set(replies.values_list("status", flat=True)) == set(Status)
    depths = set(replies.values_list("depth", flat=True))
    assert {0, 1, 2, 3} <= depths <= set(range(MAX_DEPTH + 1))
    assert miscounted(article) == []
    count = Thread.objects.get(page=article).reply_count
    assert 900 < count < 1100
    assert said == f"1100 replies more. Readers now see {count}.\n"


def test_only_what_was_published_is_answered(article):
    generate(article, count=300)
    published = {Status.APPROVED, Status.REMOVED}
    for reply in Reply.objects.select_related("parent", "root"):
        assert bool(reply.published_at) == (reply.status in published)
        if reply.published_at:
            assert reply.published_at > reply.submitted_at
        if reply.parent is None:
            assert reply.root is None
            continue
        assert reply.parent.published_at < reply.submitted_at
        assert reply.root == (reply.parent.root or reply.parent)
        assert reply.depth == reply.parent.depth + 1


def test_the_seed_decides(article, make_article):
    same, other = make_article(), make_article()
    for page, seed in ((article, 1), (same, 1), (other, 2)):
        generate(page, count=50, seed=seed)
    assert made_up(article) == made_up(same)
    texts = [[text for _, _, _, text, _, _ in made_up(p)] for p in (article, other)]
    assert texts[0] != texts[1]
    before = made_up(article)
    with pytest.raises(CommandError, match="add another --seed"):
        generate(article, count=50, seed=1)
    assert made_up(article) == before
    generate(article, count=50, seed=2)
    assert miscounted(article) == []
    assert Reply.objects.filter(page=article).count() == 100


def test_readers_see_them(article, client):
    generate(article, count=100, answers_each=4)
    soup = BeautifulSoup(client.get(article.url).content, "html.parser")
    count = Thread.objects.get(page=article).reply_count
    assert re.search(rf"\b{count}\b", soup.find(class_="newsblocks-replies").text)
    shown = soup.select(".newsblocks-replies .newsblocks-reply__text")
    texts = {text.text.strip() for text in shown}
    assert len(texts) > 20
    stored = Reply.objects.visible().values_list("text", flat=True)
    assert texts <= set(stored)


def test_where_nobody_can_reply_nothing_is_made(article, make_article):
    draft, closed = make_article(), make_article(closes_on="2024-01-01")
    flat = make_article(allow_nested_replies=False)
    draft.unpublish()
    for page, message in (
        (draft, "takes no replies"),
        (closed, "are closed"),
        (flat, "--answers-each=0"),
        (article.get_parent(), "takes no replies"),
    ):
        with pytest.raises(CommandError, match=message):
            generate(page, count=10)
    with pytest.raises(CommandError, match="takes no replies"):
        call_command("generate_replies", 999_999)
    assert not Reply.objects.exists()
    generate(flat, count=10, answers_each=0)
    assert not Reply.objects.exclude(parent=None).exists()
