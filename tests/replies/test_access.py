"""Hidden, missing and unanswerable pages: nobody can tell them apart."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.blocks import CharBlock, ListBlock, StreamBlock, StructBlock
from wagtail.models import Page, PageViewRestriction

from wagtail_newsblocks.replies.access import (
    find_discussion,
    find_discussion_by_id,
    find_form,
    is_form,
)
from wagtail_newsblocks.replies.blocks import ReplyFormBlock
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import sign_page
from wagtail_newsblocks.streams import values_in


def unpublish(article):
    article.unpublish()


def expire(article):
    article.unpublish(set_expired=True)


def pass_expiry_date(article):
    article.expire_at = timezone.now() - timedelta(minutes=1)
    article.save()


def restrict(article, kind):
    restriction = PageViewRestriction.objects.create(
        page=article, restriction_type=kind, password="secret"
    )
    restriction.groups.set([Group.objects.create(name="Subscribers")])


def restrict_section(article):
    restrict(article.get_parent(), PageViewRestriction.LOGIN)


def take_form_out(article):
    article.body = []
    article.save_revision().publish()


def delete(article):
    article.delete()


def move_out_of_the_site(article):
    article.move(Page.objects.get(depth=1), pos="last-child")


HIDE = {
    "unpublished": unpublish,
    "expired": expire,
    "past its expiry date": pass_expiry_date,
    "behind a password": lambda article: restrict(article, "password"),
    "behind a login": lambda article: restrict(article, "login"),
    "for a group": lambda article: restrict(article, "groups"),
    "in a private section": restrict_section,
    "without a form": take_form_out,
    "deleted": delete,
    "outside of every site": move_out_of_the_site,
}


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_the_same_404(
    hide, article, reply_url, make_reply, submission, client, admin_user
):
    published = make_reply(status=Status.APPROVED).pk
    missing = client.get(f"/replies/{sign_page(999_999)}/")
    hide(article)
    client.force_login(admin_user)
    answers = [
        client.get(reply_url),
        client.post(reply_url, submission),
        client.get(f"{reply_url}received/"),
        client.get(f"{reply_url}all/"),
        client.get(f"{reply_url}token/"),
        client.get(f"{reply_url}{published}/"),
        client.get(f"{reply_url}?to={published}"),
        client.post("/replies/made-up/", submission),
    ]
    assert {(a.status_code, a.content) for a in answers} == {(404, missing.content)}
    assert not Reply.objects.exclude(pk=published).exists()


def test_a_draft_without_the_form_changes_nothing(article):
    article.body = []
    article.save_revision()
    assert find_discussion(sign_page(article.pk)).form["heading"] == "Leave a Reply"


def test_a_draft_with_a_form_takes_no_replies(make_article, client):
    article = make_article()
    body = article.body
    article.body = []
    article.save_revision().publish()
    article.body = body
    article.save_revision()
    assert client.get(f"/replies/{sign_page(article.pk)}/").status_code == 404


def test_a_copy_starts_empty(article, make_reply, client):
    make_reply(status="approved")
    copy = article.copy(update_attrs={"slug": "copy"})
    assert find_discussion_by_id(copy.pk).state == "open"
    assert Reply.objects.filter(page=copy).count() == 0
    assert b"never safe" in client.get(article.url).content
    assert b"never safe" not in client.get(copy.url).content


def test_putting_the_form_back_brings_the_replies_back(article, make_reply, client):
    make_reply(status="approved")
    body = article.body
    article.body = []
    article.save_revision().publish()
    assert b"never safe" not in client.get(article.url).content
    article.body = body
    article.save_revision().publish()
    assert b"never safe" in client.get(article.url).content


def test_finding_costs_few_queries(article, django_assert_num_queries):
    reference = sign_page(article.pk)
    find_discussion(reference)
    # The page, its type, what it holds, its ancestors and their restrictions.
    with django_assert_num_queries(4):
        find_discussion(reference)


def test_finds_the_form_however_deep_and_loads_nothing_else():
    form = ReplyFormBlock()
    block = StreamBlock(
        [
            ("text", CharBlock()),
            (
                "section",
                StructBlock(
                    [
                        ("title", CharBlock()),
                        ("rows", ListBlock(StreamBlock([("reply_form", form)]))),
                    ]
                ),
            ),
        ]
    )
    rows = [[{"type": "reply_form", "value": {"heading": "Deep"}, "id": "1"}]]
    value = block.to_python(
        [
            {"type": "text", "value": "Hello", "id": "2"},
            {"type": "section", "value": {"title": "A", "rows": rows}, "id": "3"},
        ]
    )
    assert [form["heading"] for form in values_in(block, value, is_form)] == ["Deep"]
    assert value._bound_blocks[0] is None


def test_pages_without_streamfields_have_no_form(db):
    assert find_form(Page.objects.get(depth=2)) is None
