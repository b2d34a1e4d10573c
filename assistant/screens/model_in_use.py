"""Which language model writes answers: the one of the environment, or else the one that is set on the page."""

from typing import TYPE_CHECKING, Any

from assistant.store import Store
from assistant.store.language_model import KeptModel, kept_model

if TYPE_CHECKING:
    from assistant.generate import ModelSettings


def model_in_use(store: Store, given: "ModelSettings | None") -> "ModelSettings | None":
    """The model that is used now; None if none is.

    Raises:
        StoreError: the store cannot be read.
    """
    if given and given.is_on:
        return given
    kept = kept_model(store)
    return settings_of(kept, given) if kept and kept.used else None


def settings_of(kept: KeptModel, given: "ModelSettings | None") -> "ModelSettings":
    """What is set on the page as settings; of the environment only its limits of time go before it.

    A key of the environment is never sent to an address that was typed on the page.

    Raises:
        ValueError: the time limit is out of bounds.
    """
    from assistant.generate import ModelSettings  # takes a second, which nobody waits for without a model

    values: dict[str, Any] = {"url": kept.url, "name": kept.name, "key": kept.key}
    if not fixes_seconds(given):
        values["seconds"] = kept.seconds
    return ModelSettings(**values)


def fixes_seconds(given: "ModelSettings | None") -> bool:
    """Whether the environment says how long an answer may take."""
    return given is not None and "seconds" in given.model_fields_set
