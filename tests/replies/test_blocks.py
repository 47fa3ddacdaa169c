"""The block in a page: what readers see, and what it costs."""

import datetime
import html
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_newsblocks import replies
from wagtail_newsblocks.replies.access import find_discussion_by_id
from wagtail_newsblocks.replies.blocks import ReplyFormBlock
from wagtail_newsblocks.replies.forms import ReplyForm
from wagtail_newsblocks.replies.models import Status

YESTERDAY = datetime.timedelta(days=1)
API = "http://localhost:8000/api/newsblocks/pages/{page_id}/"

FORM = """
<section class="newsblocks-reply-form" id="reply-form"
    aria-labelledby="reply-form-heading">
  <h2 class="newsblocks-reply-form__heading" id="reply-form-heading">Leave a Reply</h2>
  <p class="newsblocks-reply-form__note">Required fields are marked *</p>
  <form method="post" action="{url}">
    <fieldset class="newsblocks-reply-form__fields"
        aria-labelledby="reply-form-heading">
      <input type="hidden" name="token" value="">
      <input type="hidden" name="altcha" value="">
      <input type="hidden" name="parent" value="">
      <div class="newsblocks-reply-form__field" data-required="Type your name.">
        <label for="reply-name">Name <span aria-hidden="true">*</span></label>
        <input type="text" name="name" autocomplete="name" dir="auto" required
            id="reply-name">
      </div>
      <div class="newsblocks-reply-form__field"
          data-required="Type your email address.">
        <label for="reply-email">Email <span aria-hidden="true">*</span></label>
        <input type="email" name="email" autocomplete="email" dir="auto" required
            aria-describedby="reply-email_helptext" id="reply-email">
        <p class="newsblocks-reply-form__help" id="reply-email_helptext">
          Your email address will not be published.</p>
      </div>
      <div class="newsblocks-reply-form__field" data-required="Type your reply.">
        <label for="reply-text">Your reply <span aria-hidden="true">*</span></label>
        <textarea name="text" cols="40" rows="8" dir="auto" required
            id="reply-text"></textarea>
        <p class="newsblocks-reply-form__help" role="status" data-count="5000"></p>
      </div>
      <div class="newsblocks-reply-form__choice" data-remember hidden>
        <input type="checkbox" id="reply-remember">
        <label for="reply-remember">
          Save my name and email in this browser for the next time.</label>
      </div>
      <div class="newsblocks-reply-form__topic" aria-hidden="true">
        <label for="reply-topic">Leave this field empty</label>
        <input type="text" name="topic" autocomplete="off" tabindex="-1"
            id="reply-topic">
      </div>
      <button class="newsblocks-reply-form__submit" type="submit">Send reply</button>
      <p class="newsblocks-reply-form__status" role="status" tabindex="-1"
          data-status></p>
    </fieldset>
  </form>
</section>
"""

REPLIES = """
<section class="newsblocks-replies" id="replies" aria-labelledby="replies-heading">
  <h2 class="newsblocks-replies__heading" id="replies-heading">2 replies</h2>
  <ol class="newsblocks-replies__list">
    <li><article class="newsblocks-reply" id="reply-{first}"
        aria-labelledby="reply-{first}-author">
      <p class="newsblocks-reply__header">
        <bdi class="newsblocks-reply__author" id="reply-{first}-author">
          <a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">
            Amina Rahal</a></bdi>
        <a class="newsblocks-reply__date" href="{url}{first}/#reply-{first}"
            rel="nofollow">
          <time datetime="2024-03-14T10:00:00+00:00">March 14, 2024, 10 a.m.</time></a>
      </p>
      <div class="newsblocks-reply__text">
        <p dir="auto">Never &lt;b&gt;safe&lt;/b&gt;.<br>Never.</p>
        <p dir="auto">Really.</p>
      </div>
      <p class="newsblocks-reply__answer">
        <a href="{url}?to={first}" rel="nofollow"
          aria-label="Reply to Amina Rahal">Reply</a></p>
    </article></li>
    <li><article class="newsblocks-reply" id="reply-{second}"
        aria-labelledby="reply-{second}-author">
      <p class="newsblocks-reply__header">
        <bdi class="newsblocks-reply__author" id="reply-{second}-author">دعاء</bdi>
        <a class="newsblocks-reply__date" href="{url}{second}/#reply-{second}"
            rel="nofollow">
          <time datetime="2024-03-15T10:00:00+00:00">March 15, 2024, 10 a.m.</time></a>
      </p>
      <div class="newsblocks-reply__text"><p dir="auto">نعم.</p></div>
      <p class="newsblocks-reply__answer">
        <a href="{url}?to={second}" rel="nofollow"
          aria-label="Reply to دعاء">Reply</a></p>
    </article></li>
  </ol>
  <p class="newsblocks-replies__feed">
    <a href="{url}feed/" type="application/atom+xml">Feed of these replies</a></p>
</section>
"""


