"""Makes a page from an article in a text file."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_newsblocks.blocks.base import NewsBlock
from wagtail_newsblocks.importer import Article, convert_text, decode
from wagtail_newsblocks.importer.problems import problems_of
from wagtail_newsblocks.pages import page_model
from wagtail_newsblocks.streams import stream_fields

MAX_SIZE = 5 * 1024 * 1024  # bytes

Target = tuple[type[Page], StreamField]


class Command(BaseCommand):
    help = "Make a page from an article in a text file, and say what went where."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the article, as plain text")
        parser.add_argument(
            "--parent", type=int, required=True, help="id of the page to put it under"
        )
        parser.add_argument(
            "--page-type", help="for example news.ArticlePage, if several would do"
        )
        parser.add_argument(
            "--field", help="the page's StreamField, if several would do"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish the page, not just a draft"
        )
        parser.add_argument(
            "--json", action="store_true", help="print page and receipt as JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, encoding = read(options["file"])
        parent = find_parent(options["parent"])
        model, field = find_target(parent, options["page_type"], options["field"])
        article = convert_text(
            source,
            locale=parent.locale.language_code,
            block_types=news_block_types(field),
        )
        if not article.title:
            raise CommandError(
                f"{options['file']} has no text of an article. Choose another file."
            )
        article.receipt.encoding = encoding
        with transaction.atomic():
            page = create_page(article, parent, model, field)
            if options["publish"]:
                publish(page)
        self.stdout.write(
            as_json(page, article) if options["json"] else as_text(page, article)
        )


def read(path: Path) -> tuple[str, str]:
    """Return the text of a file and its encoding."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise CommandError(
            f"{path} cannot be read: {error.strerror}. Check its path and permissions."
        ) from error
    if len(data) > MAX_SIZE:
        raise CommandError(
            f"{path} is larger than {MAX_SIZE // 1024**2} MiB, too large for an "
            "article. Split it, or choose another file."
        )
    try:
        return decode(data)
    except ValueError as error:
        raise CommandError(
            f"{path} cannot be imported: {error}. Save it as plain text in UTF-8."
        ) from error


def find_parent(pk: int) -> Page:
    try:
        return page_model()._default_manager.get(pk=pk).specific
    except page_model().DoesNotExist:
        raise CommandError(
            f"There is no page with id {pk}. Give --parent the number that stands in "
            "the address when you edit a page."
        ) from None


def find_target(parent: Page, page_type: str | None, field: str | None) -> Target:
    """Return the page model and StreamField to import to, if there is just one."""
    name = f"page {parent.pk} “{parent.title}” ({type(parent)._meta.label})"
    models = type(parent).creatable_subpage_models()
    if not models:
        raise CommandError(
            f"No page can stand under {name}. Choose another --parent, or see its "
            "subpage_types."
        )
    targets = [
        (model, stream)
        for model in models
        for stream in stream_fields(model)
        if "paragraph" in news_block_types(stream)
    ]
    chosen = [
        (model, stream)
        for model, stream in targets
        if (page_type is None or page_type.lower() == model._meta.label_lower)
        and field in (None, stream.name)
    ]
    choices = ", ".join(
        f"--page-type {model._meta.label} --field {stream.name}"
        for model, stream in targets
    )
    if not targets:
        raise CommandError(
            f"No page type that may stand under {name} has a StreamField with a "
            "paragraph from wagtail_newsblocks.blocks. Choose another --parent, or give "
            "a page type a StreamField with NewsStreamBlock."
        )
    if not chosen:
        raise CommandError(
            f"Nothing that may stand under {name} is of the given type and field. "
            f"Choose from: {choices}."
        )
    if len(chosen) > 1:
        raise CommandError(
            f"Several page types or fields under {name} can hold the article. Choose "
            f"one of: {choices}."
        )
    [(model, stream)] = chosen
    if not model.can_create_at(parent):
        raise CommandError(
            f"{name} has as many pages of type {model._meta.label} as it may have. "
            "Choose another --parent."
        )
    return model, stream


def news_block_types(field: StreamField) -> set[str]:
    """Return the names of those blocks whose values the importer knows to write."""
    blocks = field.stream_block.child_blocks.items()
    return {name for name, block in blocks if isinstance(block, NewsBlock)}


def create_page(
    article: Article, parent: Page, model: type[Page], field: StreamField
) -> Page:
    """Save the article as a draft, and note what is not valid in its receipt."""
    page = model(title=article.title, live=False, **{field.name: article.body})
    parent.add_child(instance=page)
    if not page.slug:
        raise CommandError(
            f"No address can be made from the title “{article.title}”. Begin the file "
            "with a title that has letters or digits."
        )
    page.save_revision(clean=False)
    receipt = article.receipt
    for problem in problems_of_page(page):
        receipt.needs_attention(None, problem)
    for block_id, problem in problems_of(getattr(page, field.name), field.stream_block):
        receipt.needs_attention(receipt.line_of(block_id), problem, block_id)
    return page


def publish(page: Page) -> None:
    try:
        page.get_latest_revision().publish()
        page.refresh_from_db()
    except ValidationError as error:
        raise CommandError(
            f"The page cannot be published: {'; '.join(error.messages)} Import it "
            "without --publish and complete it in the editor."
        ) from error


def problems_of_page(page: Page) -> Iterator[str]:
    """Yield what must be completed on a page, beside its stream, to publish it."""
    try:
        page.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            if name == NON_FIELD_ERRORS:
                yield from messages
            else:
                label = capfirst(page._meta.get_field(name).verbose_name)
                yield f"{label}: {' '.join(messages)}"


def as_text(page: Page, article: Article) -> str:
    state = "published" if page.live else "a draft"
    return (
        f"Page {page.pk} “{page.title}” ({page._meta.label}), {state}, at "
        f"{page.url}\n\n{article.receipt.as_text()}"
    )


def as_json(page: Page, article: Article) -> str:
    about = {
        "id": page.pk,
        "type": page._meta.label,
        "slug": page.slug,
        "url": page.url,
        "live": page.live,
    }
    return json.dumps({"page": about, **article.as_dict()}, indent=2)
