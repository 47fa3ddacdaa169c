"""What JSON Schemas are put together of, whatever they describe."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import count
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    is_typeddict,
)
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from ..declarations import description, descriptions, distinct_names, keys

Schema = dict[str, Any]

NOTHING: Schema = {"not": {}}
JSON_NAMES = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}
OTHERS: dict[Any, Schema] = {
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string"},
    time: {"type": "string"},
    UUID: {"type": "string", "format": "uuid"},
    # API v2 gives a number, v3 a string.
    Decimal: {"type": ["number", "string"]},
}


def object_of(properties: dict[str, Schema], required: Iterable[str]) -> Schema:
    """Return the schema of an object, which may have other properties too."""
    schema = {"type": "object", "properties": properties}
    names = list(required)
    return {**schema, "required": names} if names else schema


def closed(schema: Schema) -> Schema:
    """Return the schema of an object without other properties."""
    return {**schema, "additionalProperties": False}


def one_of(values: Iterable[Any]) -> Schema:
    """Return the schema of a value that is one of these, as they are in JSON."""
    try:
        encoded = json.loads(json.dumps(list(values), cls=DjangoJSONEncoder))
        # To Python, 1 is True.
        unique = list({(type(each), each): each for each in encoded}.values())
    except TypeError:  # Choices that JSON does not know may be anything.
        return {}
    types = [*dict.fromkeys(JSON_NAMES[type(value)] for value in unique)]
    type_or_types = types if len(types) > 1 else "".join(types)
    return {"type": type_or_types, "enum": unique} if unique else NOTHING


def nullable(schema: Schema) -> Schema:
    """Return the schema of a value that may also be null."""
    if not schema:
        return schema
    if "enum" in schema:
        return {**schema, **one_of([*schema["enum"], None])}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*dict.fromkeys([*types, "null"])]}
    return {"anyOf": [schema, {"type": "null"}]}


class Definitions:
    """
    Schemas of classes that others refer to: by number, until they are named.

    What a class is called depends on all others, but not on which of them came first.
    """

    def __init__(self, suffix: str = "", reserved: Iterable[str] = ()) -> None:
        self.suffix, self.reserved = suffix, reserved
        self.found: list[tuple[Any, Schema]] = []
        self.typed_dicts: dict[Any, int] = {}

    def refer(self, cls: Any, schema: Schema) -> Schema:
        """Return a reference to the schema of the class, or of some of its instances."""
        if (cls, schema) not in self.found:
            self.found.append((cls, schema))
        return {"$ref": self.found.index((cls, schema))}

    def names(self) -> Iterator[str]:
        """
        Yield what each is called: as its class.

        Classes of one name have their whole path. If instances of a class differ, all
        but the first have a number.
        """
        classes = dict.fromkeys(cls for cls, _ in self.found)
        called = distinct_names(classes, self.reserved)
        names = [called[cls] for cls, _ in self.found]
        taken: set[str] = set()
        for name in names:
            free, numbers = name, count(2)
            while free in taken or (free != name and free in names):
                free = f"{name}{next(numbers)}"
            taken.add(free)
            yield f"{free}{self.suffix}"

    def named(self, schema: Schema) -> Schema:
        """Return the schema with all that it refers to, by name, in ``$defs``."""
        names = list(self.names())
        used: dict[str, Schema] = {}

        def renamed(part: Any) -> Any:
            if isinstance(part, list):
                return [renamed(each) for each in part]
            if not isinstance(part, dict):
                return part
            if "$ref" not in part:
                return {key: renamed(each) for key, each in part.items()}
            number = part["$ref"]
            name = names[number]
            if name not in used:
                used[name] = {}  # It may refer to itself.
                used[name] = renamed(self.found[number][1])
            return {**part, "$ref": f"#/$defs/{name}"}

        whole = renamed(schema)
        return {**whole, "$defs": dict(sorted(used.items()))} if used else whole

    def of_hint(self, hint: Any) -> Schema:
        """Return the schema of a type; open for a type that JSON does not have."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in JSON_NAMES:
            return {"type": JSON_NAMES[hint]}
        if hint in OTHERS:
            return OTHERS[hint]
        if is_typeddict(hint):
            return self.of_typed_dict(hint)
        if origin is Literal:
            return one_of(arguments)
        if origin is list:
            return {"type": "array", "items": self.of_hint(*arguments)}
        if origin in (Union, UnionType):
            options = [self.of_hint(each) for each in arguments if each is not NoneType]
            schema = options[0] if len(options) == 1 else {"anyOf": options}
            return nullable(schema) if NoneType in arguments else schema
        return {}

    def of_typed_dict(self, cls: Any) -> Schema:
        """Return a reference to it; each of its keys may have a description."""
        if cls not in self.typed_dicts:
            self.typed_dicts[cls] = len(self.found)
            self.found.append((cls, {}))  # It may refer to itself.
            self.found[self.typed_dicts[cls]] = (cls, self.describe(cls))
        return {"$ref": self.typed_dicts[cls]}

    def describe(self, cls: Any) -> Schema:
        properties = {name: self.of_hint(hint) for name, hint in keys(cls).items()}
        for name, text in descriptions(cls).items():
            properties[name] = {"description": text, **properties[name]}
        required = [name for name in properties if name in cls.__required_keys__]
        schema = object_of(properties, required)
        text = description(cls)
        return {"description": text, **schema} if text else schema
