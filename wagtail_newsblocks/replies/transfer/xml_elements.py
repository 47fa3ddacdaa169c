"""Reads XML an element at a time, however long the file, and trusts nothing in it."""

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, TextIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .lines import UnreadableFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Between two tags, or in what is to be yielded: a whole article is far smaller.
MOST_CHARACTERS = 10_000_000
MOST_LEVELS = 50
# XML may have none of them, but what people pasted into other systems does.
FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_elements(
    file: TextIO, root: str, names: Collection[str]
) -> Iterator[tuple[str, "Element"]]:
    """
    Yield the outermost elements of these names as each ends, and forget the others.

    Names are without their namespace. Raises UnreadableFile for what is no XML with
    this root, and for what would not fit into memory.
    """
    source = CappedFile(file)
    levels: list[Element] = []
    wanted = 0  # How many of those that are open are to be yielded.
    try:
        for event, element in iterparse(source, ("start", "end"), forbid_dtd=True):
            if not wanted:
                source.kept = 0
            name = name_of(element)
            if event == "start":
                if not levels and name != root:
                    raise UnreadableFile(f"It begins with <{name}>, not with <{root}>.")
                levels.append(element)
                wanted += name in names
                if len(levels) > MOST_LEVELS:
                    raise UnreadableFile(f"It has tags in over {MOST_LEVELS} others.")
                continue
            levels.pop()
            wanted -= name in names
            if name in names and not wanted:
                yield name, element
            if levels and not wanted:
                levels[-1].remove(element)
    except ParseError as error:
        raise UnreadableFile(f"It is no well-formed XML: {error}.") from error
    except DefusedXmlException as error:
        raise UnreadableFile(
            "It declares a document type, which no export does, and which may be there "
            "to do harm."
        ) from error


def name_of(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def texts_in(element: "Element") -> dict[str, str]:
    """Return what stands in an element's own children, by their names."""
    return {name_of(child): (child.text or "").strip() for child in element}


class CappedFile:
    """A file that cannot be read any further if too much of it has to be kept."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.kept = 0

    def read(self, size: int) -> str:
        text = self.file.read(size)
        self.kept += len(text)
        if self.kept > MOST_CHARACTERS:
            raise UnreadableFile(
                f"It has over {MOST_CHARACTERS} characters without a tag, or in one "
                "comment."
            )
        return FORBIDDEN.sub("\ufffd", text)
