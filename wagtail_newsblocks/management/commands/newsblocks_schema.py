"""Writes what StreamFields look like in the API, or says how that has changed."""

import json
from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.management.base import BaseCommand, CommandError
from wagtail.fields import StreamField

from wagtail_newsblocks.schema import fields_schema, typescript
from wagtail_newsblocks.streams import stream_fields


class Command(BaseCommand):
    help = "Write the schema of StreamFields, as they are in the API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "fields",
            nargs="+",
            metavar="field",
            help="for example news.ArticlePage.body",
        )
        parser.add_argument(
            "--format", choices=["jsonschema", "typescript"], default="jsonschema"
        )
        parser.add_argument(
            "--mode",
            choices=["read", "write"],
            default="read",
            help="what the API gives, or what it takes to publish",
        )
        parser.add_argument(
            "--check",
            type=Path,
            metavar="FILE",
            help="write nothing, but fail with the difference if FILE is not the same",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Each once, whatever was given.
        fields = list(dict.fromkeys(map(find_field, options["fields"])))
        schema = fields_schema(fields, options["mode"])
        if options["format"] == "typescript":
            asked = f"{' '.join(options['fields'])} --format typescript"
            asked += f" --mode {options['mode']}"
            text = f"// Made by: manage.py newsblocks_schema {asked}\n\n"
            text += typescript(schema)
        else:
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        if not options["check"]:
            self.stdout.write(text, ending="")
            return
        path, names = options["check"], ", ".join(options["fields"])
        difference = "".join(
            unified_diff(
                read(path).splitlines(keepends=True),
                text.splitlines(keepends=True),
                str(path),
                names,
            )
        )
        if difference:
            self.stdout.write(difference)
            raise CommandError(
                f"{path} is not the schema of {names} (--format {options['format']} "
                f"--mode {options['mode']}). Write it again: without --check, to the file."
            )


def find_field(path: str) -> StreamField:
    """Return the StreamField that "news.ArticlePage.body" names."""
    label, _, name = path.rpartition(".")
    try:
        field = apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError):
        missing = f"model “{label}”" if "." in label else f"field “{path}”"
        raise CommandError(
            f"There is no {missing}. Give app, model and field, for example "
            "news.ArticlePage.body."
        ) from None
    except FieldDoesNotExist:
        field = None
    if not isinstance(field, StreamField):
        found = "is not a StreamField" if field else "does not exist"
        names = [each.name for each in stream_fields(apps.get_model(label))]
        raise CommandError(
            f"{path} {found}. The StreamFields of {label}: "
            f"{', '.join(names) or 'none'}."
        )
    return field


def read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            f"{path} cannot be read: {error}. Write it first: without --check, to the "
            "file."
        ) from error
