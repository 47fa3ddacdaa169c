"""
The StreamFields of a project.

The types of all of them are named together, so that whatever schema a type stands in, it
has the same name: in the document of an API, or in that of one field.
"""

from collections import Counter
from collections.abc import Iterable

from django.apps import apps
from wagtail.fields import StreamField

from ..declarations import camel_case
from .block_tree import BlockTree


def stream_titles() -> dict[StreamField, str]:
    """
    Return what all StreamFields are called: "ArticlePageBody".

    If several were called the same, their names begin with that of their app; if that
    is not enough, they are numbered.
    """
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    titles = {
        field: camel_case(f"{field.model.__name__}_{field.name}") for field in fields
    }
    known = Counter(titles.values())
    seen: Counter[str] = Counter()
    for field, title in titles.items():
        if known[title] > 1:
            title = camel_case(field.model._meta.app_label) + title
            seen[title] += 1
            titles[field] = title if seen[title] == 1 else f"{title}{seen[title]}"
    return titles


def project_tree(
    *, writes: bool, suffix: str = "", reserved: Iterable[str] = ()
) -> BlockTree:
    """Return a tree that knows the blocks of all StreamFields, and so their names."""
    fields = stream_titles()
    names = {*reserved, *fields.values()}
    tree = BlockTree(writes=writes, suffix=suffix, reserved=names)
    for field in fields:
        tree.of_field(field.stream_block)
    return tree
