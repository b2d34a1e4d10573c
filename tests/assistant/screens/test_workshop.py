"""The screen of workshops without a browser: its HTML, and its handlers."""

import base64
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from html import unescape
from types import SimpleNamespace

import gradio as gr
import pytest

from assistant.export.pack_shown import shown_slides
from assistant.screens.acting import Acting
from assistant.screens.conversation_page import conversation_html
from assistant.screens.handlers import Handlers, Parts
from assistant.screens.settings import facts_of
from assistant.screens.settings_page import settings_html
from assistant.screens.shared import Shared
from assistant.screens.start import Progress
from assistant.screens.workshop import WorkshopHandlers
from assistant.screens.workshop_files import files_html
from assistant.screens.workshop_outline import outline_html
from assistant.screens.workshop_papers import papers_html
from assistant.screens.workshop_parts import PackView
from assistant.screens.workshop_slides import slides_html
from assistant.screens.workshop_start import PackLine, StartView, start_html, waiting_html
from assistant.store import StoreError, open_store
from assistant.store.choices import choose_keeping
from assistant.store.packs import PACKS
from assistant.workshop.kept import Differences
from assistant.workshop.making import Making
from assistant.workshop.material import open_material
from assistant.workshop.pack import (
    Audience,
    Card,
    Cards,
    Changes,
    Declined,
    Diagram,
    Form,
    Line,
    Lines,
    Paper,
    PaperKind,
    Purpose,
    Request,
    Slide,
    SlideKind,
)
from tests.assistant.workshop.pack_examples import CITATIONS, PACK

EVIL = '<script>alert("x")</script>'
ASKED = {"topic": "safeguarding practice", "minutes": "90", "people": "12", "audience": "care workers"}


@pytest.fixture
def view():
    return PackView(Making(PACK.request, PACK))


