"""The way of a reply through HTML: from the form in a page to the thank-you."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ..conf import settings
from . import proof_of_work
from .access import Discussion, find_discussion, read_id
from .caching import cacheable
from .client_addresses import client_address
from .forms import ReplyForm
from .models import Reply
from .submissions import submit
from .threads import (
    InvalidCursor,
    Order,
    ShownReply,
    find_shown,
    read_answers,
    read_answers_around,
    read_roots,
)
from .tokens import FormToken


# A page that can be cached for everybody carries no CSRF token. None is needed,
# as long as this view takes nothing from cookies: it must not look at the session
# or at request.user, so that a forged request can do no more than anybody can.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """
    Take a reply: 303 to the thank-you, or 422 with the form as it was filled in.

    The thank-you is the same whatever is thought of the reply; one that is published
    at once is shown instead. Asked with GET, the
    form stands in the article; one that answers another reader, named by ``to``,
    stands here by itself.
    """
    discussion = find_discussion(reference)
    data = request.POST if request.method == "POST" else None
    form = discussion.make_form(data)
    with translation.override(discussion.page.locale.language_code):
        if data is None:
            parent = find_parent(discussion, request.GET.get("to", ""))
            if parent is None or discussion.state == "closed":
                return redirect(discussion.form_url)
            return render_form(request, discussion, form, parent=parent)
        if discussion.state == "closed":
            return render_form(request, discussion, form, status=403)
        if not form.is_valid():
            parent = form.cleaned_data.get("parent")
            return render_form(request, discussion, form, status=422, parent=parent)
    stored = submit(discussion, form, address=client_address(request))
    url = discussion.url("received")
    if stored.is_visible:
        url = f"{discussion.url('thread', stored.pk)}#{stored.anchor}"
    return HttpResponseRedirect(url, status=303)


def find_parent(discussion: Discussion, reply_id: str) -> Reply | None:
    pk = read_id(reply_id)
    return discussion.answerable.filter(pk=pk).first() if pk else None


def render_form(
    request: HttpRequest,
    discussion: Discussion,
    form: ReplyForm,
    *,
    status: int = 200,
    parent: Reply | None = None,
) -> HttpResponse:
    context = {
        "value": discussion.form,
        "reply_form": form,
        "parent": parent and ShownReply(parent),
        # This page is not cached, so the token is here at once.
        "token": FormToken.issue(discussion.page.pk),
    }
    return render_page(request, "form_page.html", discussion, status=status, **context)


@never_cache
@require_safe
def received(request: HttpRequest, reference: str) -> HttpResponse:
    """Thank the reader, and say that the reply waits for approval."""
    discussion = find_discussion(reference)
    with translation.override(discussion.page.locale.language_code):
        return render_page(request, "received.html", discussion)


@never_cache
@require_safe
def token(request: HttpRequest, reference: str) -> JsonResponse:
    """
    Return a token for the form, and what is known of a reader who is signed in.

    In a flood, ``altcha`` is what the browser has to solve, and else null.

    Other sites cannot read the answer: it is not shared across origins.
    """
    discussion = find_discussion(reference)
    user: Any = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    return JsonResponse(
        {
            "token": FormToken.issue(
                discussion.page.pk, user_id=user.pk if is_signed_in else None
            ),
            "name": user.get_full_name() if is_signed_in else "",
            "email": user.email if is_signed_in else "",
            "altcha": proof_of_work.challenge(),
        }
    )


@cacheable
@require_safe
def thread_list(request: HttpRequest, reference: str) -> HttpResponse:
    """Show replies to the page, from the one that ``after`` names, in either order."""
    discussion = find_discussion(reference)
    asked = request.GET.get("order", settings.NEWSBLOCKS_REPLY_ORDER)
    if asked not in Order.values:
        raise Http404
    order = Order(asked)
    page_id, after = discussion.page.pk, request.GET.get("after", "")
    try:
        part = read_roots(page_id, order=order, after=after)
    except InvalidCursor:
        raise Http404 from None
    with translation.override(discussion.page.locale.language_code):
        return render_page(
            request,
            "list_page.html",
            discussion,
            part=part,
            reply_order=order,
            orders=Order,
        )


@cacheable
@require_safe
def thread(request: HttpRequest, reference: str, reply_id: int) -> HttpResponse:
    """Show one reply in its context: what it answers, and the answers around it."""
    discussion = find_discussion(reference)
    page_id, after = discussion.page.pk, request.GET.get("after", "")
    try:
        reply = find_shown(page_id, reply_id)
        root = find_shown(page_id, reply.root_id) if reply.root_id else reply
        if root is reply or after:
            part = read_answers(root, after=after)
        else:
            part = read_answers_around(reply)
    except (InvalidCursor, Reply.DoesNotExist):
        raise Http404 from None
    with translation.override(discussion.page.locale.language_code):
        return render_page(
            request,
            "thread_page.html",
            discussion,
            root=ShownReply(root, answers=part.replies),
            part=part,
        )


def render_page(
    request: HttpRequest,
    template: str,
    discussion: Discussion,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context = {
        **context,
        "discussion": discussion,
        "reply_state": discussion.state,
        "heading_level": 1,
    }
    return render(
        request, f"wagtail_newsblocks/replies/{template}", context, status=status
    )
