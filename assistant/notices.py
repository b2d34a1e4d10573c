"""Notices that go with an answer, from data, tied to the citations they are about."""

import re
from collections.abc import Sequence

from assistant.patterns import load_data, plain
from assistant.types import Citation, Notice


def notices_for(question: str, citations: Sequence[Citation]) -> tuple[Notice, ...]:
    """The notices of ``notices.toml`` that apply to these citations or to the question."""
    found = []
    text = plain(question).lower()
    for row in load_data("notices.toml")["notice"]:
        if "question" in row:
            if re.search(row["question"], text) and citations:
                found.append(Notice(row["id"], row["text"]))
            continue
        about = tuple(
            c.number
            for c in citations
            if c.document_id in row["documents"] and re.search(row.get("quote", ""), c.quote)
        )
        if about:
            found.append(Notice(row["id"], row["text"], about))
    ids = {notice.id for notice in found}
    return tuple(n for n in found if not (n.id == "disagree-report" and "factual-accuracy" in ids))
