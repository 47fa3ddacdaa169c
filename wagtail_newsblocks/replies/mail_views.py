"""
The pages that links in mails lead to.

Mail programs open links before people do, so opening one changes nothing: each page
has a button.
"""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .models import Reply
from .submissions import prove_email
from .tokens import read_mail_token


# The token is the secret that a forged request lacks, and nothing is taken from
# cookies. A mail program that unsubscribes by one click sends no CSRF token either.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Let the author of a reply say that the address is theirs."""
    reply = find_reply("prove", token)
    if request.method == "POST":
        prove_email(reply)
    return render_page(request, "prove_page.html", reply)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Let a reader have no more mail about a reply, also by one click (RFC 8058)."""
    reply = find_reply("stop", token)
    if request.method == "POST":
        reply.stop_mail()
    return render_page(request, "stop_page.html", reply)


def find_reply(purpose: str, token: str) -> Reply:
    try:
        reply_id = read_mail_token(purpose, token)
        return Reply.objects.select_related("page__locale").get(pk=reply_id)
    except (BadSignature, Reply.DoesNotExist):
        raise Http404 from None


def render_page(request: HttpRequest, template: str, reply: Reply) -> HttpResponse:
    context = {"page": reply.page, "is_done": request.method == "POST"}
    with translation.override(reply.page.locale.language_code):
        return render(request, f"wagtail_newsblocks/replies/{template}", context)
