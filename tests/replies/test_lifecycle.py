"""Whatever becomes of a page: of its replies nothing is lost, and nothing leaks."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from news.models import FrontPage
from wagtail_newsblocks.replies.models import Reply, Status, Thread
from wagtail_newsblocks.replies.tokens import sign_page


@pytest.fixture
def thread(make_reply):
    root = make_reply(status=Status.APPROVED, text="Never safe.")
    make_reply(status=Status.APPROVED, text="Agreed.", parent=root)
    make_reply(text="Still waiting.")
    return root


@pytest.fixture
def seen(client, thread):
    """A function that says of each address of a page's replies what stands there."""

    def seen(page):
        reference = sign_page(page.pk)
        urls = [
            page.url,
            f"/replies/{reference}/all/",
            f"/replies/{reference}/{thread.pk}/",
        ]
        answers = []
        for url in filter(None, urls):
            response = client.get(url)
            content = response.content.decode()
            assert "Still waiting." not in content
            assert "@" not in content
            is_shown = "Never safe." in content and "Agreed." in content
            answers.append(is_shown if response.status_code == 200 else "404")
        return answers

    return seen


SHOWN = [True, True, True]
EMPTY = [False, False, "404"]


def publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific


def test_published(article, seen):
    assert seen(article) == SHOWN


def test_copied(article, seen):
    copy = article.copy(update_attrs={"slug": "copy"})
    assert (seen(copy), seen(article)) == (EMPTY, SHOWN)


def test_aliased(article, seen):
    alias = article.create_alias(update_slug="alias")
    assert (seen(alias), seen(article)) == (EMPTY, SHOWN)
    # What is published in the original, aliases take on; replies they do not.
    article = publish(article, title="Reopened")
    assert (seen(alias), seen(article)) == (EMPTY, SHOWN)


def test_translated(article, seen):
    arabic = Locale.objects.create(language_code="ar")
    publish(article.get_parent().specific.copy_for_translation(arabic))
    translation = publish(article.copy_for_translation(arabic))
    assert (seen(translation), seen(article)) == (EMPTY, SHOWN)


def test_moved(article, seen):
    section = article.get_parent().add_child(
        instance=FrontPage(title="Section", slug="section")
    )
    article.move(section, pos="last-child")
    assert seen(Page.objects.get(pk=article.pk)) == SHOWN


def test_unpublished_and_published_again(article, seen):
    article.unpublish()
    assert seen(article) == ["404"] * 3
    assert seen(publish(article)) == SHOWN


def test_expired_and_prolonged(article, seen):
    article.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    article.save()
    # Wagtail itself shows the page until its command has unpublished it.
    assert seen(article)[1:] == ["404"] * 2
    article.unpublish(set_expired=True)
    assert seen(article) == ["404"] * 3
    assert seen(publish(article, expire_at=None)) == SHOWN


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_private_and_public_again(kind, article, seen):
    restriction = PageViewRestriction.objects.create(
        page=article.get_parent(), restriction_type=kind, password="secret"
    )
    assert True not in seen(article)
    restriction.delete()
    assert seen(article) == SHOWN


def test_reverted(article, seen, admin_user):
    first = article.save_revision()
    article = publish(article, title="Changed")
    reverted = first.as_object()
    reverted.save_revision(user=admin_user, previous_revision=first).publish()
    assert seen(Page.objects.get(pk=article.pk)) == SHOWN


def test_form_removed_and_put_back(article, seen):
    body = article.body
    article = publish(article, body=[])
    assert seen(article) == [False, "404", "404"]
    assert seen(publish(article, body=body)) == SHOWN


def test_form_replaced_by_another(article, seen):
    assert seen(publish(article, body=[("reply_form", {"heading": "Say it"})])) == SHOWN


def test_deleted(article, thread):
    article.delete()
    assert (Reply.objects.count(), Thread.objects.count()) == (0, 0)


def test_deleted_with_its_section(article, thread):
    article.get_parent().delete()
    assert (Reply.objects.count(), Thread.objects.count()) == (0, 0)
