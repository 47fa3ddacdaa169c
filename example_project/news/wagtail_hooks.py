from wagtail import hooks
from wagtail.admin.ui.components import Component

from .headless import CheckerAcrossOrigins, ContentCheckerItem
from .models import ArticlePage


class TryThisPanel(Component):
    """What an editor new to the blocks should try, on the admin's front page."""

    name = "try_this"
    template_name = "news/try_this_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        return {"article": ArticlePage.objects.filter(slug="fentanyl").first()}


@hooks.register("construct_homepage_panels")
def add_try_this_panel(request, panels):
    panels.append(TryThisPanel())


@hooks.register("construct_wagtail_userbar")
def check_across_origins(request, items, page):
    for index, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[index] = CheckerAcrossOrigins(in_editor=item.in_editor)
