"""What schemas say of articles, made stricter than it is."""

from functools import cache

import jsonschema_rs
from django.test import Client
from wagtail import blocks

from news.models import ArticleStreamBlock
from wagtail_newsblocks.schema import stream_schema

BLOCKS = ArticleStreamBlock().child_blocks


WORDS = ("paragraph", "<p>Go on</p>")
LEAST_STATISTIC = {"figure": "5", "subject": "cars"}
# A value of each block, if there are any others, in which little is filled in.
LEAST = {
    "statistic": LEAST_STATISTIC,
    "statistics": {"statistics": [("statistic", LEAST_STATISTIC)] * 2},
    "pull_quote": {"text": "Go on"},
    "quotation": {"text": "Go on", "speaker": "A"},
    "fact_sheet": {"title": "A", "url": "https://example.org/"},
    "reply_form": {"heading": "Answer"},
}


@cache
def validator(mode):
    """For pages as API v3 itself says that they are, and nothing undeclared in them."""
    document = Client().get("/api/v3/openapi.json").json()
    if mode == "read":
        document = closed(document)
    name = {"read": "ArticlePageSchema", "write": "ArticlePageCreateSchema"}[mode]
    schema = {**document, "$ref": f"#/components/schemas/{name}"}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


@cache
def write_schema():
    return validating(stream_schema(ArticleStreamBlock(), "write"))


def closed(schema):
    """
    Return the schema of objects that have nothing but what it declares.

    What is read may get further keys in a later version. In this one, a key that is not
    declared is a mistake.
    """
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(each) for key, each in schema.items()}
    # Each part of a whole declares only its own keys.
    for part in inner.get("allOf", []):
        part.pop("additionalProperties", None)
    is_object = schema.get("type") == "object" and "properties" in schema
    return {"additionalProperties": False, **inner} if is_object else inner


def validating(schema):
    jsonschema_rs.meta.validate(schema)
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def schema_of(block, mode="read"):
    schema = stream_schema(blocks.StreamBlock([("it", block)]), mode)
    return validating(closed(schema) if mode == "read" else schema)


def objects_in(value, skipped=()):
    """Yield the objects in JSON, but for those that certain keys have."""
    if isinstance(value, list):
        for each in value:
            yield from objects_in(each, skipped)
    elif isinstance(value, dict):
        yield value
        inner = [each for key, each in value.items() if key not in skipped]
        yield from objects_in(inner, skipped)
