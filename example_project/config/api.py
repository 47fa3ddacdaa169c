"""Wagtail's API v2: pages, images and documents."""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail_headless_preview.models import PagePreview


class DraftsViewSet(PagesAPIViewSet):
    """The draft that an editor looks at, for who was given its token."""

    known_query_parameters = {*PagesAPIViewSet.known_query_parameters, "token"}

    @method_decorator(never_cache)
    def listing_view(self, request):
        self.action = "detail_view"
        return self.detail_view(request, None)

    def get_object(self):
        PagePreview.garbage_collect()
        token = self.request.GET.get("token", "")
        # PostgreSQL cannot look for a null character.
        preview = PagePreview.objects.filter(token=token.replace("\0", "")).first()
        if preview is None:
            raise Http404
        page = preview.as_page()
        page.pk = page.pk or 0  # of one that is not saved yet
        return page


api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PagesAPIViewSet)
api_router.register_endpoint("drafts", DraftsViewSet)
api_router.register_endpoint("images", ImagesAPIViewSet)
api_router.register_endpoint("documents", DocumentsAPIViewSet)
