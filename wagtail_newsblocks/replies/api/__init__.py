"""
The public JSON API of replies.

Nothing in it looks at a cookie, an account or a session. What goes wrong is told as a
problem document; what readers typed is validated by the form, and by nothing else.

Mount ``api`` by itself, or ``router`` in another Ninja API, such as Wagtail's.
"""

from ninja import NinjaAPI

from ... import __version__
from .other_methods import add_other_methods
from .routes import router

__all__ = ["api", "router"]

add_other_methods(router)
api = NinjaAPI(
    title="Replies",
    version=__version__,
    urls_namespace="newsblocks_api",
    openapi_url="openapi.json",
    docs_url=None,
)
api.add_router("", router)
