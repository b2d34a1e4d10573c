"""A whole workshop pack as one archive: slides, papers by whom they are for, and a file that says what to print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.export.fixed_zip import zip_of
from assistant.export.pack_papers import papers_docx
from assistant.export.pack_readme import readme
from assistant.export.pack_slides import pack_pptx
from assistant.export.pack_words import says
from assistant.export.plan_paper import paper_name
from assistant.workshop.pack import Pack, Paper, PaperKind

CARDS = (PaperKind.SCENARIOS, PaperKind.LEVEL_CARDS)
_FOR_FACILITATOR = (PaperKind.RUNNING_ORDER, PaperKind.FACILITATOR, PaperKind.SOURCES)
_FIRST = (PaperKind.RUNNING_ORDER, PaperKind.FACILITATOR)


@dataclass(frozen=True)
class PackFile:
    """One file of a pack: what it is ("slides", "handouts", "cards", "facilitator"), its name, papers, and bytes."""

    what: str
    name: str
    papers: tuple[Paper, ...]
    made: Callable[[], bytes]


def pack_files(pack: Pack, day: date) -> tuple[PackFile, ...]:
    """The files of a pack, each made when it is asked for; one without papers is left out."""
    files = [PackFile("slides", pack_file_name(pack, "slides", day), (), lambda: pack_pptx(pack, day))]
    for what in ("handouts", "cards", "facilitator"):
        papers = papers_for(pack, what)
        if papers:
            name = pack_file_name(pack, what, day)
            files.append(PackFile(what, name, papers, lambda held=papers: papers_docx(pack, held, day)))
    return tuple(files)


def papers_for(pack: Pack, what: str) -> tuple[Paper, ...]:
    """The papers of one file, in their order; the sources go with handouts and facilitator alike."""
    papers = [paper for part in pack.parts for paper in part.papers]
    papers += pack.papers
    match what:
        case "cards":
            return tuple(paper for paper in papers if paper.kind in CARDS)
        case "facilitator":
            held = [paper for paper in papers if paper.held_back or paper.kind in _FOR_FACILITATOR]
            return tuple(sorted(held, key=lambda p: _FIRST.index(p.kind) if p.kind in _FIRST else len(_FIRST)))
        case _:
            out = (*CARDS, PaperKind.RUNNING_ORDER, PaperKind.FACILITATOR)
            return tuple(paper for paper in papers if not paper.held_back and paper.kind not in out)


def pack_file_name(pack: Pack, what: str, day: date) -> str:
    """The name of a file of a pack: ``what`` is one of its files, or "pack" for the archive."""
    suffix = {"slides": "pptx", "pack": "zip"}.get(what, "docx")
    return paper_name(says("names", what), pack.title, day, suffix=suffix)


def pack_zip(pack: Pack, day: date) -> bytes:
    """All files of a pack; the same bytes for the same pack and day."""
    files = pack_files(pack, day)
    told = readme(pack, [(file.what, file.name, file.papers) for file in files], day)
    return zip_of([("README.txt", told.encode()), *((file.name, file.made()) for file in files)])
