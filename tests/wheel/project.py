"""
A site of nothing but Wagtail and the installed package, which renders every block.

Run by ``check.py``, in an empty folder and an environment without the checkout.
"""

import gettext
from io import BytesIO
from pathlib import Path

import django
from django.conf import settings
from django.urls import include, path

settings.configure(
    SECRET_KEY="not a secret",
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "wagtail_newsblocks.replies",
        "wagtail_newsblocks",
        "wagtail.embeds",
        "wagtail.sites",
        "wagtail.users",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    MEDIA_ROOT="media",
    STATIC_URL="/static/",
    WAGTAIL_SITE_NAME="A site",
    WAGTAILADMIN_BASE_URL="http://localhost",
)
django.setup()

from django.contrib.staticfiles import finders
from django.core.files import File
from django.core.management import call_command
from django.utils import translation
from PIL import Image as Picture
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.images.models import Image

import wagtail_newsblocks
from wagtail_newsblocks import blocks
from wagtail_newsblocks.replies.blocks import ReplyFormBlock

urlpatterns = [
    path("admin/", include("wagtail.admin.urls")),
    path("replies/", include("wagtail_newsblocks.replies.urls")),
    path("", include("wagtail.urls")),
]


class EveryBlock(blocks.NewsStreamBlock):
    reply_form = ReplyFormBlock()


def picture():
    file = BytesIO()
    Picture.new("RGB", (80, 60)).save(file, "PNG")
    return Image.objects.create(title="A bridge", file=File(file, name="bridge.png"))


def video():
    """Return the address of an embed that Wagtail already knows."""
    url = "https://video.example/1"
    html = "<video></video>"
    Embed.objects.create(hash=get_embed_hash(url), url=url, type="video", html=html)
    return url


def check_blocks():
    for name, block in EveryBlock().child_blocks.items():
        value = block.get_preview_value()
        if name == "image":
            value["image"] = picture()
        elif name == "embed":
            value = block.to_python(video())
        # As the editor's preview does: ReplyFormBlock wants a page otherwise.
        html = block.render(value, {"block_def": block})
        assert "newsblocks" in html, f"{name} renders as {html!r}"
        print(f"{name}: {len(html)} characters")


def check_translations(package):
    for file in package.rglob("*.mo"):
        language = translation.to_language(file.parts[-3])
        with file.open("rb") as mo, translation.override(language):
            messages = gettext.GNUTranslations(mo)._catalog
            source, target = next(
                (source, target)
                for source, target in messages.items()
                if isinstance(source, str) and source not in ("", target)
            )
            assert translation.gettext(source) == target, (language, source)
        print(f"{language}: {len(messages)} messages")


def main():
    package = Path(wagtail_newsblocks.__file__).parent
    assert "site-packages" in package.parts, f"{package} is not the installed package"
    assert (package / "py.typed").exists()
    assert finders.find("wagtail_newsblocks/newsblocks.css")
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check_changes=True, dry_run=True)
    call_command("migrate", verbosity=0)
    check_blocks()
    check_translations(package)


main()
