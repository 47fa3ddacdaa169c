"""What JSON Schemas are put together of, whatever they describe."""

import json
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from django.core.serializers.json import DjangoJSONEncoder

Schema = dict[str, Any]

NOTHING: Schema = {"not": {}}
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def closed(properties: dict[str, Schema], required: Iterable[str]) -> Schema:
    """Return the schema of an object without other properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def one_of(values: Iterable[Any]) -> Schema:
    """Return the schema of a value that is one of these, as they are in JSON."""
    encoded = json.loads(json.dumps(list(values), cls=DjangoJSONEncoder))
    unique = list(dict.fromkeys(encoded))
    return {"enum": unique} if unique else NOTHING


def nullable(schema: Schema) -> Schema:
    """Return the schema of a value that may also be null."""
    if not schema:
        return schema
    if "enum" in schema:
        return one_of([*schema["enum"], None])
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*dict.fromkeys([*types, "null"])]}
    return {"anyOf": [schema, {"type": "null"}]}


class Definitions(dict[str, Schema]):
    """Schemas that are referred to by name."""

    def __init__(self, suffix: str = "") -> None:
        self.suffix = suffix

    def refer(self, name: str, schema: Schema) -> Schema:
        """Return a reference; another schema of that name has a number appended."""
        free, number = f"{name}{self.suffix}", 1
        while self.setdefault(free, schema) != schema:
            number += 1
            free = f"{name}{number}{self.suffix}"
        return {"$ref": f"#/$defs/{free}"}

    def of_hint(self, hint: Any) -> Schema:
        """Return the schema of a type; open for a type that JSON does not have."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint in TYPES:
            return {"type": TYPES[hint]}
        if is_typeddict(hint):
            return self.refer(hint.__name__, self.of_typed_dict(hint))
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
        properties = {
            name: self.of_hint(hint) for name, hint in get_type_hints(cls).items()
        }
        required = [name for name in properties if name in cls.__required_keys__]
        return closed(properties, required)
