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


def translate_api_v2() -> None:
    from wagtail.api.v2 import serializers

    class PageLanguageField(serializers.StreamField):
        def get_attribute(self, instance: Any) -> tuple[Any, Any]:
            return instance, super().get_attribute(instance)

        def to_representation(self, given: tuple[Any, Any]) -> Any:
            instance, value = given
            with language_of(instance):
                return super().to_representation(value)

    serializers.BaseSerializer.serializer_field_mapping[StreamField] = PageLanguageField


def translate_api_v3() -> None:
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


def translate_graphql(resolve: Any, root: Any, info: Any, **arguments: Any) -> Any:
    """
    Resolve a field in the language of the page that it stands in.

    This is a middleware for Graphene: ``GRAPHENE["MIDDLEWARE"]`` has to name it.
    """
    known = info.context.__dict__
    if "newsblocks_locales" not in known:
        locales = Locale.objects.values_list("pk", "language_code")
        known.update(newsblocks_locales=dict(locales), newsblocks_pages={})
    path = info.path.as_list()
    if isinstance(root, page_model()):
        language = known["newsblocks_locales"].get(root.locale_id)
        known["newsblocks_pages"][tuple(path[:-1])] = language
    above = (tuple(path[:end]) for end in range(len(path) - 1, 0, -1))
    languages = map(known["newsblocks_pages"].get, above)
    language = next(filter(None, languages), translation.get_language())
    with translation.override(language):
        return resolve(root, info, **arguments)