def plain(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def parts_of(html):
    return [(i, int(m)) for i, m in re.findall(r'<li class="part" data-part="([^"]+)" data-minutes="(\d+)"', html)]


# -- pages ---------------------------------------------------------------------------------------


def test_the_outline_shows_parts_minutes_total_and_what_could_be_taken_in(view):
    html = outline_html(view)
    assert parts_of(html) == [(part.id, part.minutes) for part in PACK.parts]
    assert "8 parts, together 90 minutes" in plain(html)
    assert re.findall(r'data-spare="([^"]+)"', html) == ["ask"]
    assert "90 minutes for 12 care workers. What for: practice." in plain(html)


def test_a_needed_part_has_no_button_that_drops_it(view):
    rows = re.split(r'(?=<li class="part")', outline_html(view))[1:]
    dropping = ['data-do="drop"' in row for row in rows]
    assert dropping == [not part.needed for part in PACK.parts]
    assert "always in" in rows[0]


def test_ends_cannot_be_moved_over_and_buttons_are_named_by_their_part(view):
    rows = re.split(r'(?=<li class="part")', outline_html(view))[1:]
    assert ['data-do="up" disabled' in row for row in rows[:3]] == [True, True, False]
    assert 'data-do="down" disabled' in rows[-1]
    assert "Drop “Quiz”" in plain(rows[5])
    assert "Minutes for “Quiz”" in plain(rows[5])


def test_another_case_study_can_be_chosen_only_where_there_is_one(view):
    assert 'data-do="case"' not in outline_html(view)
    pack = replace(PACK, cases=(*PACK.cases, ("S4", "Medicines")))
    html = outline_html(PackView(Making(pack.request, pack)))
    assert html.count('data-do="case"') == 1
    assert re.findall(r'<option value="([^"]+)"( selected)?>', html) == [("S1", " selected"), ("S4", "")]


def test_the_remark_on_a_thin_topic_stands_above_its_outline(view):
    thin = replace(PACK, remark="The documents do not say how many staff are enough.")
    html = plain(outline_html(PackView(Making(thin.request, thin))))
    assert html.index(thin.remark) < html.index("Change what you like")


def test_every_quote_on_slides_and_papers_has_a_number_that_opens_its_place(view):
    for html in (slides_html(view), papers_html(view)):
        quoted = re.findall(r'<span class="quoted">“([^<]*)”</span>(.{0,80})', html)
        assert len(quoted) > 5
        assert all('<button type="button" class="ref" data-do="place"' in after for _, after in quoted)
        opened = set(re.findall(r'data-place="(\d+)"', html))
        assert opened <= {str(citation.number) for citation in CITATIONS}


def test_slides_are_those_of_the_file_each_with_its_notes(view):
    html = slides_html(view)
    assert html.count('<div class="slide slide-') == html.count("<figcaption>")
    titles = [unescape(title) for title in re.findall(r"<h4[^>]*><span>([^<]*)</span>", html)]
    assert titles == [slide.title for slide in shown_slides(PACK)]
    assert "Welcome everybody. Say that anybody may step out at any time." in plain(html)


def test_papers_show_every_kind_of_block_and_mark_those_for_the_facilitator(view):
    html = papers_html(view)
    for paper in (*PACK.papers, *(paper for part in PACK.parts for paper in part.papers)):
        assert html.count('<h3 id="ws-paper-') >= 1
        sheet = next(s for s in html.split("<article")[1:] if paper.title in plain(s) and _holds(s, paper))
        if paper.held_back:
            assert "Only for whoever runs it" in plain(sheet)
    for block in ('class="cards"', 'class="form-table"', 'class="fishbone"', "<ul>"):
        assert block in html


def _holds(sheet, paper):
    title = re.search(r"<h3[^>]*>([^<]*)</h3>", sheet)[1]
    return unescape(title) == paper.title


def test_what_differs_from_when_it_was_kept_is_said_and_can_be_dismissed(view):
    news = Differences(("New part",), ("Old part",), ("Said anew.",), ())
    html = outline_html(PackView(replace(view.making, kept="k1", news=news)))
    assert "New parts (1) New part Parts that are gone (1) Old part New quotes (1) “Said anew.”" in plain(html)
    assert "Quotes that are gone" not in html
    assert 'data-do="noted"' in html
    same = outline_html(PackView(replace(view.making, kept="k1", news=Differences())))
    assert "its parts and quotes are the same" in plain(same)


def test_keeping_is_offered_only_where_it_is_allowed(view):
    assert 'data-do="keep"' in outline_html(view)
    off = outline_html(replace(view, can_keep=False))
    assert 'data-do="keep"' not in off
    assert "Keeping is off: see Settings" in plain(off)
    assert 'data-do="keep"' not in outline_html(PackView(replace(view.making, kept="k1")))


def test_a_file_that_a_workshop_does_not_have_cannot_be_downloaded(view):
    assert "disabled" not in files_html(view)
    small = replace(PACK, parts=PACK.parts[:1])
    assert re.findall(r'data-do="(\w+)" disabled', files_html(PackView(Making(small.request, small)))) == ["cards"]


def test_the_start_lists_topics_by_key_question_and_says_which_are_thin(assistant):
    material = open_material(assistant.index)
    html = start_html(StartView(material))
    headings = re.findall(r"<summary><h4>([^<]*)</h4>", html)
    assert headings == ["Safe", "Effective", "Caring", "Responsive", "Well-led", "Subjects of the guide"]
    picks = [unescape(title) for title in re.findall(r'data-do="pick" data-topic="([^"]*)"', html)]
    assert sorted(picks) == sorted(topic.title for topic in material)
    assert html.count('<details class="thin">') == sum(bool(topic.thin) for topic in material) > 5


def test_the_form_has_sensible_defaults_and_shows_what_was_asked():
    html = start_html(StartView())
    assert re.findall(r'id="ws-(\d+)" value="\d+" checked', html) == ["60"]
    assert re.findall(r'<option value="([^"]*)" selected', html) == ["care workers", "awareness"]
    html = start_html(StartView(asked=Request("Falls", 45, Audience.TRUSTEES, 3, Purpose.INCIDENT)))
    assert 'value="Falls"' in html
    assert 'id="ws-other" value="" checked' in html
    assert re.findall(r'<option value="([^"]*)" selected', html) == ["trustees", "after an incident"]


def test_what_is_declined_offers_the_nearest_as_buttons():
    html = start_html(StartView(declined=Declined("Not covered.", ("Managing medicines safely",))))
    assert "There is no workshop on this Not covered." in plain(html)
    assert 'data-do="make-near" data-topic="Managing medicines safely"' in html
    assert "make-near" not in start_html(StartView(declined=Declined("Not covered.")))


def test_what_people_typed_or_documents_say_is_escaped():
    line = (Line(EVIL), Line(EVIL, 1))
    blocks = (
        Lines(line, EVIL, listed=True), Lines(line, EVIL), Cards((Card(EVIL, line[1], EVIL),)),
        Form((EVIL,), ((line[0],),), 1), Diagram(EVIL, (EVIL, EVIL)),
    )  # fmt: skip
    part = replace(
        PACK.parts[1], id=EVIL, title=EVIL, papers=(Paper(PaperKind.CASE, EVIL, blocks, held_back=True),),
        slides=tuple(Slide(kind, EVIL, line, line, 1) for kind in SlideKind),
    )  # fmt: skip
    pack = replace(
        PACK, request=Request(EVIL), title=EVIL, parts=(PACK.parts[0], part), cases=((EVIL, EVIL), ("b", EVIL)),
        remark=EVIL, notices=(EVIL,), citations=(replace(CITATIONS[0], quote=EVIL),), papers=(),
        spare=(replace(PACK.spare[0], id=EVIL, title=EVIL),),
    )  # fmt: skip
    news = Differences((EVIL,), (EVIL,), (EVIL,), (EVIL,))
    made = PackView(Making(pack.request, pack, before=((Changes(), EVIL),), kept=EVIL, name=EVIL, news=news))
    kept = [PackLine(EVIL, EVIL, datetime(2026, 11, 22))]
    declined = Declined(EVIL, (EVIL,))
    pages = [page(made) for page in (outline_html, slides_html, papers_html, files_html)]
    pages += [start_html(StartView((), Request(EVIL), kept, declined=declined, problem=EVIL, held=EVIL))]
    for html in (*pages, waiting_html(EVIL)):
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


# -- handlers ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def components():
    with gr.Blocks(analytics_enabled=False):
        return [gr.HTML() for _ in range(4)]


@pytest.fixture
def handlers(assistant, components, tmp_path):
    start = SimpleNamespace(assistant=assistant, progress=Progress("Ready", ready=True))
    return WorkshopHandlers(Shared(start, open_store(tmp_path / "data")), *components)


def event(**data):
    return gr.EventData(None, data)


def shown(handlers, address="", window="w", browser="b"):
    return list(handlers.show(window, browser, event(address=address)))[-1][handlers.screen]


def act(handlers, do, window="w", browser="b", pack="new", **more):
    updates = handlers.act(window, browser, event(do=do, pack=pack, page="outline", **more))
    told = re.search(r'<template class="reply">(.*)</template>', updates[handlers.told])[1]
    return json.loads(unescape(told)), updates


def made(handlers, **asked):
    told, _ = act(handlers, "make", fields={**ASKED, **asked})
    assert told["go"] == "new/outline", told
    return dict(parts_of(shown(handlers, "new/outline")))


def test_one_press_makes_an_outline_whose_minutes_add_up(handlers):
    for minutes in ("30", "60", "90", "180", "45"):
        assert sum(made(handlers, minutes=minutes).values()) == int(minutes)


@pytest.mark.parametrize(
    ("asked", "field", "expected"),
    [
        ({"topic": "  "}, "topic", "Say what the workshop is to be about"),
        ({"minutes": "5"}, "minutes", "minutes long"),
        ({"minutes": "nothing"}, "minutes", "minutes long"),
        ({"people": "1000"}, "people", "how many take part"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_its_field(handlers, asked, field, expected):
    told, updates = act(handlers, "make", fields={**ASKED, **asked})
    assert expected in told["failed"]
    assert told["field"] == field
    assert handlers.screen not in updates


def test_a_topic_outside_the_documents_is_declined_and_what_was_chosen_stays(handlers):
    told, updates = act(handlers, "make", fields={**ASKED, "topic": "repairing the minibus", "minutes": "180"})
    assert told["done"] == "declined"
    html = updates[handlers.screen]
    assert "There is no workshop on this" in html
    assert 'value="repairing the minibus"' in html
    assert 'id="ws-180" value="180" checked' in html
    assert handlers.shared.windows.workshop("w") is None


def test_parts_are_dropped_taken_in_moved_and_timed_and_all_is_undone(handlers):
    first = made(handlers)
    names = list(first)
    spare = re.search(r'data-spare="([^"]+)"', shown(handlers, "new/outline"))[1]
    for do, more in (
        ("drop", {"part": names[2]}),
        ("take-in", {"spare": spare}),
        ("down", {"part": names[1]}),
        ("time", {"part": names[3], "minutes": 12}),
    ):
        told, _ = act(handlers, do, **more)
        assert told["go"] == "new/outline", (do, told)
        now = dict(parts_of(shown(handlers, "new/outline")))
        assert sum(now.values()) == 90
    assert names[2] not in now
    assert spare in now
    assert now[names[3]] == 12
    for _ in range(4):
        assert act(handlers, "undo")[0]["said"].startswith("Undone: ")
    assert dict(parts_of(shown(handlers, "new/outline"))) == first
    assert "nothing to undo" in act(handlers, "undo")[0]["failed"]


def test_what_cannot_be_done_is_said_and_changes_nothing(handlers):
    before = made(handlers)
    names = list(before)
    for do, more in (
        ("drop", {"part": names[0]}),
        ("drop", {"part": EVIL}),
        ("take-in", {"spare": "nothing"}),
        ("up", {"part": names[1]}),
        ("down", {"part": names[-1]}),
        ("time", {"part": names[1], "minutes": "many"}),
        ("time", {"part": names[1], "minutes": 89}),
        ("time", {"part": names[1], "minutes": 100}),
        ("case", {"topic": "nothing"}),
        ("noted", {"pack": "k9"}),
        ("rename", {"pack": "k9", "name": "x"}),
    ):
        told, updates = act(handlers, do, **more)
        assert told.get("failed"), (do, more)
        assert handlers.screen not in updates
    assert dict(parts_of(shown(handlers, "new/outline"))) == before
    assert act(handlers, "nonsense")[0] == {"done": "nothing", "serial": act(handlers, "x")[0]["serial"] - 1}


def test_another_case_study_is_told(handlers):
    made(handlers, minutes="180")
    html = shown(handlers, "new/outline")
    told_first, other = re.findall(r'<option value="([^"]+)"(?: selected)?>', html)[:2]
    act(handlers, "case", topic=other)
    html = shown(handlers, "new/outline")
    assert re.search(r'<option value="([^"]+)" selected>', html)[1] == other != told_first


def test_one_window_sees_nothing_of_another(handlers):
    made(handlers)
    html = shown(handlers, "new/outline", window="another")
    assert "not open in this window any more" in html
    assert parts_of(html) == []


def test_a_quote_opens_the_exact_words_in_its_document(handlers):
    made(handlers)
    pack = handlers.shared.windows.workshop("w").pack
    for citation in pack.citations[:5]:
        html = handlers.open_place("w", "b", event(pack="new", place=str(citation.number)))[handlers.place]
        marked = " ".join(re.findall(r"<mark>(.*?)</mark>", html))
        assert plain(marked) == " ".join(citation.quote.split())
    for place in ("0", "999", EVIL, ""):
        assert handlers.open_place("w", "b", event(pack="new", place=place))[handlers.place] == gr.skip()


@pytest.mark.parametrize("kind", ["zip", "slides", "handouts", "cards", "facilitator"])
def test_files_are_downloaded(handlers, kind):
    made(handlers, minutes="60")
    _, updates = act(handlers, kind)
    errand = json.loads(unescape(re.search(r">(.*)</template>", updates[handlers.errand])[1]))
    assert errand["name"].endswith({"zip": ".zip", "slides": ".pptx"}.get(kind, ".docx"))
    assert zipfile.ZipFile(io.BytesIO(base64.b64decode(errand["content"]))).testzip() is None


# -- keeping ---------------------------------------------------------------------------------------


def kept(handlers, **asked):
    made(handlers, **asked)
    told, _ = act(handlers, "keep")
    return told["go"].split("/")[0]


def test_a_kept_workshop_is_listed_opened_elsewhere_and_changed_there(handlers):
    identity = kept(handlers)
    assert f'href="#workshop/{identity}"' in shown(handlers)
    assert identity not in shown(handlers, browser="elsewhere")
    assert "not on this computer any more" in shown(handlers, f"{identity}/outline", browser="elsewhere")
    before = parts_of(shown(handlers, f"{identity}/outline"))
    assert parts_of(shown(handlers, identity, window="another")) == before
    act(handlers, "drop", window="another", pack=identity, part=before[2][0])
    now = parts_of(shown(handlers, f"{identity}/outline"))
    assert len(now) == len(before) - 1
    assert "nothing to undo" in act(handlers, "undo", pack=identity)[0]["failed"]
    assert act(handlers, "undo", window="another", pack=identity)[0]["said"]


def test_it_is_renamed_and_deleted(handlers):
    identity = kept(handlers)
    assert "A workshop needs a name" in act(handlers, "rename", pack=identity, name="  ")[0]["failed"]
    act(handlers, "rename", pack=identity, name=" For   Tuesday ")
    assert ">For Tuesday</a>" in shown(handlers)
    assert "<h2>For Tuesday</h2>" in shown(handlers, identity)
    act(handlers, "delete", pack=identity)
    assert PACKS.list(handlers.shared.store, "b") == ()
    assert parts_of(shown(handlers, "new/outline"))  # it is still open in its window


def test_nothing_is_kept_while_keeping_is_off(handlers):
    identity = kept(handlers)
    choose_keeping(handlers.shared.store, on=False)
    made(handlers)
    assert "Keeping is off" in act(handlers, "keep")[0]["failed"]
    assert identity not in shown(handlers)
    assert len(PACKS.list(handlers.shared.store, "b")) == 1


def test_newer_documents_are_said_once_with_what_differs(handlers):
    identity = kept(handlers)
    store = handlers.shared.store

    def older(now):
        parts = (("gone", "A part of old"), *now.parts[1:])
        return replace(now, fingerprint="older", parts=parts, quotes=("An old quote.", *now.quotes[1:]))

    PACKS.change(store, "b", identity, older)
    html = plain(shown(handlers, identity, window="later"))
    assert "Made anew from newer documents" in html
    assert "Parts that are gone (1) A part of old" in html
    assert "“An old quote.”" in html
    act(handlers, "noted", window="later", pack=identity)
    assert "Made anew" not in shown(handlers, identity, window="later")
    assert PACKS.open(store, "b", identity).fingerprint == handlers.shared.index.info.fingerprint
    assert "Made anew" not in shown(handlers, identity, window="last")


def test_a_kept_workshop_that_the_documents_no_longer_cover_is_said_and_still_kept(handlers):
    identity = kept(handlers)
    uncovered = Request("repairing the minibus")
    PACKS.change(handlers.shared.store, "b", identity, lambda now: replace(now, request=uncovered))
    html = plain(shown(handlers, identity, window="later"))
    assert "cannot be made from the documents that are held now" in html
    assert "It is still kept" in html
    assert len(PACKS.list(handlers.shared.store, "b")) == 1


def test_settings_count_workshops_and_delete_them_with_everything_else(handlers):
    identity = kept(handlers)
    assert "1 workshop are kept in this browser" in plain(settings_html(facts_of(handlers.shared, "b")))
    handlers.shared.store.delete_everything()
    handlers.shared.windows.keep_nothing()
    with pytest.raises(StoreError):
        PACKS.open(handlers.shared.store, "b", identity)
    assert parts_of(shown(handlers, "new/outline"))


# -- doors -----------------------------------------------------------------------------------------


@pytest.fixture
def chat(handlers):
    names = [name for name in Parts.__dataclass_fields__ if name != "suggestions"]
    with gr.Blocks(analytics_enabled=False):
        parts = Parts(**{name: gr.HTML() for name in names}, suggestions=tuple(gr.Button() for _ in range(3)))
    return Handlers(handlers.shared, parts)


def went(chat, turn):
    shown_then = Acting(chat.shared, chat).act("w", "b", gr.EventData(None, {"do": "workshop", "turn": turn}))
    return unescape(str(shown_then[chat.parts.errand]))


def test_an_answer_leads_to_a_workshop_on_its_subject(chat, handlers):
    list(chat.ask("How can we improve our medication process?", [], "w", "b"))
    conversation = chat.shared.windows.held("w").conversation
    assert 'data-do="workshop"' in conversation_html(conversation, None)
    assert "workshop/about/Managing%20medicines%20safely" in went(chat, 1)
    assert 'value="Managing medicines safely"' in shown(handlers, "about/Managing medicines safely")
    for turn in (0, 7, "1", None):
        assert "about" not in went(chat, turn)


def test_what_is_no_answer_offers_no_workshop(chat):
    list(chat.ask("What is the capital of France?", [], "w", "b"))
    assert 'data-do="workshop"' not in conversation_html(chat.shared.windows.held("w").conversation, None)


def test_an_address_with_anything_in_it_only_fills_the_box(handlers):
    assert 'value="&lt;b&gt;/x"' in shown(handlers, "about/<b>/x")
    assert "not on this computer any more" in shown(handlers, "../../etc")
