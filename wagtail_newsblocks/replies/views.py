"""The way of a reply through HTML: from the form in a page to the thank-you."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from .access import Discussion, find_discussion
from .forms import ReplyForm
from .models import Reply
from .screening import screen


# A page that can be cached for everybody carries no CSRF token. None is needed,
# as long as this view takes nothing from cookies: it must not look at the session
# or at request.user, so that a forged request can do no more than anybody can.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """
    Take a reply: 303 to the thank-you, or 422 with the form as it was filled in.

    The thank-you is the same whatever is thought of the reply.
    """
    discussion = find_discussion(reference)
    if request.method != "POST":
        return redirect(discussion.form_url)
    with translation.override(discussion.page.locale.language_code):
        form = ReplyForm(request.POST, ask_website=discussion.form["ask_website"])
        if discussion.form.is_closed:
            return render_reply(request, discussion, form, "closed", status=403)
        if not form.is_valid():
            return render_reply(request, discussion, form, "open", status=422)
    Reply.objects.submit(
        page_id=discussion.page.pk,
        author_name=form.cleaned_data["name"],
        author_email=form.cleaned_data["email"],
        website=form.cleaned_data.get("website", ""),
        text=form.cleaned_data["text"],
        findings=screen(form.cleaned_data),
    )
    url = reverse("newsblocks_replies:received", args=[reference])
    return HttpResponseRedirect(url, status=303)


@never_cache
@require_safe
def received(request: HttpRequest, reference: str) -> HttpResponse:
    """Thank the reader, and say that the reply waits for approval."""
    discussion = find_discussion(reference)
    with translation.override(discussion.page.locale.language_code):
        return render(
            request,
            "wagtail_newsblocks/replies/received.html",
            {"discussion": discussion},
        )


def render_reply(
    request: HttpRequest,
    discussion: Discussion,
    form: ReplyForm,
    state: str,
    status: int,
) -> HttpResponse:
    context = {
        "discussion": discussion,
        "value": discussion.form,
        "reply_form": form,
        "reply_state": state,
        "reply_url": request.path,
        "heading_level": 1,
    }
    return render(
        request, "wagtail_newsblocks/replies/reply.html", context, status=status
    )