def at(day):
    return datetime.datetime(2024, 3, day, 10, tzinfo=datetime.timezone.utc)


def markup(source):
    """The parsed markup without the space between tags, to be compared."""
    soup = BeautifulSoup(source, "html.parser")
    for text in soup.find_all(string=True):
        words = " ".join(text.split())
        text.replace_with(html.unescape(words)) if words else text.extract()
    return soup.prettify()


def section(response, class_name):
    soup = BeautifulSoup(response.content, "html.parser")
    return markup(str(soup.find(class_=class_name) or ""))


def test_the_form_in_a_page(article, reply_url, client):
    response = client.get(article.url)
    expected = markup(FORM.format(url=reply_url))
    assert section(response, "newsblocks-reply-form") == expected
    assert section(response, "newsblocks-replies") == ""


def test_the_form_with_everything_asked_for(make_article, client):
    article = make_article(guidance="Keep to the subject.", ask_website=True)
    soup = BeautifulSoup(client.get(article.url).content, "html.parser")
    assert soup.find(class_="newsblocks-reply-form__guidance").text.split() == [
        "Keep",
        "to",
        "the",
        "subject.",
    ]
    website = soup.find(id="reply-website")
    assert website.attrs == {
        "type": "text",
        "name": "website",
        "autocomplete": "url",
        "inputmode": "url",
        "dir": "auto",
        "id": "reply-website",
    }


def test_the_replies_in_a_page(article, reply_url, make_reply, client):
    second = make_reply(
        status=Status.APPROVED, published_at=at(15), author_name="دعاء", text="نعم."
    )
    first = make_reply(
        status=Status.APPROVED,
        published_at=at(14),
        website="https://example.org/?a=1&b=2",
        text="Never <b>safe</b>.\nNever.\n\n \nReally.",
    )
    for status in set(Status) - {Status.APPROVED}:
        make_reply(status=status, published_at=at(1), text="Not to be seen.")
    response = client.get(article.url)
    expected = markup(REPLIES.format(url=reply_url, first=first.pk, second=second.pk))
    assert section(response, "newsblocks-replies") == expected
    assert b"Not to be seen" not in response.content
    assert b"@" not in response.content


def test_a_long_list_is_bounded(article, reply_url, make_reply, client):
    for day in range(1, 23):
        root = make_reply(status=Status.APPROVED, published_at=at(day), text=f"{day}.")
    for _answer in range(5):
        make_reply(status=Status.APPROVED, published_at=at(23), parent=root)
    soup = BeautifulSoup(client.get(article.url).content, "html.parser")
    shown = soup.select(".newsblocks-replies__list .newsblocks-reply__text")
    texts = [text.text.strip() for text in shown]
    assert texts == [f"{day}." for day in range(1, 21)]
    assert soup.find(id="replies-heading").text == "27 replies"
    more = soup.find(class_="newsblocks-replies__more").a
    assert (more.text, more["rel"]) == ("More replies", ["next"])
    assert more["href"].startswith(f"{reply_url}all/?order=oldest&after=")

    soup = BeautifulSoup(client.get(more["href"]).content, "html.parser")
    assert soup.find(class_="newsblocks-replies__more") is None
    assert soup.find(class_="newsblocks-reply__text").text.strip() == "21."
    more = soup.find(class_="newsblocks-replies__more-answers").a
    assert (more.text, more["href"]) == ("2 more answers", f"{reply_url}{root.pk}/")


