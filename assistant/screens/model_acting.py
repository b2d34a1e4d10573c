"""What people do in the settings with the language model: try it, use it, switch it off, delete what was set."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import gradio as gr

from assistant.screens.long_work import as_they_come
from assistant.screens.model_in_use import fixes_seconds, settings_of
from assistant.screens.model_page import ModelFacts
from assistant.screens.shared import Shared
from assistant.store.language_model import KeptModel, forget_model, keep_model, kept_model
from corpus.errors import AskKloeError

if TYPE_CHECKING:
    from assistant.generate import ModelSettings, Tried

_MOST_CHARS = 500
_NO_ADDRESS = "Type the address at which the model answers, and its name."
_SECRETS = "The address holds a user name, a password or other settings. Leave them out, and type a key into “Key”."
_SECONDS = "The time limit has to be a number of seconds from 5 to 900."
_TRIES = 5  # ticks of the clock that a second has
_USED = "The language model writes answers from now on."
_OFF = "The language model is switched off. Answers are the guidance’s own words."
_FORGOTTEN = "The settings of the language model, with its key, are deleted."


class TypedError(AskKloeError):
    """What was typed cannot be used; the message says why."""


@dataclass(frozen=True)
class Done:
    """What the section shows now, and what is said beside the heading of the page."""

    facts: ModelFacts
    said: str = ""


@dataclass(frozen=True)
class ModelActing:
    """What the buttons of the section do, over what all windows share."""

    shared: Shared

    def facts(self) -> ModelFacts:
        """What is so now.

        Raises:
            StoreError: the store cannot be read.
        """
        given, used = self.shared.given, self.shared.model()
        if given and given.is_on:
            return ModelFacts(
                _bare(given.url), given.name, bool(given.key.get_secret_value()), given.seconds, used=True,
                host=given.host, remote=given.is_remote, given=True,
            )  # fmt: skip
        can_keep = self.shared.store.engine is not None
        kept = kept_model(self.shared.store)
        fixed = given.seconds if given and fixes_seconds(given) else None
        if kept is None:
            return ModelFacts(seconds=fixed or KeptModel.seconds, fixed_seconds=bool(fixed), can_keep=can_keep)
        return ModelFacts(
            kept.url, kept.name, bool(kept.key), fixed or kept.seconds, used=used is not None,
            host=used.host if used else "", remote=bool(used and used.is_remote), fixed_seconds=bool(fixed),
        )  # fmt: skip

    def act(self, do: str, event: gr.EventData) -> Iterator[Done]:
        """Do what a button says; what was typed stays, whatever is wrong with it, but for the key.

        Raises:
            StoreError: the store cannot be used.
        """
        facts = self.facts()
        match do:
            case "model-off" | "model-forget" if not facts.given:
                yield Done(*self._less(do))
            case "model-test" | "model-use" | "model-agree" if not (facts.given and do != "model-test"):
                typed = facts if facts.given else _typed_facts(facts, event)
                try:
                    if do == "model-test":
                        yield from self._try(typed, event)
                    else:
                        yield self._use(typed, event, agreed=do == "model-agree")
                except AskKloeError as error:
                    yield Done(replace(typed, said=error.user_message, works=False))
            case _:
                yield Done(facts)

    def _try(self, facts: ModelFacts, event: gr.EventData) -> Iterator[Done]:
        """Try what is typed; nothing of it is kept."""
        from assistant.generate import try_connection  # takes a second

        settings = self.shared.given if facts.given and self.shared.given else self._typed(facts, event)[1]

        def tried() -> Iterator["Tried"]:
            yield try_connection(settings)

        yield Done(replace(facts, trying=f"Trying {settings.host}…"))
        for tick, found in enumerate(as_they_come(tried(), threading.Event()), 1):
            if found:
                yield Done(replace(facts, said=found.says, works=found.works))
            elif tick % _TRIES == 0:
                yield Done(replace(facts, trying=f"Trying {settings.host}… {tick // _TRIES} seconds"))

    def _use(self, facts: ModelFacts, event: gr.EventData, *, agreed: bool) -> Done:
        """Keep what is typed and use it; another machine only after people agreed to that very one."""
        kept, settings = self._typed(facts, event)
        if settings.is_remote and not (agreed and _text(event, "agreed") == settings.host):
            return Done(replace(facts, agree_to=settings.host))
        keep_model(self.shared.store, replace(kept, used=True))
        return Done(self.facts(), _USED)

    def _less(self, do: str) -> tuple[ModelFacts, str]:
        """Switch it off, or delete what was set."""
        kept = kept_model(self.shared.store)
        if do == "model-forget":
            forget_model(self.shared.store)
        elif kept:
            keep_model(self.shared.store, replace(kept, used=False))
        return self.facts(), _FORGOTTEN if do == "model-forget" else _OFF

    def _typed(self, facts: ModelFacts, event: gr.EventData) -> tuple[KeptModel, "ModelSettings"]:
        """What is typed, to be kept and to be asked.

        Raises:
            TypedError: it cannot be used.
            ModelSettingsError: the address is none.
        """
        from assistant.generate.settings import checked_settings

        if not facts.url or not facts.name:
            raise TypedError(_NO_ADDRESS)
        if _bare(facts.url) != facts.url:
            raise TypedError(_SECRETS)
        if not 5 <= facts.seconds <= 900:
            raise TypedError(_SECONDS)
        before = kept_model(self.shared.store)
        same = before is not None and _place(before.url) == _place(facts.url)
        key = _text(event, "key") or (before.key if before and same else "")  # a kept key goes to its own server only
        kept = KeptModel(facts.url, facts.name, key, int(facts.seconds))
        return kept, checked_settings(settings_of(kept, self.shared.given))


def _typed_facts(facts: ModelFacts, event: gr.EventData) -> ModelFacts:
    """The section with what is typed in it; a time limit that is no number counts as none."""
    seconds = _text(event, "seconds")
    try:
        limit = facts.seconds if facts.fixed_seconds else float(seconds or KeptModel.seconds)
    except ValueError:
        limit = 0.0
    return replace(facts, url=_text(event, "url"), name=_text(event, "name"), seconds=limit)


def _text(event: gr.EventData, name: str) -> str:
    return str(getattr(event, name, "")).strip()[:_MOST_CHARS]


def _bare(url: str) -> str:
    """An address without what may be secret in it."""
    try:
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except ValueError:
        return url


def _place(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
