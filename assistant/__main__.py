"""`python -m assistant`: ask, search and flag, draft plans, make workshops; print a framework."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from assistant.answering import Assistant
from assistant.flag_records import TextRow, flags_row, framework_record
from assistant.frameworks import framework_parts, framework_text
from assistant.plan.command import draft_plan
from assistant.ready import DEFAULT_INDEX, ready_assistant
from assistant.records import QuestionRow, answer_row, error_row, search_row
from assistant.types import Flag
from assistant.view import answer_text
from assistant.workshop.command import make_pack, print_topic
from assistant.workshop.typed import request_of
from corpus.errors import AskKloeError

if TYPE_CHECKING:
    from assistant.generate import GenerativeAssistant

Row = dict[str, Any]


@dataclass(frozen=True)
class _Verb:
    """What is done with a text: what an input row has to be, its output row, and what people are told."""

    row: type[BaseModel]
    field: str  # of the input row that holds the text
    output: Callable[[Any], Row]
    told: Callable[[str], str]


def main(arguments: list[str] | None = None) -> int:
    """Run a verb. Returns the exit status: 0 also when abstaining, 1 for an error."""
    options = _parser().parse_args(arguments)
    missing = _missing(options)
    if missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    try:
        assistant = ready_assistant(options.index)
        if options.verb == "framework":
            _framework(options, assistant)
        elif options.verb == "plan":
            draft_plan(assistant, options.report, options.findings, options.out, options.json)
        elif options.verb == "workshop":
            _workshop(options, assistant)
        elif options.batch:
            _batch(options.batch, options.out, _verb(options, assistant))
        else:
            _single(options, _verb(options, assistant))
    except AskKloeError as error:
        sys.stderr.write(f"{error.user_message}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'} cannot be read or written ({error.strerror}).\n")
        return 1
    return 0


_FIELDS = {"ask": "question", "search": "question", "flag": "text"}


def _missing(options: argparse.Namespace) -> str:
    """What a verb needs and was not given."""
    if options.verb == "plan":
        return "" if options.out or options.json else "Give --out FILE for the plan, or --json."
    field = _FIELDS.get(options.verb)
    if field and not options.batch and options.question is None:
        return f"Give a {field}, or --batch FILE with one {field} a line."
    return "Give --out FILE for the answers of the batch." if field and options.batch and not options.out else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, about in (
        ("ask", "answer a question"),
        ("search", "find passages"),
        ("flag", "name the KLOEs of a description, and the characteristics it resembles"),
    ):
        verb = verbs.add_parser(name, help=about)
        verb.add_argument("question", nargs="?", metavar=_FIELDS[name], help=f"the {_FIELDS[name]}")
        verb.add_argument("--batch", type=Path, help=f"{_FIELDS[name]}s, one JSON object a line")
        verb.add_argument("--out", type=Path, help="where the answers of a batch go, one a line")
        if name == "ask":
            verb.add_argument(
                "--engine", choices=("extractive", "generative"), default="extractive", help="whose words"
            )
        if name == "search":
            verb.add_argument("-k", type=int, default=10, help="how many passages")
    verb = verbs.add_parser("framework", help="print a ratings framework, or a part of it")
    verb.add_argument("code", nargs="?", default="", help="a KLOE, a prompt (for its KLOE) or a key question")
    verb.add_argument("--level", default="", help="only this level")
    verb.add_argument("--framework", default="", metavar="ID", help="of several frameworks, only this one")
    verb = verbs.add_parser("plan", help="draft an action plan from a report or from findings")
    source = verb.add_mutually_exclusive_group(required=True)
    source.add_argument("--report", type=Path, help="an inspection report (.pdf, .docx or .txt)")
    source.add_argument("--findings", type=Path, help="findings, one JSON object with id and text a line")
    verb.add_argument("--out", type=Path, help="where the plan goes, as Excel")
    verb = verbs.add_parser("workshop", help="make a workshop pack, or print what is held on a topic")
    verb.add_argument("topic", help="in everyday words, or a KLOE, a key question, a section of the guide")
    verb.add_argument("--minutes", default="", help="how long it takes, 20 to 240 (60)")
    verb.add_argument("--audience", default="", help="care workers, seniors, managers or trustees (care workers)")
    verb.add_argument("--people", default="", help="how many take part (12)")
    verb.add_argument(
        "--purpose", default="", help="awareness, practice, preparing for inspection or after an incident (awareness)"
    )
    verb.add_argument("--out", type=Path, help="where the pack goes, as a zip of slides and papers")
    for verb in verbs.choices.values():
        verb.add_argument("--json", action="store_true", help="print JSON")
        verb.add_argument("--index", type=Path, default=DEFAULT_INDEX, help="folder of the index")
    return parser


def _verb(options: argparse.Namespace, assistant: Assistant) -> _Verb:
    match options.verb:
        case "ask":
            asked = _generative(assistant) if options.engine == "generative" else assistant
            return _Verb(
                QuestionRow,
                "question",
                lambda row: answer_row(row.id, asked.ask(row.question, row.turns)),
                lambda text: answer_text(asked.ask(text)),
            )
        case "search":
            return _Verb(
                QuestionRow, "question", _searcher(assistant, options.k), lambda text: _hits(assistant, text, options.k)
            )
        case _:
            return _Verb(TextRow, "text", _flagger(assistant), lambda text: _flags(assistant.flag(text)))


def _generative(assistant: Assistant) -> "GenerativeAssistant":
    """The assistant with the model of the settings.

    Raises:
        ModelSettingsError: no model is set, or not so that it can be asked.
    """
    from assistant.generate import GenerativeAssistant, needed_model  # importing what talks to models takes seconds

    return GenerativeAssistant(assistant, needed_model())


def _searcher(assistant: Assistant, top_k: int) -> Callable[[QuestionRow], Row]:
    def search(row: QuestionRow) -> Row:
        started = time.perf_counter()
        hits = assistant.search(row.question, top_k, row.turns)
        return search_row(row.id, hits, assistant.index, time.perf_counter() - started)

    return search


def _flagger(assistant: Assistant) -> Callable[[TextRow], Row]:
    def flag(row: TextRow) -> Row:
        started = time.perf_counter()
        flags = assistant.flag(row.text)
        return flags_row(row.id, flags, time.perf_counter() - started)

    return flag


def _single(options: argparse.Namespace, verb: _Verb) -> None:
    if options.json:
        row = verb.row.model_validate({verb.field: options.question})
        print(json.dumps(verb.output(row), ensure_ascii=False, indent=1))  # noqa: T201
    else:
        print(verb.told(options.question))  # noqa: T201


def _hits(assistant: Assistant, question: str, top_k: int) -> str:
    lines = []
    for hit in assistant.search(question, top_k):
        place = " › ".join(hit.passage.heading)
        lines.append(f"{hit.score:.2f}  {hit.passage.document_id}: {place}\n      {hit.passage.text}\n")
    return "\n".join(lines)


def _flags(flags: tuple[Flag, ...]) -> str:
    if not flags:
        return "No key line of enquiry fits this text."
    lines = []
    for flag in flags:
        lines.append(f"{flag.score:.2f}  {flag.code} ({flag.key_question}), {flag.framework}: because of “{flag.why}”")
        lines += [f"      resembles {flag.level}: “{flag.statement}”"] if flag.level else []
        lines += [f"      prompts: {', '.join(flag.prompts)}"] if flag.prompts else []
    lines.append("The level is that of the quoted words; nothing here rates a service.")
    return "\n".join(lines)


def _workshop(options: argparse.Namespace, assistant: Assistant) -> None:
    said = (options.minutes, options.audience, options.people, options.purpose)
    if any(said) or options.out:
        make_pack(assistant, request_of(options.topic, *said), options.out, options.json)
    else:
        print_topic(assistant, options.topic, options.json)


def _framework(options: argparse.Namespace, assistant: Assistant) -> None:
    held = list(assistant.index.frameworks.values())
    parts = framework_parts(held, options.code, options.level, options.framework)
    if options.json:
        records = [framework_record(part) for part in parts]
        print(json.dumps(records if len(records) > 1 else records[0], ensure_ascii=False, indent=1))  # noqa: T201
    else:
        print("\n\n".join(map(framework_text, parts)), end="")  # noqa: T201


def _batch(source: Path, target: Path, verb: _Verb) -> None:
    """One output row per input row, in order; a row that fails does not stop the rest."""
    lines = [line for line in source.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    with target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            out.write(json.dumps(_row(line, number, verb), ensure_ascii=False) + "\n")
            out.flush()
            sys.stderr.write(f"\r{number} of {len(lines)}")
    sys.stderr.write("\n")


def _row(line: str, number: int, verb: _Verb) -> Row:
    identity: object = None
    try:
        raw = json.loads(line)
        identity = raw.get("id") if isinstance(raw, dict) else None
        return verb.output(verb.row.model_validate(raw))
    except (json.JSONDecodeError, ValidationError):
        needed = f"a {verb.field} row: it needs at least “{verb.field}” as text"
        return error_row(identity, f"Line {number} is not {needed}.")
    except AskKloeError as error:
        return error_row(identity, error.user_message)
    except Exception as error:  # noqa: BLE001 - one bad row must not lose the others
        return error_row(identity, f"Line {number} could not be answered ({type(error).__name__}).")


if __name__ == "__main__":
    raise SystemExit(main())
