"""Saying that the guidance does not cover something: why, what is nearby, and where to look."""

from assistant.cite import Citer
from assistant.compose import Composer, phrase
from assistant.judge import Judged
from assistant.patterns import load_data
from assistant.picks import Group, Pick
from assistant.types import EVERYTHING, Block, Hit, Role
from corpus.index import Index
from corpus.types import Kind


def why_not(judged: Judged) -> tuple[str, str, str]:
    """Our line on why this is not answered, the reason in short, and where to ask."""
    default = phrase("abstain", "default_ask")
    if judged.subject:
        return judged.subject.says, f"outside: {judged.subject.id}", judged.subject.ask
    if judged.evidence.missing:
        what = load_data("intents.toml")["expected"][judged.evidence.missing[0]]["what"]
        return phrase("abstain", "missing", what=what), f"no {what}", default
    if judged.filters != EVERYTHING:
        return phrase("abstain", "only"), "not covered there", default
    return phrase("abstain", "nothing"), "not covered", default


def part_line(judged: Judged) -> Block:
    """Our line on a part of a question that is not answered."""
    why, _, ask = why_not(judged)
    lines = [phrase("abstain", "part", part=judged.understanding.question, why=why, ask=ask)]
    lines += [phrase("abstain", "elsewhere")] if judged.elsewhere else []
    return Block(Role.OURS, " ".join(lines))


def abstention_blocks(judged: Judged, nearest: list[Hit], composer: Composer, citer: Citer) -> list[Block]:
    """The blocks of an abstention: why, what the guidance has nearby (if it is near), and where to look."""
    line, _, ask = why_not(judged)
    blocks = [Block(Role.OURS, line)]
    if judged.evidence.near and (judged.subject is None or judged.subject.nearby):
        picks = tuple(Pick(hit.number) for hit in nearest)
        blocks.append(Block(Role.OURS, phrase("abstain", "nearby")))
        blocks += composer.compose([Group("best", picks)], citer)
    last = phrase("abstain", "elsewhere") if judged.elsewhere else phrase("abstain", "where", ask=ask)
    return [*blocks, Block(Role.OURS, last)]


def unknown_code(code: str, index: Index) -> str:
    """Our line on a code that the framework does not have, with those it has nearby."""
    kloe = code.split(".")[0]
    prompts = [p.code for p in index.passages if p.kind is Kind.PROMPT and p.code.split(".")[0] == kloe]
    there = (
        phrase("abstain", "codes_kloe", kloe=kloe, first=prompts[0], last=prompts[-1])
        if prompts
        else phrase("abstain", "codes_key")
    )
    return phrase("abstain", "unknown_code", code=code, there=there)
