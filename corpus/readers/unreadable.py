"""The one way to say that a file cannot be read."""

from corpus.errors import UnreadableFileError


def unreadable(name: str, problem: str, advice: str) -> UnreadableFileError:
    """The error for the file ``name``: what is the matter, what to do, and that nothing else is affected."""
    message = f"“{name}” {problem}. {advice} The other files are not affected."
    return UnreadableFileError(message, problem, advice)
