"""What the server tells the script of the screen "Action plan" after something was done, or could not be."""

import itertools
import json
from html import escape

from assistant.screens.plan_parts import Shown, day_text, overdue_text, saved_line
from assistant.screens.plan_table import is_drafted

_serial = itertools.count(1)  # the same reply twice is heard twice


def reply(**what: object) -> str:
    """A reply as HTML that nobody sees: ``failed``, ``go`` (an address), ``said``, ``row``, ``newer`` and so on."""
    told = json.dumps({**what, "serial": next(_serial)}, ensure_ascii=True)
    return f'<template class="reply">{escape(told)}</template>'


def row_reply(shown: Shown, reference: str, said: str) -> str:
    """What a quick change in a row did to it, and to the line above the table."""
    item = shown.plan.item(reference)
    row = None
    if item is not None:
        row = {
            "reference": reference,
            "late": overdue_text(item, shown.today),
            "day": day_text(item.due),
            "values": {
                "lead": item.lead,
                "due": item.due.isoformat() if item.due else "",
                "light": item.light.value,
                "status": item.status.value,
            },
            "drafted": is_drafted(item),
        }
    return reply(
        version=shown.version.number, line=saved_line(shown), said=said, row=row, undo=shown.undo, done="quick"
    )
