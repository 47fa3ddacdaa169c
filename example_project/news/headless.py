"""What editors see of the headless site: their drafts there, as they write them."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.userbar import ContentCheckerItem, Userbar
from wagtail.models import Page
from wagtail_headless_preview.models import HeadlessPreviewMixin


class PreviewedInBoth(HeadlessPreviewMixin, Page):
    """A page that is previewed by its template, or in the headless site."""

    preview_modes = [("", _("This site")), ("headless", _("Headless site"))]

    def serve_preview(self, request, mode_name):
        if mode_name == "headless":
            return super().serve_preview(request, mode_name)
        return Page.serve_preview(self, request, mode_name)

    def get_preview_url(self, request, token):
        in_panel = getattr(request, "in_preview_panel", False)
        query = urlencode(
            {"token": token, **({"in_preview_panel": 1} if in_panel else {})}
        )
        return f"{settings.FRONTEND_URL}/preview/?{query}"

    class Meta:
        abstract = True


class CheckerAcrossOrigins(ContentCheckerItem):
    """Lets the editor check the preview, which comes from another site."""

    def get_axe_spec(self, request):
        base_url = settings.WAGTAILADMIN_BASE_URL
        origins = ["<same_origin>", base_url, settings.FRONTEND_URL]
        return {**super().get_axe_spec(request), "allowedOrigins": origins}


class UserbarView(TemplateView):
    """
    The user bar for the headless site's previews.

    That asks for it without anybody's cookies, so it has nothing but the checks, and
    the way to the admin. In the panel beside the editor, which runs them, it is hidden.
    """

    template_name = Userbar.template_name

    def get_context_data(self, **kwargs):
        self.request.in_preview_panel = "in_preview_panel" in self.request.GET
        return Userbar().get_context_data({"request": self.request})
