from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from django.views.decorators.clickjacking import xframe_options_exempt
from grapple import urls as grapple_urls
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import serve as serve_document

from news.headless import UserbarView
from wagtail_newsblocks.replies.api import api as replies_api
from wagtail_newsblocks.replies.api import router as replies_router

from .api import api_router

if settings.API_V3:
    from wagtail.api.v3.urls import api as api_v3

    # Replies are there too, beside the pages.
    api_v3.add_router("/newsblocks/", replies_router)
    api_v3_urls = [path("api/v3/", api_v3.urls)]
else:
    api_v3_urls = []

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    # Fact sheets frame documents, also in the headless site, which is another origin.
    path(
        "documents/<int:document_id>/<str:document_filename>",
        xframe_options_exempt(serve_document),
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("replies/", include("wagtail_newsblocks.replies.urls")),
    path("api/newsblocks/", replies_api.urls),
    path("api/v2/", api_router.urls),
    path("userbar/", UserbarView.as_view()),
    *api_v3_urls,
    path("", include(grapple_urls)),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
