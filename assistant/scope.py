"""Requests answered by a fixed notice, and subjects that the guidance does not decide."""

import re
from dataclasses import dataclass

from assistant.patterns import compiled, load_data, plain

_INJECTION = re.compile(
    r"(?:please )?(?:ignore|disregard|forget|override)\b[^.?!\n]{0,60}"
    r"\b(?:instructions?|rules?|prompts?|above|previous|everything|guidelines)\b[^.?!\n]*[.?!\n]*"
    r"|\byou are now\b[^.?!\n]*[.?!\n]*"
    r"|\b(?:act|behave|respond|reply|answer) (?:only )?(?:as|like|with)\b[^.?!\n]{0,40}"
    r"\b(?:bot|ai|assistant|pirate|system|prompt|debug\w*|json|base64|developer|admin\w*)\b[^.?!\n]*[.?!\n]*"
    r"|\b(?:reveal|print|show|repeat|output|reply only with)\b[^.?!\n]{0,30}\b(?:system|hidden|initial|secret)?\s?"
    r"(?:prompt|instructions)\b[^.?!\n]*[.?!\n]*"
    r"|<\s*/?\s*(?:system|script|instructions?)[^>]*>"
    r"|\b(?:jailbreak|developer mode|dan mode)\b[^.?!\n]*[.?!\n]*",
    re.IGNORECASE,
)
_FILLER = re.compile(r"^[\s,.;:!-]*(?:oh|and|also|then|but|so|btw|p\.?s\.?|by the way)?[\s,.;:-]+", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """A subject outside the guidance: what is said, where to ask, and whether what is nearby may be shown."""

    id: str
    says: str
    ask: str
    nearby: bool


@dataclass(frozen=True)
class Request:
    """A request that gets a fixed notice."""

    id: str
    says: str


def without_instructions(question: str) -> str:
    """The question without sentences that try to instruct the assistant; may be empty."""
    cleaned = _INJECTION.sub(" ", question)
    if cleaned == question:
        return question
    return " ".join(_FILLER.sub("", cleaned).split())


def fixed_request(question: str) -> Request | None:
    """The fixed notice that answers this, if it is that kind of request."""
    text = plain(question).lower()
    for row in load_data("requests.toml")["request"]:
        hit = compiled(tuple(row["cues"])).search(text)
        if hit and not compiled(tuple(row.get("unless", ()))).search(text):
            return Request(row["id"], row["says"])
    return None


def outside_subject(question: str) -> Subject | None:
    """The subject outside the guidance that the question is about, if any."""
    text = plain(question).lower()
    for row in load_data("scope.toml")["subject"]:
        hit = compiled(tuple(row["cues"])).search(text)
        if hit and not compiled(tuple(row["unless"])).search(text):
            return Subject(row["id"], row["says"], row["ask"], row.get("nearby", False))
    return None
