"""Errors that say where in a stream they are."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock, StreamBlockValidationError, StreamValue

Path = tuple[int | str, ...]


class LocatedErrors(StreamBlockValidationError):
    """
    What is wrong in a stream, as messages that also say where.

    The editor puts errors beside their fields. Whoever knows just one list of messages
    for a StreamField, as API v3 does, reads in each the path of the value in the
    stream's JSON, and the type of the block there: "[2].value.figure (statistic): This
    field is required."
    """

    def __init__(self, error: StreamBlockValidationError, value: StreamValue) -> None:
        super().__init__(error.block_errors, error.non_block_errors)
        # The editor takes what it shows from the first.
        first = StreamBlockValidationError(error.block_errors, error.non_block_errors)
        located = [
            ValidationError(
                with_place(path, message, value[path[0]].block_type if path else ""),
                each.code,
            )
            for path, each in locate(error)
            for message in each.messages
        ]
        if located:
            first.message, first.code = located[0].message, located[0].code
        self.error_list = [first, *located[1:]]


class LocatedStreamBlock(StreamBlock):
    """
    A stream whose errors also say where in it they are: API v3 has no other place.

    Blocks that do not go together are found when it is to be published.
    """

    def cross_check(self, value: StreamValue) -> dict[int, ValidationError]:
        """Return the errors of blocks that do not go together, by their position."""
        return {}

    def clean(self, value: StreamValue) -> StreamValue:
        errors = {} if self.is_deferred_validation else self.cross_check(value)
        try:
            cleaned = super().clean(value)
        except StreamBlockValidationError as error:
            # An editor sees all there is to mend at once.
            all_errors = {**errors, **error.block_errors}
            error.block_errors = dict(sorted(all_errors.items()))
            raise LocatedErrors(error, value) from error
        if errors:
            raise LocatedErrors(StreamBlockValidationError(errors), value)
        return cleaned


def locate(
    error: ValidationError, path: Path = ()
) -> Iterator[tuple[Path, ValidationError]]:
    """Yield the errors inside of another, with the path to each in the JSON."""
    if not (hasattr(error, "block_errors") and hasattr(error, "non_block_errors")):
        # A dictionary of errors is one that is made of several.
        several = ValidationError([error]).error_list
        yield from ((path, each) for each in several)
        return
    yield from ((path, each) for each in error.non_block_errors.as_data())
    is_stream = isinstance(error, StreamBlockValidationError)
    for key, inner in error.block_errors.items():
        yield from locate(inner, (*path, key, "value") if is_stream else (*path, key))


def with_place(path: Path, message: str, block_type: str) -> str:
    """Return the message after the place; of what is nowhere, the message alone."""
    if not path:
        return message
    place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path)
    known = f" ({block_type})" if block_type else ""
    return f"{place}{known}: {message}"
