"""The flags of an answer as HTML: the KLOE, the closest characteristic, and the way to all four levels."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from assistant.compose import phrase
from assistant.flag_lines import known_flags, shown_beside
from assistant.markup import badge, clean
from assistant.types import Answer, Characteristic, Flag

if TYPE_CHECKING:
    from corpus.framework import Framework
    from corpus.index import Index


def flags_html(answer: Answer, index: "Index | None", *, turn: int = 1) -> str:
    """The flags, compactly; "" if there are none, or no index says which framework their codes belong to."""
    known = known_flags(answer, index)
    if not known:
        return ""
    title = f"a{turn}-flags"
    cited = {citation.document_id for citation in answer.citations}
    items = "".join(_flag(flag, framework, cited) for flag, framework in known)
    versions = "".join(
        f'<p class="flag-framework">{clean(phrase("flags", "framework", title=f.title, version=f.version))}</p>'
        for f in dict((framework.id, framework) for _, framework in known).values()
    )
    return (
        f'<section class="flags" aria-labelledby="{title}"><h3 id="{title}">{clean(phrase("flags", "heading"))}</h3>'
        f"{items}{versions}</section>"
    )


def _flag(flag: Flag, framework: "Framework", cited: Collection[str]) -> str:
    kloe = framework.kloes[flag.code]
    head = (
        f'<h4><span class="code">{clean(kloe.code)}</span> {clean(kloe.question)} '
        f'<span class="key-question">{clean(flag.key_question)}</span></h4>'
    )
    told = ""
    if flag.characteristic:
        why = clean(phrase("flags", "why", why=flag.why))
        says = clean(phrase("flags", "resembles", level=flag.characteristic.level))
        told = f'<p class="why">{why}</p><p>{says}</p>{_quote(flag.characteristic)}'
    for other in shown_beside(flag, framework, cited):
        told += f"<p>{clean(phrase('flags', 'next', level=other.level))}</p>{_quote(other)}"
    link = (
        f'<a href="#good/{clean(framework.id)}/{clean(kloe.code)}">{clean(phrase("flags", "all", code=kloe.code))}</a>'
    )
    return f'<div class="flag">{head}{told}<p>{link}</p></div>'


def _quote(told: Characteristic) -> str:
    place = f"{told.locator}. {told.note}".strip()
    return (
        f"<blockquote><p>{badge(told.level)}{clean(told.statement)}</p></blockquote>"
        f'<p class="source-line">{clean(place)}</p>'
    )
