"""What is sent for one question: our instructions, labelled passages and the question, masked where it leaves."""

from collections.abc import Sequence
from functools import cache
from tomllib import loads

from assistant.generate.instructions import FOLDER, instructions, one_line
from assistant.generate.masking import Masker
from assistant.generate.model import Message
from assistant.generate.passages import Labelled
from assistant.intent import Shape
from assistant.types import Turn

_EARLIER = 3  # questions before this one


def messages_for(
    question: str,
    history: Sequence[Turn],
    passages: Sequence[Labelled],
    shape: Shape,
    most: int,
    masker: Masker | None,
) -> tuple[Message, ...]:
    """The messages; with a masker, personal words are hidden in all that is not ours."""
    earlier = [turn.content for turn in history if turn.role == "user"][-_EARLIER:]
    hidden = masker.mask if masker else str
    asked = hidden(one_line(question))  # first, so that a name with its title is known for what follows
    before = [f"- {hidden(one_line(text))}" for text in earlier]
    lines = [f"{passage.label}: {hidden(one_line(passage.text))}" for passage in passages]
    body = instructions(
        "ask.md",
        passages="\n".join(lines),
        earlier="\n".join(before) or "(none)",
        wanted=_wanted()[shape.value],
        question=asked,
        most=str(most),
    )
    return Message("system", instructions("system.md")), Message("user", body)


def repair_for(messages: Sequence[Message], reply: str) -> tuple[Message, ...]:
    """The messages that ask once more for a reply that could not be read."""
    return (*messages, Message("assistant", reply), Message("user", instructions("repair.md")))


@cache
def _wanted() -> dict[str, str]:
    return loads((FOLDER / "wanted.toml").read_text(encoding="utf-8"))
