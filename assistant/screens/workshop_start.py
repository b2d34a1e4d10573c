"""The start of the screen "Workshops", as HTML: choosing, topics to pick from, and the workshops that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from html import escape

from assistant.markup import clean
from assistant.screens.report_words import day_words
from assistant.screens.workshop_parts import DRAFT, says, screen
from assistant.workshop.about import TOPIC_CHARS
from assistant.workshop.material import Topic
from assistant.workshop.pack import LENGTHS, Audience, Declined, Purpose, Request
from assistant.workshop.rules import load_rules


@dataclass(frozen=True)
class PackLine:
    """What a list shows of a kept workshop."""

    id: str
    name: str
    changed: datetime


@dataclass(frozen=True)
class StartView:
    """The start.

    Attributes:
        asked: what the form shows; ``again`` says that it is what this window's workshop was made from.
        held: what the workshop of this window is called that is not kept, or "".
    """

    topics: Sequence[Topic] = ()
    asked: Request = field(default_factory=lambda: Request(""))
    kept: Sequence[PackLine] = ()
    can_keep: bool = True
    declined: Declined | None = None
    problem: str = ""
    again: bool = False
    held: str = ""


def waiting_html(error: str = "") -> str:
    """The screen before AskKLOE is ready, or when it cannot be."""
    return screen(f"<h2>{clean(says('screen', 'title'))}</h2><p>{clean(error or says('screen', 'not_ready'))}</p>")


def start_html(view: StartView) -> str:
    """The whole start."""
    problem = f'<p class="notice" role="alert">{clean(view.problem)}</p>' if view.problem else ""
    intro = says("ask", "again") if view.again else says("screen", "intro")
    return screen(
        f'<h2>{clean(says("screen", "title"))}</h2>{problem}<p class="lead">{clean(intro)}</p>'
        f'{_declined(view.declined)}{_held(view.held)}<div class="choosing">{_form(view.asked)}'
        f"{_topics(view.topics)}</div>{_kept(view)}"
    )


def _declined(declined: Declined | None) -> str:
    if declined is None:
        return ""
    near = ""
    if declined.nearest:
        buttons = "".join(
            f'<li><button type="button" class="second" data-do="make-near" data-topic="{escape(title)}">'
            f"{clean(title)}</button></li>"
            for title in declined.nearest
        )
        near = f'<p>{clean(says("declined", "nearest"))}</p><ul class="near">{buttons}</ul>'
    return (
        '<section class="declined" aria-labelledby="ws-declined"><h3 id="ws-declined" tabindex="-1">'
        f"{clean(says('declined', 'title'))}</h3><p>{clean(declined.why)}</p>{near}"
        f'<p class="details">{clean(says("declined", "kept"))}</p></section>'
    )


def _held(title: str) -> str:
    if not title:
        return ""
    link = f'<a href="#workshop/{DRAFT}/outline">{clean(title)}</a>'
    return f'<p class="held">{clean(says("keep", "held"))} {link}. {clean(says("keep", "held_not_kept"))}</p>'


# -- the form ------------------------------------------------------------------------------------


def _form(asked: Request) -> str:
    return (
        '<form class="asking" data-do="make" novalidate>'
        f'<p class="field"><label for="ws-topic">{clean(says("ask", "topic"))}</label>'
        f'<span class="details" id="ws-topic-hint">{clean(says("ask", "topic_hint"))}</span>'
        f'<input type="text" id="ws-topic" maxlength="{TOPIC_CHARS}" autocomplete="off" '
        f'aria-describedby="ws-topic-hint" value="{escape(asked.topic)}"></p>{_length(asked.minutes)}'
        f'<div class="row"><p class="field"><label for="ws-audience">{clean(says("ask", "audience"))}</label>'
        f"{_select('ws-audience', Audience, asked.audience)}</p>"
        f'<p class="field"><label for="ws-people">{clean(says("ask", "people"))}</label>'
        f'<input type="number" id="ws-people" min="1" max="{load_rules().limits.most_people}" step="1" '
        f'value="{asked.people}"></p>'
        f'<p class="field"><label for="ws-purpose">{clean(says("ask", "purpose"))}</label>'
        f"{_select('ws-purpose', Purpose, asked.purpose)}</p></div>"
        '<p class="problem-line" role="alert"></p>'
        f'<button type="submit" class="main-button">{clean(says("ask", "make"))}</button></form>'
    )


def _length(minutes: int) -> str:
    options = "".join(
        f'<span class="option"><input type="radio" name="ws-minutes" id="ws-{length}" value="{length}"'
        f'{" checked" if length == minutes else ""}><label for="ws-{length}">{length}'
        f'<span class="unseen"> minutes</span></label></span>'
        for length in LENGTHS
    )
    other, limits = minutes not in LENGTHS, load_rules().limits
    return (
        f'<fieldset class="field length"><legend>{clean(says("ask", "minutes"))} (minutes)</legend>'
        f'<div class="options">{options}<span class="option"><input type="radio" name="ws-minutes" id="ws-other" '
        f'value=""{" checked" if other else ""}><label for="ws-other">Other</label>'
        f'<label class="unseen" for="ws-number">{clean(says("ask", "other"))}</label>'
        f'<input type="number" id="ws-number" min="{limits.shortest}" max="{limits.longest}" step="5" '
        f'value="{minutes if other else ""}"></span></div></fieldset>'
    )


def _select(identity: str, choices: type[StrEnum], chosen: StrEnum) -> str:
    options = "".join(
        f'<option value="{escape(one)}"{" selected" if one is chosen else ""}>'
        f"{clean(one[0].upper() + one[1:])}</option>"
        for one in choices
    )
    return f'<select id="{identity}">{options}</select>'


# -- topics --------------------------------------------------------------------------------------


def _topics(topics: Sequence[Topic]) -> str:
    if not topics:
        return f'<section class="topics"><p>{clean(says("topics", "none"))}</p></section>'
    groups: dict[str, list[Topic]] = {}
    for key in topics[0].framework.key_questions:
        groups[key.name] = [topic for topic in topics if _is_of(topic, key.name)]
    groups[says("topics", "guide")] = [topic for topic in topics if topic.id not in topic.kloes]
    lists = "".join(_group(name, held) for name, held in groups.items() if held)
    return (
        f'<section class="topics" aria-labelledby="ws-topics"><h3 id="ws-topics">{clean(says("topics", "title"))}</h3>'
        f'<p class="details">{clean(says("topics", "hint"))}</p>{lists}</section>'
    )


def _is_of(topic: Topic, key: str) -> bool:
    return topic.id in topic.kloes and topic.framework.key_question_of[topic.id].name == key


def _group(name: str, topics: Sequence[Topic]) -> str:
    items = "".join(
        f'<li><button type="button" class="plain" data-do="pick" data-topic="{escape(topic.title)}">'
        f"{clean(topic.title)}</button>{_thin(topic)}</li>"
        for topic in topics
    )
    return f'<details class="group" open><summary><h4>{clean(name)}</h4></summary><ul>{items}</ul></details>'


def _thin(topic: Topic) -> str:
    if not topic.thin:
        return ""
    return (
        f'<details class="thin"><summary><span class="tag">{clean(says("topics", "thin"))}</span>'
        f'<span class="unseen">: {clean(topic.title)}</span></summary>'
        f'<p class="details">{clean(topic.thin)}</p></details>'
    )


# -- kept ----------------------------------------------------------------------------------------


def _kept(view: StartView) -> str:
    if not view.can_keep:
        body = f"<p>{clean(says('keep', 'none_off'))}</p>"
    elif not view.kept:
        body = f"<p>{clean(says('keep', 'none'))}</p>"
    else:
        body = f'<ul class="kept-packs">{"".join(_kept_line(n, line) for n, line in enumerate(view.kept))}</ul>'
    return (
        f'<section class="kept-part" aria-labelledby="ws-kept"><h3 id="ws-kept">{clean(says("keep", "title"))}</h3>'
        f"{body}</section>"
    )


def _kept_line(number: int, line: PackLine) -> str:
    return (
        f'<li><a href="#workshop/{escape(line.id)}">{clean(line.name)}</a>'
        f'<span class="when">{day_words(line.changed.date())}</span>'
        f"{_ask_first(f'ws-name{number}', 'Rename…', line)}{_ask_first(f'ws-del{number}', 'Delete…', line)}"
        f"{_rename(f'ws-name{number}', line)}{_delete(f'ws-del{number}', line)}</li>"
    )


def _ask_first(dialog: str, label: str, line: PackLine) -> str:
    return (
        f'<button type="button" class="plain" data-do="ask-first" data-dialog="{dialog}">{label}'
        f'<span class="unseen"> “{clean(line.name)}”</span></button>'
    )


def _rename(dialog: str, line: PackLine) -> str:
    return (
        f'<dialog id="{dialog}" aria-labelledby="{dialog}-title"><form data-do="rename" data-pack="{escape(line.id)}">'
        f'<h3 id="{dialog}-title">{clean(says("keep", "rename"))}</h3><label for="{dialog}-box">Name</label>'
        f'<input type="text" id="{dialog}-box" name="name" maxlength="200" value="{escape(line.name)}">'
        '<div class="actions"><button type="submit" class="second">Rename</button>'
        '<button type="button" class="second" data-do="never-mind">Cancel</button></div></form></dialog>'
    )


def _delete(dialog: str, line: PackLine) -> str:
    return (
        f'<dialog id="{dialog}" aria-labelledby="{dialog}-title"><h3 id="{dialog}-title">Delete this workshop?</h3>'
        f"<p>{clean(says('keep', 'delete', name=line.name))}</p>"
        f'<div class="actions"><button type="button" class="danger" data-do="delete" data-pack="{escape(line.id)}">'
        'Delete workshop</button><button type="button" class="second" data-do="never-mind">Cancel</button></div>'
        "</dialog>"
    )
