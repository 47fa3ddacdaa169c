"""What both the schemas and the checks of API v3 are tried with."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from news.models import ArticlePage, FrontPage

from . import validator


@pytest.fixture
def home(db):
    root = Site.objects.get(is_default_site=True).root_page
    return root.add_child(instance=FrontPage(title="Front"))


@pytest.fixture
def api(client, db):
    """A function that asks the API as an editor, and returns status and answer."""
    from wagtail.models import APIToken  # from Wagtail 8 on

    user = User.objects.create_superuser("editor")
    _, token = APIToken.create_token(user=user, name="test")

    def ask(method, path, data=None):
        response = client.generic(
            method,
            f"/api/v3/{path}",
            "" if data is None else json.dumps(data),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        answer = response.json()
        if response.status_code < 300 and path.startswith("pages/"):
            # Whatever is answered in any test here is what the schema says.
            validator("read").validate(answer)
        return response.status_code, answer

    return ask


@pytest.fixture
def filled(home, settings, tmp_path):
    """A value of each block in which every field is filled in."""
    settings.MEDIA_ROOT = tmp_path
    page = home.add_child(instance=ArticlePage(title="Source"))
    image = Image.objects.create(title="Bridge", file=get_test_image_file())
    image.contextual_alt_text, image.decorative = "A bridge over a river", False
    document = Document.objects.create(title="A", file=ContentFile(b"x", name="a.pdf"))
    source = {
        "publisher": "Statistics office",
        "title": "Yearbook",
        "page": page,
        "locator": "Table 2",
        "published": "2024-03",
        "accessed": date(2024, 3, 14),
        "archived_url": "https://archive.example/1",
    }
    statistic = {
        "figure": "79,770",
        "subject": "cars",
        "period": "2022",
        "change": {
            "text": "down from before",
            "direction": "down",
            "reading": "good",
            "baseline": "80,000",
            "baseline_period": "2021",
        },
        "trend": [
            {"period": "2021", "number": "80,000"},
            {"period": "2022", "number": "79,770"},
        ],
        "note": "Without lorries.",
        "source": source,
        "number": "79770",
        "unit": "cars",
        "qualifier": "about",
        "review_after": date(2030, 1, 1),
    }
    return {
        "heading": "What happens next",
        "paragraph": (f'<p><b>Go</b> <a linktype="page" id="{page.pk}">on</a>.</p>'),
        "image": {"image": image, "caption": "The bridge", "credit": "A. Rahal"},
        "statistic": statistic,
        "statistics": {
            "heading": "A year",
            "statistics": [("statistic", statistic)] * 2,
        },
        "pull_quote": {"text": "Go on", "attribution": "A", "position": "end"},
        "quotation": {
            "text": "Go on.\r\n\r\nAnd on.",
            "speaker": "A",
            "role": "Engineer",
            "organisation": "City",
            "portrait": image,
            "said_on": "2024-03-14",
            "setting": "Press conference",
            "source": source,
            "original_text": "Allez.",
            "language": "fr",
            "translator": "B",
        },
        "fact_sheet": {
            "title": "The bridge",
            "issued_by": "City",
            "issued_on": "2024",
            "language": "en",
            "summary": "All about it.",
            "key_facts": [{"heading": "Length", "detail": "1 km", "page_number": 2}],
            "document": document,
            "archived_url": "https://archive.example/2",
            "cover": image,
            "display": "facts",
        },
        "embed": "https://video.example.org/the-bridge",
        "reply_form": {
            "heading": "Answer",
            "guidance": "Be kind.",
            "ask_website": True,
            "allow_nested_replies": False,
            "policy": "hold",
            "closes_on": date(2030, 1, 1),
            "closed_message": "Closed.",
        },
    }


@pytest.fixture
def article(db):
    call_command("fill_demo", verbosity=0)
    return ArticlePage.objects.get(slug="fentanyl")
