"""Values as compressed JSON, for rows that hold much."""

import zlib
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.store.store import StoreError

T = TypeVar("T")


def pack(adapter: TypeAdapter[T], value: T) -> bytes:
    """A value as bytes."""
    return zlib.compress(adapter.dump_json(value))


def unpack(adapter: TypeAdapter[T], content: bytes, name: str) -> T:
    """The value again; ``name`` is what people call it.

    Raises:
        StoreError: it was written by another version.
    """
    try:
        return adapter.validate_json(zlib.decompress(content))
    except (ValidationError, zlib.error) as error:
        raise StoreError(f"{name} was kept by another version of AskKLOE and cannot be opened.") from error
