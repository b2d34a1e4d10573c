"""From chosen quotes to the blocks of an answer: headings, quotes and our own connecting lines."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.cite import Citer
from assistant.patterns import load_data
from assistant.picks import Group, Pick
from assistant.types import Block, Role
from corpus.index import Index
from corpus.types import Kind, Passage


def phrase(*names: str, **values: str) -> str:
    """One of our own lines, filled in."""
    data = load_data("phrases.toml")
    for name in names:
        data = data[name]
    return str(data).format(**values)


class Composer:
    """Turns groups of picks into blocks, citing as it goes."""

    def __init__(self, index: Index) -> None:
        """Keep the index and, by text, the passages that occur more than once."""
        self._index = index
        self._copies: dict[str, list[int]] = {}
        for number, passage in enumerate(index.passages):
            self._copies.setdefault(passage.text, []).append(number)

    def compose(self, groups: Sequence[Group], citer: Citer) -> list[Block]:
        """Blocks for the groups, in order."""
        blocks: list[Block] = []
        for group in self._by_heading(groups):
            line = self._label(group)
            if line:
                blocks.append(Block(Role.OURS, line))
            blocks += self._quotes(group, citer, levels=group.label == "resembles")
        return blocks

    def _by_heading(self, groups: Sequence[Group]) -> list[Group]:
        """The groups with the quotes of each heading together, where the heading comes first.

        To a whole unit nothing is added: what else stands under its heading comes right after it.
        """
        home: dict[str, int] = {}
        picks: list[list[Pick]] = [[] for _ in groups]
        places: dict[Pick, str] = {}
        for number, group in enumerate(groups):
            for pick in group.picks:
                heading = self.place(self._index.passages[pick.number], levels=group.label == "resembles")
                first = home.setdefault(heading, number)
                places[pick] = heading
                picks[number if groups[first].whole else first].append(pick)
        order = {heading: n for n, heading in enumerate(home)}
        return [
            replace(group, picks=tuple(sorted(held, key=lambda pick: order[places[pick]])))
            for group, held in zip(groups, picks, strict=True)
            if held
        ]

    def _label(self, group: Group) -> str:
        documents = dict.fromkeys(self._index.passages[pick.number].document_id for pick in group.picks)
        held = self._index.framework_of
        framework = " and ".join(held[document].name for document in documents if document in held)
        if group.label in {"cell", "cell part"}:
            about, level = group.about.split("|")
            line = phrase("labels", group.label, about=about, level=level, framework=framework)
            missing = any(self._index.passages[p.number].note.find("missing in our copy") >= 0 for p in group.picks)
            return f"{line} {phrase('abstain', 'missing_table')}" if missing else line
        return phrase("labels", group.label, about=group.about, framework=framework)

    def _quotes(self, group: Group, citer: Citer, *, levels: bool) -> list[Block]:
        blocks: list[Block] = []
        before = ""
        for pick in group.picks:
            passage = self._index.passages[pick.number]
            heading = self.place(passage, levels=levels)
            if heading != before:
                blocks.append(Block(Role.HEADING, heading))
                before = heading
            citation = citer.cite(pick.number, pick.sentences)
            numbers = [citation.number]
            if not pick.sentences:
                numbers += self._other_documents(pick.number, citer)
            blocks.append(Block(Role.QUOTE, citation.quote, tuple(numbers)))
        return blocks

    def _other_documents(self, number: int, citer: Citer) -> list[int]:
        """Citations of the same words in other documents."""
        passage = self._index.passages[number]
        others = [n for n in self._copies[passage.text] if self._index.passages[n].document_id != passage.document_id]
        return [citer.cite(n).number for n in others]

    def place(self, passage: Passage, *, levels: bool = False) -> str:
        """Where a passage stands, for people; ``levels`` if a line above names the framework."""
        source = self._index.documents[passage.document_id].source
        if passage.kind is Kind.CHARACTERISTIC:
            place = passage.heading[-2] if passage.heading[-2] != passage.code else f"{passage.code} (overall)"
            bare = levels and len(self._index.frameworks) == 1  # the line above names the framework
            return f"{place} – {passage.level}" if bare else f"{source.title.split(':')[0]} › {place} – {passage.level}"
        places = [h for h in passage.heading if h not in {"Introduction and section contents"}]
        year = source.published if len(source.published) <= 12 and source.published != "unknown" else ""
        title = f"{source.title.split(':')[0]}{f' ({year})' if year else ''}"
        return " › ".join([title, *places[-2:]])
