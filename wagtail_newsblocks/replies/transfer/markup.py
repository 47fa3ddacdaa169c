"""The words of a comment that was written in HTML."""

import re

from bs4 import BeautifulSoup, Tag

MOST_CHARACTERS = 50_000
# Reading more takes time by the square of their number. Nobody writes so many.
MOST_TAGS = 1000
MOST_LEVELS = 100
LINES = ("li", "dt", "dd", "tr")
PARAGRAPHS = ("p", "div", "blockquote", "pre", "ul", "ol", "dl", "table", "hr")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def plain_text(source: str) -> str:
    """
    Return the text of a comment, without losing anything that readers could see.

    Line breaks stay, as WordPress shows them. Where a link leads to stands behind it;
    of a picture there are its description and its address. What is too long, or has
    too many tags, to be read in good time comes back as it is, tags and all.
    """
    if len(source) > MOST_CHARACTERS or not re.search("[<&]", source):
        return source
    if source.count("<") > MOST_TAGS:
        return source
    soup = BeautifulSoup(source, "html.parser")
    if any(len(list(tag.parents)) > MOST_LEVELS for tag in soup.find_all(True)):
        return source
    for tag in soup.find_all("br"):
        tag.replace_with("\n")
    for tag in soup.find_all("img"):
        tag.replace_with(f"{attribute(tag, 'alt')} {attribute(tag, 'src')}".strip())
    for tag in soup.find_all("a"):
        href = attribute(tag, "href")
        if href.removeprefix("mailto:") not in tag.get_text():
            tag.append(f" ({href})")
    # What is inside of others comes first.
    for tag in reversed(soup.find_all([*LINES, *PARAGRAPHS, *HEADINGS])):
        gap = "\n" if tag.name in LINES else "\n\n"
        text = marked(tag)
        if len(text) > MOST_CHARACTERS:
            return source  # Each quotation in another makes each line longer.
        tag.replace_with(f"{gap}{text}{gap}")
    return tidy(soup.get_text())


def marked(tag: Tag) -> str:
    """Return the text of a block, with the signs by which plain text shows its kind."""
    text = tidy(tag.get_text())
    if tag.name in ("ul", "ol"):
        return re.sub(r"\n+(?=- )", "\n", text)
    if tag.name == "blockquote":
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return f"- {text}" if tag.name == "li" else text


def attribute(tag: Tag, name: str) -> str:
    return str(tag.get(name) or "").strip()


def tidy(text: str) -> str:
    """Leave no space at the ends of lines, and no more than one empty line."""
    # From where the spaces begin, or a long row of them takes quadratic time.
    text = re.sub(r"(?<![ \t\r])[ \t\r]+\n", "\n", text.strip())
    return re.sub(r"\n{3,}", "\n\n", text)
