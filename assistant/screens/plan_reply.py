"""What the server tells the script of the screen "Action plan" after a quick change in a row."""

from assistant.screens.errands import reply
from assistant.screens.plan_parts import Shown, day_text, overdue_text, saved_line
from assistant.screens.plan_table import is_drafted


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
