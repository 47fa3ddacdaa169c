"""Wagtail's API v2: pages, images and documents."""

from django.http import Http404
from django.utils import translation
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail_headless_preview.models import PagePreview


class TranslatedPageSerializer(PageSerializer):
    """Gives each page in its own language, whatever that of the request."""

    def to_representation(self, page):
        with translation.override(page.locale.language_code):
            return super().to_representation(page)


class TranslatedPagesViewSet(PagesAPIViewSet):
    base_serializer_class = TranslatedPageSerializer


class DraftsViewSet(TranslatedPagesViewSet):
    """The draft that an editor looks at, for who was given its token."""

    known_query_parameters = {*PagesAPIViewSet.known_query_parameters, "token"}

    def listing_view(self, request):
        self.action = "detail_view"
        return self.detail_view(request, None)

    def get_object(self):
        token = self.request.GET.get("token", "")
        preview = PagePreview.objects.filter(token=token).first()
        if preview is None:
            raise Http404
        page = preview.as_page()
        page.pk = page.pk or 0  # of one that is not saved yet
        return page


api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", TranslatedPagesViewSet)
api_router.register_endpoint("drafts", DraftsViewSet)
api_router.register_endpoint("images", ImagesAPIViewSet)
api_router.register_endpoint("documents", DocumentsAPIViewSet)
