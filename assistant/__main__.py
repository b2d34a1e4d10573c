"""`python -m assistant`: ask and search from the command line, one question or a batch."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.answering import Assistant
from assistant.ready import DEFAULT_INDEX, ready_assistant
from assistant.records import QuestionRow, answer_row, error_row, search_row
from assistant.view import answer_text
from corpus.errors import AskKloeError

Row = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Run a verb. Returns the exit status: 0 also when abstaining, 1 for an error."""
    options = _parser().parse_args(arguments)
    if not options.batch and options.question is None:
        sys.stderr.write("Give a question, or --batch FILE with one question a line.\n")
        return 2
    if options.batch and not options.out:
        sys.stderr.write("Give --out FILE for the answers of the batch.\n")
        return 2
    try:
        assistant = ready_assistant(options.index)
        answer = _asker(assistant) if options.verb == "ask" else _searcher(assistant, options.k)
        if options.batch:
            _batch(options.batch, options.out, answer)
        else:
            _single(options, answer, assistant)
    except AskKloeError as error:
        sys.stderr.write(f"{error.user_message}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'A file'} cannot be read or written ({error.strerror}).\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, about in (("ask", "answer a question"), ("search", "find passages")):
        verb = verbs.add_parser(name, help=about)
        verb.add_argument("question", nargs="?", help="the question")
        verb.add_argument("--json", action="store_true", help="print JSON")
        verb.add_argument("--batch", type=Path, help="questions, one JSON object a line")
        verb.add_argument("--out", type=Path, help="where the answers of a batch go, one a line")
        verb.add_argument("--index", type=Path, default=DEFAULT_INDEX, help="folder of the index")
        if name == "search":
            verb.add_argument("-k", type=int, default=10, help="how many passages")
    return parser


def _asker(assistant: Assistant) -> Callable[[QuestionRow], Row]:
    return lambda row: answer_row(row.id, assistant.ask(row.question, row.turns))


def _searcher(assistant: Assistant, top_k: int) -> Callable[[QuestionRow], Row]:
    def search(row: QuestionRow) -> Row:
        started = time.perf_counter()
        hits = assistant.search(row.question, top_k, row.turns)
        return search_row(row.id, hits, assistant.index, time.perf_counter() - started)

    return search


def _single(options: argparse.Namespace, answer: Callable[[QuestionRow], Row], assistant: Assistant) -> None:
    if options.json:
        print(json.dumps(answer(QuestionRow(question=options.question)), ensure_ascii=False, indent=1))  # noqa: T201
    elif options.verb == "ask":
        print(answer_text(assistant.ask(options.question)))  # noqa: T201
    else:
        for hit in assistant.search(options.question, options.k):
            place = " › ".join(hit.passage.heading)
            print(f"{hit.score:.2f}  {hit.passage.document_id}: {place}\n      {hit.passage.text}\n")  # noqa: T201


def _batch(source: Path, target: Path, answer: Callable[[QuestionRow], Row]) -> None:
    """One output row per input row, in order; a row that fails does not stop the rest."""
    lines = [line for line in source.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    with target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines, 1):
            out.write(json.dumps(_row(line, number, answer), ensure_ascii=False) + "\n")
            out.flush()
            sys.stderr.write(f"\r{number} of {len(lines)}")
    sys.stderr.write("\n")


def _row(line: str, number: int, answer: Callable[[QuestionRow], Row]) -> Row:
    identity: object = None
    try:
        raw = json.loads(line)
        identity = raw.get("id") if isinstance(raw, dict) else None
        return answer(QuestionRow.model_validate(raw))
    except (json.JSONDecodeError, ValidationError):
        return error_row(identity, f"Line {number} is not a question row: it needs at least “question” as text.")
    except AskKloeError as error:
        return error_row(identity, error.user_message)
    except Exception as error:  # noqa: BLE001 - one bad row must not lose the others
        return error_row(identity, f"Line {number} could not be answered ({type(error).__name__}).")


if __name__ == "__main__":
    raise SystemExit(main())
