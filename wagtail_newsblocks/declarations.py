"""What classes of blocks and values declare of themselves, for schemas of any kind."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Annotated, Any, get_origin, get_type_hints, is_typeddict

# Ends the names of what is written.
INPUT = "Input"
TYPESCRIPT = (
    *("Array", "Record", "any", "bigint", "boolean", "never", "null", "number"),
    *("object", "string", "symbol", "undefined", "unknown", "void"),
)
PREFIXES = {"wagtail_newsblocks": "Newsblocks", "wagtail": "Wagtail"}


def prefix(cls: type) -> str:
    """Return what keeps the name of a class that no site has written from a site's."""
    return PREFIXES.get(cls.__module__.partition(".")[0], "")


def public_name(cls: type) -> str:
    """Return what a class is called in schemas: "NewsblocksStatisticBlock"."""
    return f"{prefix(cls)}{cls.__name__}"


def full_name(cls: type) -> str:
    """Return what it is called beside another of that name: "HomeBlocksPollBlock"."""
    return camel_case(f"{cls.__module__}.{cls.__qualname__}")


def distinct_names(
    classes: Iterable[Any], reserved: Iterable[str] = ()
) -> dict[Any, str]:
    """
    Return what classes are called: if two have one name, both have their whole path.

    So it does not depend on which of them comes first. None is called as TypeScript's
    own types, or as the input of another.
    """
    names = {cls: public_name(cls) for cls in classes}
    taken = Counter([*names.values(), *reserved, *TYPESCRIPT])

    def is_free(name: str) -> bool:
        stem = name.removesuffix(INPUT)
        return taken[name] == 1 and (stem == name or stem not in taken)

    return {
        cls: name if is_free(name) else full_name(cls) for cls, name in names.items()
    }


def camel_case(path: str) -> str:
    return "".join(each[:1].upper() + each[1:] for each in re.split(r"[\W_]+", path))


def resolved_type(value_class: Any) -> Any:
    """
    Return the TypedDict that ``resolve`` of the values says that it returns.

    None for a site's own values that declare none.
    """
    try:
        declared = get_type_hints(value_class.resolve)["return"]
    except (KeyError, NameError):
        return None
    return declared if is_typeddict(declared) else None


def description(declared: Any) -> str:
    """Return the docstring of a TypedDict. None inherits another's."""
    return cleandoc(declared.__doc__ or "")


def keys(declared: Any) -> dict[str, Any]:
    """Return the types of a TypedDict's keys; none if they cannot be known."""
    try:
        return get_type_hints(declared)
    except NameError:  # what is imported for a type checker alone
        return {}


def descriptions(declared: Any) -> dict[str, str]:
    """Return what ``Annotated[…, "text"]`` says of the keys of a TypedDict."""
    if not keys(declared):
        return {}
    hints = get_type_hints(declared, include_extras=True)
    texts = {
        name: [text for text in hint.__metadata__ if isinstance(text, str)]
        for name, hint in hints.items()
        if get_origin(hint) is Annotated
    }
    return {name: found[0] for name, found in texts.items() if found}


def descendants(cls: Any) -> Iterator[Any]:
    """Yield all classes that are made from it, in whatever way."""
    for child in cls.__subclasses__():
        yield child
        yield from descendants(child)
