"""A scripted OpenAI-compatible server on loopback: it says what a script tells it to, well or badly."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

_LONGEST_S = 20.0  # that any reply goes on, whatever its script says


@dataclass(frozen=True)
class Asked:
    """A request: its body, and the text of its messages."""

    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All messages, one after the other."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def last(self) -> str:
        """The last message."""
        return self.body["messages"][-1]["content"]


@dataclass(frozen=True)
class Play:
    """What the server answers.

    ``pieces`` are streamed with a pause before each; then the reply ends as it should (``done``), breaks off
    (``cut``), says nothing more (``hang``), or begins again (``forever``). With another ``status`` than 200 the
    pieces are the body of an error; ``raw`` sends them as they are, without the frame of a stream.
    """

    pieces: tuple[str, ...] = ()
    pause_s: float = 0.0
    end: Literal["done", "cut", "hang", "forever"] = "done"
    status: int = 200
    raw: bool = False


Script = Callable[[Asked], Play]


@dataclass
class ScriptedServer:
    """A running server: its address, and what it was asked."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def scripted_server(script: Script) -> Iterator[ScriptedServer]:
    """Run a server on a free port of this machine until the block ends."""
    stopping = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = Asked(body)
            running.asked.append(asked)
            self.close_connection = True
            try:
                self._play(script(asked))
            except OSError:
                return  # the other side hung up

        def _play(self, play: Play) -> None:
            streamed = play.status == 200 and not play.raw
            self.send_response(play.status)
            self.send_header("Content-Type", "text/event-stream" if streamed else "application/json")
            self.send_header("Connection", "close")
            self.end_headers()
            until = time.monotonic() + _LONGEST_S
            again = True
            while again and not stopping.is_set() and time.monotonic() < until:
                for piece in play.pieces:
                    stopping.wait(play.pause_s)
                    self.wfile.write(_event(piece) if streamed else piece.encode())
                    self.wfile.flush()
                again = play.end == "forever"
            if play.end == "hang":
                stopping.wait(_LONGEST_S)
            if streamed and play.end == "done":
                self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running = ScriptedServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def pieces_of(text: str, size: int = 12) -> tuple[str, ...]:
    """A text in pieces, as a model writes it."""
    return tuple(text[start : start + size] for start in range(0, len(text), size))


def statements_json(statements: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A reply as it should be: statements with their labels."""
    rows = [{"text": text, "sources": list(labels)} for text, labels in statements]
    return json.dumps({"statements": rows}, ensure_ascii=False)


def _event(piece: str) -> bytes:
    chunk = {
        "id": "scripted",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()
