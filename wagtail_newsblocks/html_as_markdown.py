"""HTML as CommonMark. Of the markup, only what that has words for is left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from .commonmark import (
    Run,
    code,
    escape,
    heading,
    list_item,
    one_line,
    paragraphs,
    picture,
    quote,
    write,
)

BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
}
# What is no text, and what only a browser can use.
LEFT_OUT = {
    "button",
    "canvas",
    "datalist",
    "head",
    "input",
    "map",
    "math",
    "noscript",
    "object",
    "option",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
}
FRAMES = {"iframe", "video", "audio"}
CODE = {"code", "kbd", "samp", "tt"}
STRUCK = ("s", "strike", "del")
# Without their tag, 10<sup>6</sup> would be another number.
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")

PLAIN = Run("")


def html_as_markdown(html: str, base_url: str = "") -> str:
    """Return HTML as Markdown, with the addresses that it has on a page at that URL."""
    # A line break, so that text without a tag is not taken for the name of a file.
    soup = BeautifulSoup(f"{html}\n", "html.parser")
    try:
        return paragraphs(blocks(soup, base_url))
    except RecursionError:  # Nobody nests so deep what means something.
        return escape(" ".join(soup.stripped_strings))


def blocks(element: Tag, base: str) -> Iterator[str]:
    """Yield the blocks inside an element, what stands between them as paragraphs."""
    runs: list[Run] = []
    for child in element.children:
        if not isinstance(child, Tag) or not has_blocks(child):
            runs += inline(child, base)
            continue
        yield write(runs)
        yield block(child, base)
        runs = []
    yield write(runs)


def has_blocks(tag: Tag) -> bool:
    # A link is one line, whatever it is made of.
    return tag.name in BLOCKS or (
        tag.name != "a" and tag.name not in LEFT_OUT and bool(tag.find(BLOCKS))
    )


def block(tag: Tag, base: str) -> str:
    if tag.has_attr("hidden"):
        return ""
    if tag.name == "hr":
        return "***"
    if tag.name == "pre":
        return fence(tag.get_text())
    if tag.name == "table":
        return table(tag, base)
    if tag.name in ("ul", "ol"):
        return listing(tag, base)
    if re.fullmatch("h[1-6]", tag.name):
        # The first level is the title's.
        return heading(max(int(tag.name[1]), 2), on_one_line(tag, base))
    content = paragraphs(blocks(tag, base))
    return quote(content) if tag.name == "blockquote" else content


def inline(node: PageElement, base: str, style: Run = PLAIN) -> Iterator[Run]:
    """Yield the inline content of a node; whatever block is inside is set apart."""
    if type(node) is NavigableString:
        text = node.translate(RAISED) if node.find_parent("sup") else node
        yield replace(style, text=one_line(text))
    if not isinstance(node, Tag) or node.name in LEFT_OUT or node.has_attr("hidden"):
        return
    name = node.name
    if name == "br":
        yield replace(style, text="\n")
    elif name == "img":
        src = full_address(node, "src", base)
        yield replace(style, text=picture(attribute(node, "alt"), src), kind="ready")
    elif name in FRAMES:
        src = full_address(node, "src", base)
        yield replace(style, text=attribute(node, "title") or src, href=src)
    elif name in CODE:
        yield replace(style, text=one_line(node.get_text()).strip(), kind="code")
    else:
        if name in ("b", "strong"):
            style = replace(style, strong=True)
        elif name in ("i", "em"):
            style = replace(style, emphasised=True)
        elif name == "a" and node.get("href"):
            style = replace(style, href=full_address(node, "href", base))
        edge = [replace(style, text=" ")] if name in BLOCKS else []
        if name in STRUCK and node.get_text().strip() and not node.find_parent(STRUCK):
            # Words of GitHub's dialect; left to stand, they would be the opposite.
            edge = [replace(style, text="~~", kind="ready")]
        yield from edge
        for child in node.children:
            yield from inline(child, base, style)
        yield from edge


def attribute(tag: Tag, name: str) -> str:
    return one_line(str(tag.get(name) or "")).strip()


def full_address(tag: Tag, name: str, base: str) -> str:
    try:
        return urljoin(base, attribute(tag, name))
    except ValueError:
        return ""


def on_one_line(tag: Tag, base: str) -> str:
    runs = (run for child in tag.children for run in inline(child, base))
    return write(replace(run, text=one_line(run.text)) for run in runs)


def listing(tag: Tag, base: str) -> str:
    start = attribute(tag, "start")
    # CommonMark reads nine digits.
    number = int(start) if re.fullmatch("[0-9]{1,8}", start) else 1
    written: list[str] = []
    for item in tag.find_all("li", recursive=False):
        parts = list(filter(None, blocks(item, base)))
        if not parts:
            continue
        marker = "- " if tag.name == "ul" else f"{number + len(written)}. "
        # A list below a line of text makes an outline, which is one list.
        is_outline = len(parts) == 2 and item.find(["ul", "ol"])
        content = "\n".join(parts) if is_outline else paragraphs(parts)
        written.append(list_item(marker, content))
    return "\n".join(written)


def table(tag: Tag, base: str) -> str:
    """Return a table as GitHub's dialect has it, its first row being the head."""
    rows = [
        [cell(tag, base) for tag in row.find_all(["th", "td"], recursive=False)]
        for row in tag.find_all("tr")
        if row.find_parent("table") is tag  # not of a table in a cell
    ]
    rows = [row for row in rows if any(row)]
    if not rows:
        return ""
    width = max(map(len, rows))
    head, *body = (table_row([*row, *[""] * (width - len(row))]) for row in rows)
    caption = tag.find("caption")
    return paragraphs(
        [
            on_one_line(caption, base) if isinstance(caption, Tag) else "",
            "\n".join([head, table_row(["---"] * width), *body]),
        ]
    )


def cell(tag: Tag, base: str) -> str:
    for code_tag in tag.find_all(CODE):
        # Text has its bars escaped. In code, too, they would end the cell.
        code_tag.string = code_tag.get_text().replace("|", r"\|")
    return on_one_line(tag, base)


def table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def fence(text: str) -> str:
    text = re.sub(r"\r\n?", "\n", text).strip("\n")
    return code(f"\n{text}\n", "```") if text.strip() else ""
