"""A moderator of one section neither sees nor decides about replies elsewhere."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, ModelLogEntry, Page

from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.moderation.permissions import (
    replies_for,
    reply_permission_policy,
)


@pytest.fixture
def section(make_article):
    return make_article()


@pytest.fixture
def section_moderator(make_moderator, section):
    return make_moderator("sports", section)


@pytest.fixture
def here(make_reply, section):
    return make_reply(page=section, author_name="Bashir", text="Here.")


@pytest.fixture
def elsewhere(make_reply):
    return make_reply(author_name="Chen", text="Elsewhere.")


@pytest.fixture
def admin(client, section_moderator):
    client.force_login(section_moderator)
    return client


def test_the_section_is_a_page_and_all_below_it(
    make_moderator, section, here, elsewhere, article, make_reply
):
    article.move(section, pos="last-child")
    below = make_reply(page=Page.objects.get(pk=article.pk))
    moderator = make_moderator("sports", Page.objects.get(pk=section.pk))
    assert set(replies_for(moderator)) == {here, elsewhere, below}


def test_may(section_moderator, here, elsewhere, admin_user, editor, moderator):
    def may(user, action, reply):
        return reply_permission_policy.user_has_permission_for_instance(
            user, action, reply
        )

    assert may(section_moderator, "change", here)
    assert not may(section_moderator, "change", elsewhere)
    assert not may(section_moderator, "view", here)  # That is another permission.
    for user in (moderator, admin_user):
        assert may(user, "change", here)
        assert may(user, "change", elsewhere)
    assert not may(editor, "change", here)
    for user in (section_moderator, moderator, admin_user):
        for action in ("add", "delete", "publish"):
            assert not may(user, action, here)
            assert not reply_permission_policy.user_has_permission(user, action)


@pytest.mark.parametrize("missing", ["change_reply", "change_page", "is_active"])
def test_each_part_of_the_permission_is_needed(
    missing, section_moderator, here, django_user_model
):
    if missing == "change_reply":
        section_moderator.user_permissions.remove(
            Permission.objects.get(codename="change_reply")
        )
    elif missing == "change_page":
        GroupPagePermission.objects.filter(group__user=section_moderator).delete()
    else:
        section_moderator.is_active = False
        section_moderator.save()
    user = django_user_model.objects.get(pk=section_moderator.pk)
    assert not reply_permission_policy.user_has_permission(user, "change")
    assert not replies_for(user).exists()
    users = reply_permission_policy.users_with_permission_for_instance("change", here)
    assert user not in users


def test_who_may(section_moderator, moderator, editor, admin_user, here, elsewhere):
    policy = reply_permission_policy
    everybody = {section_moderator, moderator, admin_user}
    assert set(policy.users_with_permission("change")) == everybody
    assert set(policy.users_with_permission_for_instance("change", here)) == everybody
    assert set(policy.users_with_permission_for_instance("change", elsewhere)) == {
        moderator,
        admin_user,
    }
    assert set(policy.users_with_any_permission(["add", "delete"])) == set()


def test_who_may_only_edit_pages_of_their_own_moderates_those(
    make_moderator, section, here, elsewhere
):
    author = make_moderator("author", section)
    add_page = Permission.objects.get(codename="add_page")
    GroupPagePermission.objects.filter(group__user=author).update(
        permission=add_page, page=Page.objects.get(depth=1)
    )
    assert list(replies_for(author)) == []
    Page.objects.filter(pk=section.pk).update(owner=author)
    assert list(replies_for(author)) == [here]


@pytest.mark.parametrize(
    "query", ["status=pending", "q=e", "q=", "author=e", "section=1", "page=1"]
)
def test_the_queue_shows_the_section(query, admin, here, elsewhere):
    for path in ("", "results/"):
        shown = admin.get(f"/admin/replies/{path}?{query}").content.decode()
        assert "Bashir" in shown
        assert "Chen" not in shown


def test_so_does_the_export(admin, here, elsewhere):
    rows = admin.get("/admin/replies/?export=csv").getvalue().decode()
    assert "Bashir" in rows
    assert "Chen" not in rows


def test_badge_and_panel_count_the_section(admin, here, elsewhere):
    front = admin.get("/admin/").content.decode()
    assert '"Replies (1)"' in front
    assert "Replies waiting: 1" in front
    assert "Bashir" in front
    assert "Chen" not in front


@pytest.mark.parametrize(
    "name", ["edit", "edit_text", "answer", "inspect", "history", "usage", "delete"]
)
def test_a_reply_elsewhere_is_not_found(name, admin, elsewhere, here):
    url = reverse(f"newsblocks_moderation:{name}", args=[elsewhere.pk])
    data = {
        "decision": "approve",
        "seen": "pending",
        "name": "Chen",
        "text": "Something else.",
    }
    for response in (admin.get(url), admin.post(url, data)):
        # What nobody is permitted at all leads back to the front page.
        assert response.status_code == (302 if name == "delete" else 404)
        assert "Chen" not in response.content.decode()
    assert Reply.objects.filter(status=Status.PENDING).count() == 2
    assert not Reply.objects.filter(text="Something else.").exists()
    assert not ModelLogEntry.objects.exists()


def test_nobody_deletes_replies_in_the_admin(client, admin_user, here):
    client.force_login(admin_user)
    url = reverse("newsblocks_moderation:delete", args=[here.pk])
    assert client.get(url)["Location"] == "/admin/"
    assert client.post(url)["Location"] == "/admin/"
    assert Reply.objects.get() == here
    for shown in ("/admin/replies/?q=", f"/admin/replies/edit/{here.pk}/"):
        assert "delete/" not in client.get(shown).content.decode()
    assert not Permission.objects.filter(codename="delete_reply").exists()


def test_the_history_by_the_author_is_that_in_the_section(admin, here, elsewhere):
    response = admin.get(reverse("newsblocks_moderation:edit", args=[here.pk]))
    assert "Chen" not in response.content.decode()


def test_the_site_history_names_nobody(admin, elsewhere, moderator):
    elsewhere.decide(Status.APPROVED, by=moderator)
    elsewhere.edit(by=moderator, text="Else.")
    report = admin.get("/admin/reports/site-history/").content.decode()
    assert f"Reply {elsewhere.pk}" in report
    assert "Chen" not in report
    assert "Elsewhere." not in report


def test_what_the_page_filter_shows_of_a_page_elsewhere(admin, article, section):
    Page.objects.filter(pk=article.pk).update(title="Secret", draft_title="Secret")
    for field in ("page", "section"):
        response = admin.get("/admin/replies/", {field: article.pk})
        assert "Secret" not in response.content.decode()
        own = admin.get("/admin/replies/", {field: section.pk})
        soup = BeautifulSoup(own.content, "html.parser")
        assert soup.find("input", {"name": field})["value"] == str(section.pk)
