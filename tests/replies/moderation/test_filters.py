"""What the queue can be narrowed down to."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page

from wagtail_newsblocks.replies.models import Reply
from wagtail_newsblocks.replies.moderation.filters import ReplyFilterSet


@pytest.fixture
def find(moderator):
    def find(**query):
        request = RequestFactory().get("/", query)
        request.user = moderator
        filters = ReplyFilterSet(request.GET, Reply.objects.all(), request=request)
        assert filters.is_valid(), filters.errors
        return sorted(filters.qs.values_list("author_name", flat=True))

    return find


def test_by_the_reason_it_was_held(find, make_reply):
    make_reply(author_name="Amina", findings=[{"code": "policy", "detail": ""}])
    make_reply(
        author_name="Bashir",
        findings=[
            {"detail": "a % sign", "code": "honeypot"},
            {"code": "policy", "detail": ""},
        ],
    )
    make_reply(author_name="Chen", findings=[{"code": "policy2", "detail": ""}])
    make_reply(
        author_name="Dana",
        findings=[{"code": "other", "detail": '"code": "honeypot" honeypot \\"'}],
    )
    make_reply(author_name="Emre", findings=[])
    assert find(reason="policy") == ["Amina", "Bashir"]
    assert find(reason="honeypot") == ["Bashir"]
    assert find(reason=["honeypot", "policy"]) == ["Amina", "Bashir"]


def test_by_page_and_by_section(find, make_reply, make_article, article):
    child = make_article()
    child.move(article, pos="last-child")
    make_reply(author_name="Amina")
    make_reply(author_name="Bashir", page=Page.objects.get(pk=child.pk))
    make_reply(author_name="Chen", page=make_article())
    assert find(page=article.pk) == ["Amina"]
    assert find(section=article.pk) == ["Amina", "Bashir"]
    assert find(section=child.pk) == ["Bashir"]
    assert find(section=article.get_parent().pk) == ["Amina", "Bashir", "Chen"]


def test_by_author(find, make_reply):
    make_reply(author_name="Amina", author_email="first@example.org")
    make_reply(author_name="Bashir", author_email="second@example.org", text="Amina")
    assert find(author="amina") == ["Amina"]
    assert find(author="SECOND@") == ["Bashir"]
    assert find(author="%") == []
