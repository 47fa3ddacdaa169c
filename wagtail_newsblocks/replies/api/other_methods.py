"""
What is answered to methods that the OpenAPI document does not mention.

Ninja would refuse all of them, in plain text: HEAD, which goes with every GET,
OPTIONS, by which a browser asks for another site's page, and what is not allowed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from .origins import allow_origin, respond_to_preflight
from .problems import Kind, Problem

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")

View = Callable[..., HttpResponse]


def add_other_methods(router: Router) -> None:
    """Complete each path of the router. To be called once all of them are there."""
    for path, path_view in router.path_operations.items():
        views: dict[str, View] = {
            method: operation.view_func
            for operation in path_view.operations
            for method in operation.methods
        }
        refused = [method for method in METHODS if method not in views]
        if "GET" in views:
            add(router, path, ["HEAD"], views["GET"])
            refused.remove("HEAD")
        allowed = [method for method in METHODS if method not in refused]
        any_view = next(iter(views.values()))
        add(router, path, ["OPTIONS"], make_preflight(any_view, allowed))
        add(router, path, refused, make_refusal(any_view, allowed))


def add(router: Router, path: str, methods: list[str], view: View) -> None:
    router.add_api_operation(path, methods, view, include_in_schema=False)


def make_preflight(any_view: View, allowed: list[str]) -> View:
    @wraps(any_view)  # so that Ninja knows what is in the path
    def preflight(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return respond_to_preflight(request, allowed)

    return preflight


def make_refusal(any_view: View, allowed: list[str]) -> View:
    @wraps(any_view)
    def refuse(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = Problem(Kind.METHOD_NOT_ALLOWED).as_response()
        response["Allow"] = ", ".join([*allowed, "OPTIONS"])
        response["Cache-Control"] = "no-store"
        return allow_origin(request, response)

    return refuse
