"""Flags as people see them: each code wears its framework, each level belongs to quoted words."""

import re
from html import unescape
from types import SimpleNamespace

import pytest

from assistant.flag_lines import Part, flag_lines
from assistant.flag_view import flags_html
from assistant.types import Answer, AnswerKind, Block, Characteristic, Flag, Notice, Role
from assistant.view import answer_html
from corpus.framework import Framework, KeyQuestion, Kloe
from corpus.types import Span

KLOE = Kloe(code="S4", question="How are medicines <managed>?", change="", spans=(), prompts=(), levels=())
KEY = KeyQuestion(name="Safe", definition="", levels=(), kloes=(KLOE,))
FRAMEWORK = Framework(
    id="fw", document="d", title="Annex", version="made-up draft", status="draft", in_force_from="", in_force_to="",
    last_checked="2026-01-01", key_questions=(KEY,),
)  # fmt: skip
INDEX = SimpleNamespace(frameworks={"fw": FRAMEWORK}, documents={}, passages=[], number={}, units={})


def told(level, words):
    return Characteristic(level, "id", words, (Span(0, 5),), "page 23", "")


def flag(characteristic=None, *beside, code="S4", framework="fw"):
    return Flag(framework, code, "Safe", "004.txt", ("S4.2",), 0.9, "nobody <signs>", characteristic, beside)


def answer(*flags):
    return Answer(AnswerKind.ANSWERED, (), flags=flags)


def plain(html):
    return unescape(re.sub(r"<[^>]+>", " ", html))


def test_described_practice_shows_the_words_it_resembles_and_the_next_level_up():
    html = flags_html(answer(flag(told("Inadequate", "Records are not kept."), told("Good", "Some are."))), INDEX)
    words = plain(html)
    order = ["S4", "nobody <signs>", "resembles wording under Inadequate", "Records are not kept.", "page 23"]
    order += ["What Good looks like here", "Some are.", "See S4 at all four levels", "made-up draft"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)
    assert "CQC has not judged it" in words


def test_a_mere_question_gets_no_verdict():
    words = plain(flags_html(answer(flag(None, told("Good", "All are."), told("Outstanding", "All, always."))), INDEX))
    assert "resembles" not in words
    assert "Because you wrote" not in words
    assert words.index("All are.") < words.index("All, always.")


def test_what_is_uncertain_of_a_characteristic_stands_apart_behind_its_place():
    uncertain = Characteristic("Good", "id", "All are.", (Span(0, 5),), "page 23", "Placed by sense.")
    assert "page 23. Placed by sense." in flags_html(answer(flag(None, uncertain)), INDEX)


def test_everything_is_escaped():
    html = flags_html(answer(flag(told("Good", "<script>x</script>"))), INDEX)
    assert "<script>" not in html
    assert "<signs>" not in html
    assert "<managed>" not in html


def test_the_link_names_the_framework_and_the_code():
    assert 'href="#good/fw/S4"' in flags_html(answer(flag()), INDEX)


@pytest.mark.parametrize(("flags", "index"), [((), INDEX), ((flag(),), None), ((flag(framework="gone"),), INDEX)])
def test_without_flags_or_their_framework_nothing_is_shown(flags, index):
    assert flags_html(answer(*flags), index) == ""


def test_flags_stand_below_the_safety_card_and_the_quotes_and_above_the_notes():
    card = (Block(Role.CARD, "Act first"), Block(Role.CARD, "Call 999."))
    shown = Answer(
        AnswerKind.NOTICE, (*card, Block(Role.OURS, "Ours.")), notices=(Notice("n", "Dated."),), flags=(flag(),)
    )
    html = answer_html(shown, INDEX)
    assert html.index('class="card"') < html.index("Ours.") < html.index('class="flags"') < html.index('class="notes"')


def test_saved_lines_say_the_same_as_the_screen():
    lines = flag_lines(answer(flag(told("Inadequate", "Records are not kept."), told("Good", "Some are."))), INDEX)
    assert [(line.part, line.text.split(" (page")[0]) for line in lines if line.part is not Part.OURS] == [
        (Part.KLOE, "S4 How are medicines <managed>? (Safe)"),
        (Part.QUOTE, "Records are not kept."),
        (Part.QUOTE, "Some are."),
    ]
    assert "made-up draft" in lines[-1].text