def test_the_newest_first(article, make_reply, client, settings):
    settings.NEWSBLOCKS_REPLY_ORDER = "newest"
    for day in (1, 2):
        make_reply(status=Status.APPROVED, published_at=at(day), text=f"{day}.")
    page = client.get(article.url).content.decode()
    assert page.index("2.</p>") < page.index("1.</p>")


def test_a_page_with_a_form_can_be_cached_for_everybody(
    article, make_reply, client, django_user_model
):
    make_reply(status=Status.APPROVED)
    first = client.get(article.url)
    client.force_login(django_user_model.objects.create_user("reader"))
    second = client.get(article.url)
    for response in (first, second):
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert response.content == first.content
        assert b"csrf" not in response.content


def test_a_page_costs_the_same_with_one_reply_and_with_many(
    article, make_reply, client, django_assert_num_queries
):
    client.get(article.url)  # fills Wagtail's own caches
    make_reply(status=Status.APPROVED, parent=make_reply(status=Status.APPROVED))
    with django_assert_num_queries(11) as captured:
        client.get(article.url)
    assert all(query["sql"].startswith("SELECT") for query in captured)
    for _number in range(30):
        make_reply(status=Status.APPROVED, parent=make_reply(status=Status.APPROVED))
    with django_assert_num_queries(11) as captured:
        client.get(article.url)
    # How many there are, the first, and the first answers.
    of_replies = [q for q in captured if "wagtail_newsblocks_replies" in q["sql"]]
    assert len(of_replies) == 3


def test_the_last_day_is_a_day_for_replies():
    block = ReplyFormBlock()
    today = timezone.localdate()
    assert not block.normalize({}).is_closed()
    assert not block.normalize({"closes_on": today}).is_closed()
    assert block.normalize({"closes_on": today - YESTERDAY}).is_closed()


@pytest.mark.parametrize(
    ("days", "closes_on", "state"),
    [
        (None, None, "open"),
        (2, None, "open"),
        (1, None, "closed"),
        (0, None, "closed"),
        # A form's own day comes first, earlier or later.
        (1, "2100-01-01", "open"),
        (None, "2024-01-01", "closed"),
        (30, "2024-01-01", "closed"),
    ],
)
def test_closing_so_many_days_after_publication(
    days, closes_on, state, make_article, settings
):
    settings.NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS = days
    article = make_article(closes_on=closes_on)
    article.first_published_at = timezone.now() - 2 * YESTERDAY
    article.save()
    assert find_discussion_by_id(article.pk).state == state


@pytest.mark.parametrize(
    ("message", "shown"),
    [("", "Replies to this article are closed."), ("Thanks to all.", "Thanks to all.")],
)
def test_a_closed_form_says_so_and_keeps_the_replies(
    message, shown, make_article, make_reply, client
):
    closes_on = (timezone.localdate() - YESTERDAY).isoformat()
    article = make_article(closes_on=closes_on, closed_message=message)
    make_reply(page=article, status=Status.APPROVED)
    response = client.get(article.url)
    assert section(response, "newsblocks-reply-form") == markup(
        '<section class="newsblocks-reply-form" id="reply-form" '
        'aria-labelledby="reply-form-heading">'
        '<h2 class="newsblocks-reply-form__heading" id="reply-form-heading">'
        "Leave a Reply</h2>"
        f'<p class="newsblocks-reply-form__closed">{shown}</p></section>'
    )
    assert b"1 reply" in response.content


