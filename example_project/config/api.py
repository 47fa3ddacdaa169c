"""Wagtail's API v2: pages, images and documents."""

from django.utils import translation
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet


class TranslatedPageSerializer(PageSerializer):
    """Gives each page in its own language, whatever that of the request."""

    def to_representation(self, page):
        with translation.override(page.locale.language_code):
            return super().to_representation(page)


class TranslatedPagesViewSet(PagesAPIViewSet):
    base_serializer_class = TranslatedPageSerializer


api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", TranslatedPagesViewSet)
api_router.register_endpoint("images", ImagesAPIViewSet)
api_router.register_endpoint("documents", DocumentsAPIViewSet)
