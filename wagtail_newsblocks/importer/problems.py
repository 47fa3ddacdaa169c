"""Says in words which blocks of a stream an editor has to complete."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    Block,
    StreamBlock,
    StreamBlockValidationError,
    StreamValue,
    StructBlockValidationError,
)


def problems_of(stream: StreamValue, block: StreamBlock) -> Iterator[tuple[str, str]]:
    """Yield the id of each block that is not valid, or "", and what is wrong with it."""
    try:
        block.clean(stream)
    except StreamBlockValidationError as error:
        for message in error.non_block_errors:
            yield "", str(message)
        for index, child_error in error.block_errors.items():
            child = stream[index]
            for message in messages_of(child_error, child.block):
                yield child.id, f"{child.block.label}: {message}"


def messages_of(error: ValidationError, block: Block) -> Iterator[str]:
    """Yield the messages about a block and its children, each after its label."""
    if not isinstance(error, StructBlockValidationError):
        yield from error.messages
        return
    yield from (str(message) for message in error.non_block_errors)
    for name, child_error in error.block_errors.items():
        child = block.child_blocks[name]
        for message in messages_of(child_error, child):
            yield f"{child.label}: {message}"
