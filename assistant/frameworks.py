"""The frameworks of an index, whole or a part of them: by framework, by code or key question, by level."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.abstain import unknown_code
from assistant.codes import Codes
from corpus.errors import AskKloeError
from corpus.framework import LEVELS, Cell, Framework, KeyQuestion, Kloe


class UnknownPartError(AskKloeError):
    """There is no such framework, code or level."""


def framework_parts(held: Sequence[Framework], code: str = "", level: str = "", framework: str = "") -> list[Framework]:
    """The frameworks, narrowed to what is asked for; empty strings ask for everything.

    ``code`` is that of a KLOE or prompt, which gives its KLOE, or the name of a key question.

    Raises:
        UnknownPartError: there is no such thing; the message names what there is.
    """
    if not held:
        raise UnknownPartError("There is no framework in this index.")
    chosen = [f for f in held if f.id.casefold() == framework.casefold()] if framework else list(held)
    if not chosen:
        raise UnknownPartError(f"There is no framework {framework!r}. There are: {', '.join(f.id for f in held)}.")
    if level:
        chosen = [_only_level(f, _level(level)) for f in chosen]
    if not code.strip():
        return chosen
    parts = [part for f in chosen if (part := _part(f, code))]
    if not parts:
        names = ", ".join(dict.fromkeys(key.name for f in chosen for key in f.key_questions))
        raise UnknownPartError(f"{unknown_code(_written(chosen, code), chosen)} Its key questions are {names}.")
    return parts


def framework_text(framework: Framework) -> str:
    """A framework, or what is left of it, for people."""
    return "\n".join(_lines(framework)) + "\n"


def _part(framework: Framework, code: str) -> Framework | None:
    written = _written([framework], code)
    for key in framework.key_questions:
        if key.name.casefold() == code.strip().casefold():
            return _of_keys(framework, key)
    kloe = framework.kloe_of.get(written)
    if kloe is None:
        return None
    key = framework.key_question_of[kloe.code]
    return _of_keys(framework, key.model_copy(update={"levels": (), "kloes": (kloe,)}))


def _of_keys(framework: Framework, *keys: KeyQuestion) -> Framework:
    """The framework with other key questions, made anew: a copy would keep what was worked out from the old ones."""
    told: dict[str, Any] = {name: getattr(framework, name) for name in Framework.model_fields}
    return Framework(**{**told, "key_questions": keys})


def _written(frameworks: Iterable[Framework], code: str) -> str:
    """A code as the frameworks write it, if it looks like one of theirs."""
    codes = Codes(name for framework in frameworks for name in framework.codes)
    return next(iter(codes.read(code.strip())), code.strip())


def _level(text: str) -> str:
    wanted = " ".join(text.replace("-", " ").split()).casefold()
    found = next((level for level in LEVELS if wanted == level.casefold()), "")
    if not found:
        raise UnknownPartError(f"There is no level {text!r}. There are: {', '.join(LEVELS)}.")
    return found


def _only_level(framework: Framework, level: str) -> Framework:
    def only(part: KeyQuestion | Kloe) -> tuple[Cell, ...]:
        return tuple(cell for cell in part.levels if cell.level == level)

    keys = []
    for key in framework.key_questions:
        kloes = tuple(kloe.model_copy(update={"levels": only(kloe)}) for kloe in key.kloes)
        keys.append(key.model_copy(update={"levels": only(key), "kloes": kloes}))
    return _of_keys(framework, *keys)


def _lines(framework: Framework) -> Iterator[str]:
    checked = f", last checked {framework.last_checked}" if framework.last_checked else ""
    yield framework.title
    yield f"{framework.id}: {framework.version} ({framework.status}{checked})"
    for key in framework.key_questions:
        yield ""
        yield f"{key.name.upper()}{f': {key.definition}' if key.definition else ''}"
        yield from _cell_lines(key)
        for kloe in key.kloes:
            yield ""
            yield f"{kloe.code} {kloe.question}{_change(kloe.change)}"
            yield from (f"  {prompt.code} {prompt.text}{_change(prompt.change)}" for prompt in kloe.prompts)
            yield from _cell_lines(kloe)


def _cell_lines(part: KeyQuestion | Kloe) -> Iterator[str]:
    if part.missing:
        yield f"  [{part.missing}]"
    for cell in part.levels:
        yield f"  {cell.level}"
        for said in cell.statements:
            reads = f" [reads: {said.reads}]" if said.reads else ""
            note = f" [{said.note}]" if said.note else ""
            yield f"    - {said.text}{reads}{note}"


def _change(change: str) -> str:
    return f" [{change}]" if change else ""