def test_a_private_page_shows_replies_but_takes_none(article, client, admin_user):
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    client.force_login(admin_user)
    response = client.get(article.url)
    assert b"<form" not in response.content
    assert b"Replies to this article are closed." in response.content


def test_the_page_preview_shows_a_form_that_cannot_be_sent(article, rf, admin_user):
    response = article.make_preview_request(preview_mode="")
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.form.attrs == {}
    assert soup.fieldset.has_attr("disabled")


def test_the_block_picker_shows_a_form_that_cannot_be_sent(client, admin_user):
    block = ReplyFormBlock()
    client.force_login(admin_user)
    response = client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert soup.form.attrs == {}
    assert soup.fieldset.has_attr("disabled")
    assert soup.h2.text == "Leave a Reply"
    assert soup.find("link", href="/static/wagtail_newsblocks/replies.css")


def test_a_form_without_its_page_is_said_to_the_developer():
    block = ReplyFormBlock()
    with pytest.warns(RuntimeWarning, match="include_block page.body"):
        rendered = block.render(block.normalize({}))
    assert "disabled" in rendered


def test_headings_fit_in_where_the_block_stands(article, make_reply, rf):
    make_reply(status=Status.APPROVED)
    (bound,) = article.body
    rendered = bound.render({"page": article, "heading_level": 3})
    assert rendered.count("<h3") == rendered.count("</h3>") == 2
    assert "<h2" not in rendered


def test_the_api_value_does_not_know_when_its_page_was_published(settings):
    settings.NEWSBLOCKS_REPLY_CLOSE_AFTER_DAYS = 30
    block = ReplyFormBlock()
    assert block.normalize({}).resolve()["state"] is None
    past = timezone.localdate() - datetime.timedelta(days=1)
    assert block.normalize({"closes_on": past}).resolve()["state"] == "closed"


def test_the_api_value():
    block = ReplyFormBlock()
    value = block.normalize(
        {"guidance": "Be brief.", "closes_on": timezone.localdate()}
    )
    assert block.get_api_representation(value) == {
        "heading": "Leave a Reply",
        "guidance": "Be brief.",
        "ask_website": False,
        "allow_nested_replies": True,
        "policy": "",
        "closes_on": timezone.localdate(),
        "closed_message": "",
        "resolved": {
            "block": "reply_form",
            "version": 1,
            "text": "Leave a Reply\nBe brief.",
            "state": "open",
            "closed_text": "Replies to this article are closed.",
            "fields": ReplyForm(ask_website=False).described_fields,
            "api_urls": {
                "form": f"{API}reply-form/",
                "replies": f"{API}replies/",
                "token": f"{API}reply-token/",
                "receipts": f"{API}receipts/",
            },
            "labels": value.labels,
        },
    }


def test_the_addresses_of_the_api_are_where_it_is_mounted(settings, client, article):
    block = ReplyFormBlock()
    settings.ROOT_URLCONF = "tests.replies.urls_with_zeros"
    api_urls = block.normalize({}).resolve()["api_urls"]
    assert api_urls["replies"] == "http://localhost:8000/0/pages/{page_id}/replies/"
    for name, status in (
        ("form", 200),
        ("replies", 200),
        ("token", 405),
        ("receipts", 405),
    ):
        url = api_urls[name].replace("{page_id}", str(article.pk))
        assert client.get(url).status_code == status
    settings.ROOT_URLCONF = "tests.replies.urls_without_api"
    assert block.normalize({}).resolve()["api_urls"] is None


def test_templates_use_the_labels_that_there_are():
    """One that a template calls by another name would be left out, unnoticed."""
    templates = Path(replies.__file__).parent / "templates/wagtail_newsblocks"
    used = {
        name
        for folder in ("blocks", "replies")
        for template in (templates / folder).glob("*.html")
        for name in re.findall(r"\blabels\.(\w+)", template.read_text())
    }
    assert used == set(ReplyFormBlock().normalize({}).labels)
