"""The words of the screen, its handouts and its check sheets, from data, and the notice on a framework."""

from datetime import date

from assistant.export.references import long_day
from assistant.patterns import load_data
from corpus.framework import Framework


def says(section: str, name: str, **values: str) -> str:
    """One line of ``good.toml``, its gaps filled."""
    return load_data("good.toml")[section][name].format(**values)


def framework_notice(framework: Framework) -> str:
    """What people have to know of a framework: the notice that goes with its citations, or one made of what it says."""
    for row in load_data("notices.toml")["notice"]:
        if row["id"].startswith("framework-") and row.get("documents") == [framework.document] and "quote" not in row:
            return row["text"]
    return says(
        "framework",
        "notice",
        title=framework.title,
        version=framework.version,
        status=framework.status,
        checked=day_of(framework.last_checked),
    )


def name_of(framework: Framework) -> str:
    """A framework and its version in a few words, as they stand beside every code."""
    title = framework.title.split(":")[0]
    return f"{title}, {framework.version.split(' (')[0]}"


def day_of(iso: str) -> str:
    """A date of a data file as people write it."""
    return long_day(date.fromisoformat(iso)) if iso else "not known"
