from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from ..structured_data import article_data, as_script

register = template.Library()


@register.simple_tag
def structured_data(page: Page) -> SafeString:
    """Write an article's schema.org data into the page: ``{% structured_data page %}``."""
    return as_script(article_data(page))
