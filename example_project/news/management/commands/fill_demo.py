import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand
from django.db import transaction
from PIL import Image, ImageDraw, ImageFont
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from news import demo
from news.models import ArticlePage, FrontPage
from wagtail_newsblocks.replies.models import Reply, Status
from wagtail_newsblocks.replies.tokens import submission_key

USERNAME, PASSWORD = "editor", "newsblocks"


class Command(BaseCommand):
    help = (
        "Fill an empty site with the demonstration: a front page, articles and an "
        "editor. What is there already stays as it is."
    )

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        if not FrontPage.objects.exists():
            self.fill()
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        Site.objects.filter(is_default_site=True).update(port=address.port or 80)
        self.stdout.write(
            f"The site:  {address.geturl()}/\n"
            f"The admin: {address.geturl()}/admin/\n"
            f"Log in as: {USERNAME}, with the password {PASSWORD}"
        )

    def fill(self) -> None:
        user = get_user_model().objects.filter(username=USERNAME).first()
        user = user or get_user_model().objects.create_superuser(
            USERNAME, "editor@example.com", PASSWORD
        )
        english, _ = Locale.objects.get_or_create(language_code="en")
        arabic, _ = Locale.objects.get_or_create(language_code="ar")
        front = self.front_page(english)
        front_in_arabic = front.copy_for_translation(arabic)
        front_in_arabic.title = "بريد الميناء"
        front_in_arabic.slug = "harbour-ar"
        publish(front_in_arabic, user)

        photo, portrait = save_picture("Port", harbour), save_picture("Portrait", face)
        photo.contextual_alt_text = "A crane and a freighter at dawn"
        document = save_document("How we count")
        today = datetime.date.today()
        bridge = ArticlePage(
            date=today - datetime.timedelta(days=1), **demo.bridge_article()
        )
        article = ArticlePage(
            date=today, **demo.fentanyl_article(photo, portrait, document)
        )
        for page in (bridge, article):
            front.add_child(instance=page)
            publish(page, user)
        for reply in demo.REPLIES:
            add_reply(article, reply, user)
        translation = article.copy_for_translation(arabic)
        for name, value in demo.fentanyl_article_in_arabic(portrait).items():
            setattr(translation, name, value)
        publish(translation, user)

    def front_page(self, locale: Locale) -> FrontPage:
        root = Page.get_first_root_node()
        front = root.add_child(
            instance=FrontPage(title="The Harbour Post", slug="harbour", locale=locale)
        )
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={
                "hostname": "localhost",
                "root_page": front,
                "site_name": "The Harbour Post",
            },
        )
        return front


def add_reply(
    page: Page, typed: dict[str, Any], user: Any, parent: Reply | None = None
) -> None:
    """Store a reply with the answers to it; what has no findings is approved."""
    fields = {name: value for name, value in typed.items() if name != "answers"}
    key = submission_key(page.pk, fields["author_name"], fields["text"])
    reply = Reply(page=page, submission_key=key, **fields)
    if parent is not None:
        reply.place_below(parent)
    reply.save()
    if not reply.findings:
        reply.decide(Status.APPROVED, by=user)
    for answer in typed.get("answers", []):
        add_reply(page, answer, user, parent=reply)


def publish(page: Page, user: Any) -> None:
    page.full_clean()
    if isinstance(page, ArticlePage):
        page.body.stream_block.clean(page.body)
    page.save_revision(user=user).publish(user=user)


def save_picture(title: str, draw: Any) -> Any:
    file = BytesIO()
    draw().save(file, "PNG")
    return get_image_model().objects.create(
        title=title, file=ContentFile(file.getvalue(), name=f"{title.lower()}.png")
    )


def harbour() -> Image.Image:
    """A quiet harbour at dawn: sky, sun, hills, water, a crane."""
    image = Image.new("RGB", (1600, 900))
    draw = ImageDraw.Draw(image)
    for y in range(900):
        draw.line([(0, y), (1600, y)], (214 - y // 9, 196 - y // 12, 178 + y // 30))
    draw.ellipse((1080, 260, 1240, 420), "#f7e3b5")
    draw.polygon(
        [(0, 520), (380, 330), (760, 520), (1160, 380), (1600, 540)], "#5f7480"
    )
    draw.rectangle((0, 520, 1600, 900), "#35505e")
    for y in range(560, 900, 34):
        draw.line([(1160 - y // 3, y), (1180 + y // 3, y)], "#8fa5a8", 5)
    draw.rectangle((300, 240, 320, 620), "#22313a")
    draw.rectangle((220, 250, 640, 268), "#22313a")
    draw.line([(310, 200), (630, 258)], "#22313a", 6)
    draw.polygon([(180, 620), (900, 620), (840, 700), (240, 700)], "#7c2f2a")
    for x in range(360, 820, 90):
        draw.rectangle((x, 560, x + 80, 618), ("#b98b4e", "#4e7a6d")[x // 90 % 2])
    return image


def face() -> Image.Image:
    image = Image.new("RGB", (320, 320), "#b7a892")
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 210, 280, 460), "#33475b")
    draw.ellipse((100, 60, 220, 210), "#6b4a35")
    draw.ellipse((110, 90, 210, 220), "#d9b08c")
    return image


def save_document(title: str) -> Any:
    sheet = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((90, 90), "The Harbour Post", "black", ImageFont.load_default(28))
    draw.text((90, 150), "How we count", "black", ImageFont.load_default(46))
    for row, line in enumerate(
        (
            "Deaths are counted by year of death, all opioids together.",
            "National figures: Centers for Disease Control and Prevention.",
            "County figures are invented for this demonstration.",
        )
    ):
        draw.text((90, 260 + 50 * row), line, "black", ImageFont.load_default(22))
    file = BytesIO()
    sheet.save(file, "PDF", title=title)
    return get_document_model().objects.create(
        title=title, file=ContentFile(file.getvalue(), name="how-we-count.pdf")
    )
