"""`python -m assistant workshop`: what is held on a topic, as text or JSON."""

import json
from typing import TYPE_CHECKING

from assistant.workshop.material import open_material
from assistant.workshop.records import found_record
from assistant.workshop.sheet import found_text
from assistant.workshop.topics import find_topics

if TYPE_CHECKING:
    from assistant.answering import Assistant


def print_topic(assistant: "Assistant", text: str, as_json: bool) -> None:
    """Print what is held on the topic that a text is about.

    Raises:
        DataFileError: a file of a topic is not as it should be.
    """
    found = find_topics(assistant, open_material(assistant.index), text)
    if as_json:
        print(json.dumps(found_record(assistant.index, text, found), ensure_ascii=False, indent=1))  # noqa: T201
    else:
        print(found_text(assistant.index, found), end="")  # noqa: T201
