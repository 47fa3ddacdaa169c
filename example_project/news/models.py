import wagtail
from django.db import models
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from graphene.types.generic import GenericScalar
from grapple.models import GraphQLField, GraphQLStreamfield, GraphQLString
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from wagtail_newsblocks.blocks import NewsStreamBlock
from wagtail_newsblocks.markdown import article_markdown
from wagtail_newsblocks.replies.blocks import ReplyFormBlock
from wagtail_newsblocks.structured_data import article_data

from .headless import PreviewedInBoth

# Wagtail's API v3 also writes.
WRITABLE = {"writable": True} if wagtail.VERSION >= (8,) else {}


class ArticleStreamBlock(NewsStreamBlock):
    """The package's blocks, and the reply form of its second app."""

    reply_form = ReplyFormBlock()


class FrontPage(Page):
    """The newest articles."""

    max_count_per_parent = 1
    subpage_types = ["news.ArticlePage"]

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).live().public()
        return {
            **super().get_context(request, *args, **kwargs),
            "articles": articles.order_by("-date", "-pk"),
        }


class ArticlePage(PreviewedInBoth, RoutablePageMixin, Page):
    date = models.DateField(_("Date"), null=True, blank=True)
    byline = models.CharField(_("Byline"), max_length=120, blank=True)
    standfirst = models.TextField(
        _("Standfirst"),
        blank=True,
        help_text=_("One or two sentences under the title."),
    )
    body = StreamField(ArticleStreamBlock(), blank=True, verbose_name=_("Body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("byline"),
        FieldPanel("date"),
        FieldPanel("body"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]
    api_fields = [
        APIField("date", **WRITABLE),
        APIField("date_text"),
        APIField("byline", **WRITABLE),
        APIField("standfirst", **WRITABLE),
        APIField("body", **WRITABLE),
        APIField("structured_data"),
    ]
    graphql_fields = [
        GraphQLString("date"),
        GraphQLString("byline"),
        GraphQLString("standfirst"),
        GraphQLStreamfield("body", required=True),
        GraphQLField("structured_data", GenericScalar),
    ]

    @property
    def date_text(self):
        with override(self.locale.language_code):
            return date_format(self.date) if self.date else ""

    @property
    def structured_data(self):
        return article_data(self)

    @property
    def markdown(self):
        return article_markdown(self, standfirst=self.standfirst)

    @path("markdown/")
    def serve_markdown(self, request):
        return HttpResponse(self.markdown, content_type="text/markdown; charset=utf-8")

    parent_page_types = ["news.FrontPage"]
    subpage_types: list[str] = []
