from django.utils.translation import get_language_info, override

from wagtail_newsblocks.blocks import languages
from wagtail_newsblocks.blocks.languages import LanguageBlock, languages_named_in


def test_languages_are_named_once_in_each_language(monkeypatch):
    """Wagtail goes through all choices for each value that it loads or indexes."""
    asked = []

    def count(code):
        asked.append(code)
        return get_language_info(code)

    monkeypatch.setattr(languages, "get_language_info", count)
    languages_named_in.cache_clear()
    block = LanguageBlock(required=False)
    with override("en"):
        assert block.get_searchable_content("fr") == ["French"]
        once = len(asked)
        assert once
        assert block.bulk_to_python(["fr", "de"] * 50) == ["fr", "de"] * 50
        assert len(asked) == once
    with override("de"):
        assert block.get_searchable_content("fr") == ["Französisch"]
    assert len(asked) == 2 * once


def test_languages_are_named_in_the_one_that_is_asked_for():
    languages_named_in.cache_clear()
    with override("en"):
        assert dict(languages_named_in("de"))["fr"] == "Französisch"
        assert dict(languages_named_in(None))["fr"] == "French"
