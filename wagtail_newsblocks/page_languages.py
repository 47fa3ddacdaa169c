"""
Streams in the language of their page, through whatever API.

Templates are rendered in the page's language. Wagtail's APIs answer in that of the
request, in which “79.770” may be another number.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.utils import translation
from wagtail.fields import StreamField
from wagtail.models import Locale

from .pages import page_model


def language_of(instance: Any) -> AbstractContextManager[Any]:
    """Return a context in which the page's language is active, if it has one."""
    locale = getattr(instance, "locale", None)
    return translation.override(locale.language_code) if locale else nullcontext()


def use_in_api_v2() -> None:
    from wagtail.api.v2 import serializers

    mapping = serializers.BaseSerializer.serializer_field_mapping

    base: Any = mapping[StreamField]

    class PageLanguageField(base):
        def get_attribute(self, instance: Any) -> tuple[Any, Any]:
            return instance, super().get_attribute(instance)

        def to_representation(self, given: tuple[Any, Any]) -> Any:
            instance, value = given
            with language_of(instance):
                return super().to_representation(value)

    mapping[StreamField] = PageLanguageField


def use_in_api_v3() -> None:
    from wagtail.api.v3.schemas import read_generator

    describe = read_generator.field_schemas[StreamField]

    def describe_translated(generator: Any, field: StreamField) -> Any:
        annotation, default, resolver = describe(generator, field)
        return annotation, default, staticmethod(in_page_language(resolver.__func__))

    read_generator.register_field_schema(StreamField, describe_translated)


def in_page_language(resolve: Callable[..., Any]) -> Callable[..., Any]:
    def resolve_translated(obj: Any, context: Any) -> Any:
        with language_of(obj):
            return resolve(obj, context)

    return resolve_translated


def graphql_middleware(resolve: Any, root: Any, info: Any, **arguments: Any) -> Any:
    """
    Resolve a field in the language of the page that it stands in.

    This is a middleware of Graphene: ``GRAPHENE["MIDDLEWARE"]`` has to name it.
    """
    request, path = info.context.__dict__, info.path.as_list()
    if isinstance(root, page_model()):
        if "newsblocks_languages" not in request:
            locales = Locale.objects.values_list("pk", "language_code")
            request.update(newsblocks_locales=dict(locales), newsblocks_languages={})
        language = request["newsblocks_locales"].get(root.locale_id)
        request["newsblocks_languages"][tuple(path[:-1])] = language
    if not (known := request.get("newsblocks_languages")):
        return resolve(root, info, **arguments)
    above = (tuple(path[:end]) for end in range(len(path) - 1, 0, -1))
    language = next(filter(None, map(known.get, above)), translation.get_language())
    with translation.override(language):
        return resolve(root, info, **arguments)
