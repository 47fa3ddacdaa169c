"""From a JSON body to what a form can validate."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from .problems import Kind, Problem, field_error

# The longest reply that a site can allow, with every character escaped.
MOST_BYTES = 1024 * 1024

WRONG_TYPE = {
    "string": "Give this as text.",
    "integer": "Give this as a whole number.",
    "boolean": "Give this as true or false.",
}
PYTHON_TYPES = {"string": str, "integer": int, "boolean": bool}


def read_object(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that a request carries. Raises Problem."""
    if request.content_type != "application/json":
        raise Problem(Kind.NOT_JSON, "Send it as Content-Type: application/json.")
    try:
        content = json.loads(read_body(request))
    except (ValueError, RecursionError):
        raise Problem(Kind.MALFORMED, "The body is not valid JSON.") from None
    if not isinstance(content, dict):
        raise Problem(Kind.INVALID, "The body has to be a JSON object.")
    return content


def read_body(request: HttpRequest) -> bytes:
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        announced = 0
    try:
        # Not even read if it says itself that it is too large.
        if announced > MOST_BYTES or len(request.body) > MOST_BYTES:
            raise RequestDataTooBig
    except RequestDataTooBig:
        detail = f"A request may have {MOST_BYTES} bytes."
        raise Problem(Kind.TOO_LARGE, detail) from None
    return request.body


def json_type(field: forms.Field) -> str:
    """Return the type in JSON of what a form's field takes. All take null, too."""
    if isinstance(field, forms.ModelChoiceField):
        return "integer"
    return "boolean" if isinstance(field, forms.BooleanField) else "string"


def form_data(
    fields: Mapping[str, forms.Field], content: Mapping[str, Any]
) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """
    Return a form's data, and errors for what is not of the type it should be.

    What the form has no field for is ignored.
    """
    data, errors = {}, []
    for name, field in fields.items():
        value, kind = content.get(name), json_type(field)
        # Not isinstance: to Python, true is a number.
        if value is not None and type(value) is not PYTHON_TYPES[kind]:
            errors.append(field_error(name, "wrong_type", WRONG_TYPE[kind]))
        elif value is not None:
            data[name] = value
    return data, errors


def body_schema(fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """Return the JSON Schema of what ``form_data`` takes."""
    properties: dict[str, Any] = {}
    for name, field in fields.items():
        kind = json_type(field)
        properties[name] = {"type": kind if field.required else [kind, "null"]}
    required = [name for name, field in fields.items() if field.required]
    return {"type": "object", "properties": properties, "required": required}
