"""The 2014 Regulations: their names and order, and what is said of the written report that CQC can ask for."""

import re
from datetime import date

from assistant.export.references import long_day
from assistant.patterns import load_data

_OTHER_SET = " (2009)"  # behind numbers of the Registration Regulations of that year, which have other subjects
_NUMBER = re.compile(r"\s*(?:regulation|reg\.?)?\s*(\d{1,2})\s*([A-Z]?)(?![A-Za-z\d])", re.IGNORECASE)


def regulation_of(number: str) -> str:
    """The regulation that a reference belongs to, without its paragraphs: "17" of "17(3)"; "" if it is none.

    Regulation 18 of the Registration Regulations 2009 is another one than that of 2014: "18 (2009)".
    """
    match = _NUMBER.match(number)
    other = _OTHER_SET if "2009" in number else ""
    return f"{match[1]}{match[2].upper()}{other}" if match else ""


def regulation_title(number: str) -> str:
    """A regulation with its name: "Regulation 12: Safe care and treatment"; only the number if it is not known."""
    data, regulation = load_data("regulations.toml"), regulation_of(number)
    if regulation.endswith(_OTHER_SET):
        return f"Regulation {regulation.removesuffix(_OTHER_SET)} of the {data['other_set']}"
    name = data["names"].get(regulation, "")
    return f"Regulation {number}: {name}" if name else f"Regulation {number}"


def in_order(number: str) -> tuple[bool, int, str]:
    """The key that sorts regulations as the law does: 9, 9A, 10; those of 2009 after those of 2014."""
    match = _NUMBER.match(number)
    return ("2009" in number, int(match[1]), match[2].upper()) if match else (True, 1000, number)


def about_written_reports() -> tuple[str, str]:
    """What is said of the written report of regulation 17(3), and where that was read and when."""
    data = load_data("regulations.toml")["written_report"]
    checked = long_day(date.fromisoformat(data["checked"]))
    return data["text"], f"Source: {data['source']}. Last checked, in a stored copy: {checked}."
