"""The one adapter to language models: an OpenAI-compatible server through llama-index, with limits and a stop."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai_like import OpenAILike
from openai import OpenAIError

from assistant.generate.failures import ModelError, Trouble, trouble_of
from assistant.generate.settings import ModelSettings

CONNECT_SECONDS = 5.0
MAX_CHARACTERS = 20_000  # of one reply; what writes more does not end
_CONTEXT_TOKENS = 8192  # only for llama-index, which reckons with it in ways that are not used here
_TICK = 0.05  # how soon a stop is noticed


@dataclass(frozen=True)
class Message:
    """What is sent: role is ``system``, ``user`` or ``assistant``."""

    role: str
    content: str


class Stop(Protocol):
    """Whatever can say that an answer is no longer wanted; a `threading.Event` can."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


class Reply(Protocol):
    """A reply as it is written, in pieces."""

    def __iter__(self) -> Iterator[str]:
        """The pieces.

        Raises:
            ModelError: there is no reply, or it broke off.
        """
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class ChatModel(Protocol):
    """Anything that answers messages in pieces of text."""

    def ask(
        self, messages: Sequence[Message], *, schema: dict[str, Any] | None, until: float, stop: Stop, max_tokens: int
    ) -> Reply:
        """Send messages; ``until`` is a time of `time.monotonic`, ``schema`` the JSON schema of the reply."""
        ...


class OpenAIModel:
    """A model behind an OpenAI-compatible address."""

    def __init__(self, settings: ModelSettings) -> None:
        """Keep the settings; nothing is asked yet."""
        self._settings = settings

    def ask(
        self, messages: Sequence[Message], *, schema: dict[str, Any] | None, until: float, stop: Stop, max_tokens: int
    ) -> Reply:
        """Send messages; what goes wrong is raised when the reply is read."""
        call = _Call(self._settings, messages, schema, until, stop, max_tokens)
        if not stop.is_set():
            call.start()
        return call


class _Call:
    """One request: a thread reads what the server sends, the caller takes it from a queue and can hang up."""

    def __init__(
        self,
        settings: ModelSettings,
        messages: Sequence[Message],
        schema: dict[str, Any] | None,
        until: float,
        stop: Stop,
        max_tokens: int,
    ) -> None:
        self._settings = settings
        self._messages = [ChatMessage(role=message.role, content=message.content) for message in messages]
        self._extra = {"response_format": _format(schema)} if schema else {}
        self._until = until
        self._stop = stop
        self._max_tokens = max_tokens
        self._sockets: list[socket.socket] = []
        self._ended = threading.Event()
        self._pieces: queue.Queue[str | ModelError | None] = queue.Queue()

    def start(self) -> None:
        threading.Thread(target=self._read, daemon=True, name="askkloe-model").start()

    def __iter__(self) -> Iterator[str]:
        written = 0
        while True:
            if self._stop.is_set():
                raise ModelError(Trouble.STOPPED)
            if time.monotonic() >= self._until:
                raise ModelError(Trouble.TOO_SLOW)
            try:
                piece = self._pieces.get(timeout=_TICK)
            except queue.Empty:
                continue
            if piece is None:
                return
            if isinstance(piece, ModelError):
                raise piece
            written += len(piece)
            if written > MAX_CHARACTERS:
                raise ModelError(Trouble.ENDLESS)
            yield piece

    def close(self) -> None:
        """Close the connection, also while the thread waits for it, so that the server stops writing."""
        self._ended.set()
        for held in self._sockets:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        left = max(0.1, self._until - time.monotonic())
        wait = httpx.Timeout(min(self._settings.silence_seconds, left), connect=min(CONNECT_SECONDS, left))
        # Redirects are not followed: one could send a question to another machine than the one that was set.
        with httpx.Client(
            timeout=wait,
            trust_env=self._settings.is_remote,
            follow_redirects=False,
            event_hooks={"request": [self._watch]},
        ) as client:
            try:
                for reply in self._model(client, wait).stream_chat(self._messages, **self._extra):
                    if self._ended.is_set():
                        break
                    if reply.delta:
                        self._pieces.put(reply.delta)
                self._pieces.put(None)
            except (OpenAIError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                self._pieces.put(ModelError(trouble_of(error)))
            except (ValueError, TypeError, AttributeError, KeyError, LookupError):  # it answers, in another language
                self._pieces.put(ModelError(Trouble.NOT_A_MODEL))
            finally:  # whatever happened, nobody waits for more
                self._pieces.put(ModelError(Trouble.BROKE_OFF))

    def _model(self, client: httpx.Client, wait: httpx.Timeout) -> OpenAILike:
        return OpenAILike(
            model=self._settings.name,
            api_base=self._settings.url,
            api_key=self._settings.key.get_secret_value() or "none",
            is_chat_model=True,
            context_window=_CONTEXT_TOKENS,
            max_tokens=self._max_tokens,
            temperature=0.0,
            max_retries=0,
            http_client=client,  # pyright: ignore[reportCallIssue] - taken by the constructor of its base
            additional_kwargs={"timeout": wait},
        )

    def _watch(self, request: httpx.Request) -> None:
        request.extensions["trace"] = self._seen

    def _seen(self, event: str, info: dict[str, Any]) -> None:
        """Remember the socket of the connection, which is the only way to end a read that waits."""
        if event == "connection.connect_tcp.complete":
            held = info["return_value"].get_extra_info("socket")
            self._sockets.append(held)
            if self._ended.is_set():
                self.close()


def _format(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": schema}}
