"""What the terminal says while the window is open, and the port that the window takes."""

import os
import socket
import sys

from assistant.screens.start import Progress

PORTS_TRIED = 100
_BAR = 20  # characters


def say(text: str, *, end: str = "\n") -> None:
    """One line in the terminal, at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


class Teller:
    """Says in the terminal what is going on: counts on one line that changes, or only each new stage in a log."""

    def __init__(self) -> None:
        self._stage = self._why = ""

    def __call__(self, progress: Progress) -> None:
        """Say what is new."""
        stage = progress.text.split(":")[0]
        changed, self._stage = stage != self._stage, stage
        if progress.why and progress.why != self._why:
            self._why = progress.why
            say(f"\n{self._why}" if sys.stdout.isatty() else self._why)
        if sys.stdout.isatty():
            say(f"{chr(10) * changed}\r  {progress.error or f'{bar(progress)}{progress.text}'}".ljust(90), end="")
        elif changed:
            say(f"  {progress.error or progress.text}")


def bar(progress: Progress) -> str:
    """How far it is, as a bar; nothing if nothing is counted."""
    if not progress.total:
        return ""
    full = _BAR * progress.done // progress.total
    return f"[{'#' * full}{'.' * (_BAR - full)}] "


def has_desktop() -> bool:
    """Whether there is a screen to open a browser on; without one, Python would take a browser for terminals."""
    return sys.platform in {"win32", "darwin"} or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that is free.

    Raises:
        OSError: none of the next hundred is free.
    """
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"No port from {wanted} on is free. Close another program, or set another port.")
