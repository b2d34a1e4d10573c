"""The list of kept conversations as HTML: searched, opened, named, saved and deleted from here."""

from collections.abc import Sequence
from html import escape

from assistant.export.references import long_day
from assistant.markup import clean
from assistant.store.kept import NAME_CHARS, Kept

_LATEST = 5  # conversations that are not folded


def kept_html(kept: Sequence[Kept], searched: str = "") -> str:
    """The conversations that can be opened again, the older ones folded; nothing if there are none.

    ``searched`` are the words that they were found by.
    """
    if not kept and not searched:
        return ""
    latest, older = (kept, ()) if searched else (kept[:_LATEST], kept[_LATEST:])
    more = f"<details><summary>{len(older)} more</summary>{_list(older)}</details>" if older else ""
    return (
        '<section class="kept" aria-labelledby="kept-title"><h2 id="kept-title" class="small-title">'
        f"Conversations you kept</h2>{_search(searched, len(kept))}{_list(latest) if latest else ''}{more}"
        '<p class="said"></p></section>'
    )


def naming_html(identity: str, name: str) -> str:
    """The name of a kept conversation, which can be changed."""
    return (
        f'<div class="naming"><p class="name">{clean(name)}</p><button type="button" class="plain" data-do="reveal" '
        f'data-form="name-{escape(identity)}" aria-expanded="false">Rename</button></div>{_naming(identity, name)}'
    )


def delete_dialog(identity: str, title: str, prefix: str = "delete") -> str:
    """A dialog that asks before a kept conversation is deleted; its id is unlike those of other screens."""
    name = f"{prefix}-{escape(identity)}"
    return (
        f'<dialog id="{name}" aria-labelledby="{name}-title"><h3 id="{name}-title" class="small-title">'
        f"Delete this conversation?</h3><p>“{clean(title)}” is deleted from this computer and cannot be brought "
        "back.</p>"
        f'<div class="actions"><button type="button" class="danger" data-do="delete" data-id="{escape(identity)}">'
        'Delete it</button><button type="button" class="second" data-do="never-mind">Cancel</button></div></dialog>'
    )


def _search(searched: str, count: int) -> str:
    found = f"{count} conversation{'' if count == 1 else 's'} found." if searched else ""
    show_all = '<button type="button" class="plain" data-do="find" data-words="">Show all</button>'
    return (
        '<form class="search inline" role="search" data-do="find">'
        '<label for="find-kept">Search these conversations</label>'
        f'<div class="row"><input id="find-kept" name="words" value="{escape(searched)}" autocomplete="off">'
        f'<button type="submit" class="second">Search</button></div></form>'
        f'<p class="found" role="status">{f"{found} {show_all}" if searched else ""}</p>'
    )


def _list(kept: Sequence[Kept]) -> str:
    return f"<ul>{''.join(map(_item, kept))}</ul>"


def _item(kept: Kept) -> str:
    identity, title = escape(kept.id), clean(kept.title)
    unseen = f'<span class="unseen"> “{title}”</span>'
    buttons = "".join(
        f'<button type="button" class="plain" {what}>{label}{unseen}</button>'
        for what, label in (
            (f'data-do="reveal" data-form="name-{identity}" aria-expanded="false"', "Rename"),
            (f'data-do="export" data-id="{identity}" data-kind="word"', "Save as Word"),
            (f'data-do="export" data-id="{identity}" data-kind="markdown"', "Save as Markdown"),
            (f'data-do="ask-first" data-dialog="delete-{identity}"', "Delete"),
        )
    )
    return (
        f'<li><button type="button" class="plain title" data-do="open" data-id="{identity}">{title}</button>'
        f'<span class="when">{long_day(kept.changed.date())}</span><div class="actions">{buttons}</div>'
        f"{_naming(kept.id, kept.title)}{delete_dialog(kept.id, kept.title)}</li>"
    )


def _naming(identity: str, name: str) -> str:
    named = escape(identity)
    return (
        f'<form class="rename inline" id="name-{named}" data-do="rename" data-id="{named}" hidden>'
        f'<label for="new-name-{named}">Name (empty for the first question)</label>'
        f'<div class="row"><input id="new-name-{named}" name="name" maxlength="{NAME_CHARS}" value="{escape(name)}" '
        'autocomplete="off"><button type="submit" class="second">Save</button></div></form>'
    )
