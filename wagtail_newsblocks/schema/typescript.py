"""The types of a stream's blocks in TypeScript, from their JSON Schema."""

import json
import re
from collections.abc import Iterable

from .terms import Schema

TYPESCRIPT_NAMES = {
    "boolean": "boolean",
    "integer": "number",
    "null": "null",
    "number": "number",
    "string": "string",
}


def typescript(schema: Schema) -> str:
    """Return a module that exports the types of streams, and those that they refer to."""
    return "\n".join(
        f"{comment(each, '')}export type {name} = {type_of(each)};\n"
        for name, each in schema["$defs"].items()
    )


def comment(schema: Schema, indent: str) -> str:
    """Return the title and description as a comment that ends its line, or ""."""
    texts = [schema[name] for name in ("title", "description") if name in schema]
    texts += [f"@format {schema['format']}"] if "format" in schema else []
    lines = [line for text in texts for line in text.replace("*/", "*\\/").splitlines()]
    if len(lines) < 2:
        return "".join(f"{indent}/** {line} */\n" for line in lines)
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"


def type_of(schema: Schema, indent: str = "") -> str:
    """Return the type of a value; ``unknown`` where the schema is open."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return json.dumps(schema["const"], ensure_ascii=False)
    if "enum" in schema:
        return union(json.dumps(each, ensure_ascii=False) for each in schema["enum"])
    if "not" in schema:
        return "never"
    if "allOf" in schema:
        return " & ".join(type_of(each, indent) for each in schema["allOf"])
    if "anyOf" in schema:
        return union(type_of(each, indent) for each in schema["anyOf"])
    if "oneOf" in schema:
        deeper = f"{indent}  "
        return "".join(
            f"\n{comment(each, deeper)}{deeper}| {type_of(each, deeper)}"
            for each in schema["oneOf"]
        )
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    return union(type_named(each, schema, indent) for each in types) or "unknown"


def type_named(name: str, schema: Schema, indent: str) -> str:
    if name == "array":
        return f"Array<{type_of(schema['items'], indent)}>"
    if name == "object":
        return object_type(schema, indent)
    return TYPESCRIPT_NAMES[name]


def object_type(schema: Schema, indent: str) -> str:
    if not schema.get("properties"):
        return "Record<string, unknown>"
    deeper = f"{indent}  "
    lines = ""
    for name, each in schema["properties"].items():
        key = (
            name if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) else json.dumps(name)
        )
        mark = "" if name in schema.get("required", ()) else "?"
        lines += (
            f"{comment(each, deeper)}{deeper}{key}{mark}: {type_of(each, deeper)};\n"
        )
    return f"{{\n{lines}{indent}}}"


def union(types: Iterable[str]) -> str:
    return " | ".join(types)
