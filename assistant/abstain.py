"""Saying that the guidance does not cover something: why, what is nearby, and where to look."""

from collections.abc import Iterable
from string import digits

from assistant.cite import Citer
from assistant.compose import Composer, phrase
from assistant.judge import Judged
from assistant.patterns import load_data
from assistant.picks import Group, Pick
from assistant.types import EVERYTHING, Block, Hit, Role
from corpus.framework import Framework, KeyQuestion


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


def unknown_code(code: str, frameworks: Iterable[Framework]) -> str:
    """Our line on a code that no framework has: which ones there are, of its KLOE where that exists."""
    held = list(frameworks)
    kloe = code.split(".")[0]
    near = [framework for framework in held if kloe in framework.kloes] or held
    return " ".join(
        phrase("abstain", "unknown_code", code=code, framework=framework.name, there=_there(kloe, framework))
        for framework in near
    )


def codes_there(framework: Framework) -> str:
    """The codes of a framework's KLOEs, by key question: "S1 to S5 (Safe) and E1, E7 (Effective)"."""
    *most, last = [_reach(key) for key in framework.key_questions if key.kloes]
    return f"{', '.join(most)} and {last}" if most else last


def _there(kloe: str, framework: Framework) -> str:
    codes = [prompt.code for prompt in framework.kloes[kloe].prompts] if kloe in framework.kloes else []
    if not codes:
        return phrase("abstain", "codes_key", keys=codes_there(framework))
    name = "codes_kloe" if len(codes) > 1 else "codes_prompt"
    return phrase("abstain", name, kloe=kloe, first=codes[0], last=codes[-1])


def _reach(key: KeyQuestion) -> str:
    codes = [kloe.code for kloe in key.kloes]
    numbered = [f"{codes[0].rstrip(digits)}{n}" for n in range(1, len(codes) + 1)]
    named = f"{codes[0]} to {codes[-1]}" if codes == numbered and len(codes) > 1 else ", ".join(codes)
    return f"{named} ({key.name})"
