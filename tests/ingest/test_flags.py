"""What flagging models learn from, and that they learn the same from the same."""

import numpy as np
import pytest

from corpus.errors import CorpusError
from corpus.flag_model import NONE
from corpus.framework import Cell, Framework, KeyQuestion, Kloe, Prompt, Statement
from corpus.lay import LayQuestion
from corpus.situations import Situation
from corpus.types import Kind, Passage, Span
from ingest.chunk import Chunk
from ingest.examples import Encoded, examples
from ingest.flags import train

SAID = [
    ("K1", "Good", "Everybody is greeted by name."),
    ("K1", "Inadequate", "Nobody is greeted by name at all."),
    ("K2", "Good", "Lunch is always hot and good."),
    ("K2", "Inadequate", "Lunch is never hot and nobody eats it."),
]


def kloe(code):
    cells = [Cell(level=level, statements=(Statement(text=t, spans=()),)) for c, level, t in SAID if c == code]
    prompt = Prompt(code=f"{code}.1", text="Is it so?", change="", spans=())
    return Kloe(code=code, question="How?", change="", spans=(), prompts=(prompt,), levels=tuple(cells))


FRAMEWORK = Framework(
    id="kite",
    document="kite-doc",
    title="Kite",
    version="1",
    status="draft",
    in_force_from="",
    in_force_to="",
    last_checked="",
    key_questions=(KeyQuestion(name="Kindness", definition="", levels=(), kloes=(kloe("K1"), kloe("K2"))),),
)


def passage(number, kind, text, document="kite-doc", code="", level=""):
    spans = (Span(0, 1),)
    return Passage(f"p{number}", document, kind, (), "", spans, text, (spans,), code=code, level=level)


def encoded(encoder, lay=(), situations=(), more=()):
    """The statements, the prompt K1.1 with its printed code, the overall row, and what else is given."""
    passages = [passage(n, Kind.CHARACTERISTIC, t, code=c, level=level) for n, (c, level, t) in enumerate(SAID)]
    passages.append(passage(4, Kind.PROMPT, "K1.1 Is it so?", code="K1.1"))
    passages.append(passage(5, Kind.CHARACTERISTIC, "All is kind.", code="Kindness", level="Good"))
    passages += more
    chunks = [Chunk("sentence", n, 0, p.text) for n, p in enumerate(passages)]
    chunks += [Chunk("sentence", 4, 1, "Is it so?"), Chunk("passage", 0, 0, "heading: text")]
    texts = [c.text for c in chunks] + [q.text for q in lay] + [s.text for s in situations]
    return Encoded(passages, chunks, list(lay), list(situations), encoder.encode(texts))


def learnt(*given, **more):
    return {e.text: e for e in examples(FRAMEWORK, encoded(*given, **more))}


# -- examples -------------------------------------------------------------------------------------------


def test_statements_say_themselves_with_code_and_level(encoder):
    found = learnt(encoder)
    one = found["Lunch is always hot and good."]
    assert (one.code, one.level, one.passage) == ("K2", "Good", 2)
    assert found["All is kind."].code is None  # the row of a whole key question


def test_a_prompt_says_its_kloe_without_its_printed_code_and_has_no_level(encoder):
    found = learnt(encoder)
    assert "K1.1 Is it so?" not in found
    assert (found["Is it so?"].code, found["Is it so?"].level, found["Is it so?"].weight) == ("K1", "", 1.0)
    assert "heading: text" not in found  # passages are not sentences


def test_a_lay_question_says_the_statement_it_belongs_to(encoder):
    lay = [
        LayQuestion("one statement", ("p2",)),
        LayQuestion("two of a level", ("p0", "p2")),
        LayQuestion("two levels", ("p2", "p3")),
        LayQuestion("elsewhere", ("p6",)),
    ]
    found = learnt(encoder, lay=lay, more=[passage(6, Kind.TIP, "A tip.", document="guide")])
    assert (found["one statement"].code, found["one statement"].level, found["one statement"].passage) == (
        "K2",
        "Good",
        2,
    )
    assert (found["two of a level"].level, found["two of a level"].passage) == ("Good", -1)
    assert (found["two levels"].code, found["two levels"].level) == ("K2", "")
    assert "elsewhere" not in found


def test_situations_fall_under_what_they_say(encoder):
    situations = [
        Situation("kite", "K1", (), "Good", "", "Hello to all."),
        Situation("kite", "K1", (), "Good", "report", "Everybody was greeted."),
        Situation("kite", "", (), "", "", "Rain."),
        Situation("other", "K1", (), "Good", "", "Not ours."),
        Situation("other", "", (), "", "", "Under none of any."),
    ]
    found = learnt(encoder, situations=situations)
    assert (found["Hello to all."].code, found["Hello to all."].weight) == ("K1", 6.0)
    assert found["Everybody was greeted."].weight > found["Hello to all."].weight
    assert found["Rain."].code == found["Under none of any."].code == NONE
    assert "Not ours." not in found


def test_a_situation_under_two_kloes_counts_half_for_each(encoder):
    told = Situation("kite", "K1", ("K2",), "Good", "", "Greeted with soup.", "Everybody is greeted")
    both = [e for e in examples(FRAMEWORK, encoded(encoder, situations=[told])) if e.text == told.text]
    assert [(e.code, e.level, e.weight, e.passage) for e in both] == [("K1", "Good", 3, 0), ("K2", "Good", 3, -1)]


def test_a_situation_resembles_the_characteristic_that_begins_with_its_words(encoder):
    told = [
        Situation("kite", "K2", (), "Good", "report", text, "Lunch is") for text in ("Soup came hot.", "Pies, too.")
    ]
    found = learnt(encoder, situations=told)
    assert found["Soup came hot."].passage == found["Pies, too."].passage == 2


def test_a_characteristic_that_is_not_there_is_said(encoder):
    elsewhere = Situation("kite", "K1", (), "Good", "report", "Soup came hot.", "Lunch is")
    with pytest.raises(CorpusError, match="no characteristic of K1, Good begins with 'Lunch is'"):
        learnt(encoder, situations=[elsewhere])


def test_words_that_begin_two_characteristics_are_said(encoder):
    told = Situation("kite", "K2", (), "Good", "report", "Soup came hot.", "Lunch is")
    another = passage(6, Kind.CHARACTERISTIC, "Lunch is on time.", code="K2", level="Good")
    with pytest.raises(CorpusError, match="more than one characteristic of K2, Good begins with 'Lunch is'"):
        learnt(encoder, situations=[told], more=[another])


def test_vectors_belong_to_their_texts(encoder):
    lay = [LayQuestion("one", ("p2",))]
    for example in examples(FRAMEWORK, encoded(encoder, lay, [Situation("kite", "K1", (), "Good", "", "Hello.")])):
        assert np.allclose(example.vector, encoder.encode([example.text])[0])


# -- training -------------------------------------------------------------------------------------------


def test_the_same_examples_give_the_same_model(encoder):
    given = list(
        examples(
            FRAMEWORK,
            encoded(
                encoder,
                situations=[
                    Situation("kite", "", (), "", "", text) for text in ("Who pays the fees?", "Who pays for it?")
                ],
            ),
        )
    )
    one, other = train(FRAMEWORK, given), train(FRAMEWORK, given)
    assert one.code.classes == other.code.classes == ("K1", "K2", NONE)
    assert np.array_equal(one.code.weights, other.code.weights)
    assert np.array_equal(one.level.weights, other.level.weights)
    assert np.array_equal(one.level.bias, other.level.bias)
    assert one.words.numbers == other.words.numbers
    assert np.array_equal(one.examples.vectors, other.examples.vectors)


def test_every_example_stands_with_its_classes_and_its_passage(encoder):
    rain = Situation("kite", "", (), "", "", "Rain.")
    learnt_from = train(FRAMEWORK, list(examples(FRAMEWORK, encoded(encoder, situations=[rain])))).examples
    assert learnt_from.passages.tolist() == [0, 1, 2, 3, 5, 4, -1]
    assert learnt_from.codes.tolist() == [0, 0, 1, 1, -1, 0, 2]  # none for the overall row; rain has NONE
    assert learnt_from.levels.tolist() == [0, 1, 0, 1, 0, -1, -1]
    assert learnt_from.weights.tolist() == [6, 6, 6, 6, 6, 1, 6]
    assert np.allclose(learnt_from.vectors[2], encoder.encode(["Lunch is always hot and good."])[0])


def test_two_classes_are_told_apart_as_two(encoder):
    model = train(FRAMEWORK, list(examples(FRAMEWORK, encoded(encoder))))
    assert (model.code.classes, model.level.classes) == (("K1", "K2"), ("Good", "Inadequate"))
    assert model.code.weights.shape[0] == model.code.bias.size == 2
    assert np.allclose(model.code.weights[0], -model.code.weights[1])
    for code, level, text in SAID:
        margins = [
            linear.margins(encoder.encode([text])[0], *model.words.weigh(text)) for linear in (model.code, model.level)
        ]
        assert model.code.classes[int(margins[0].argmax())] == code
        assert model.level.classes[int(margins[1].argmax())] == level


@pytest.mark.parametrize("kept", [{"K1"}, set()], ids=["one code", "nothing"])
def test_too_little_to_tell_apart_gives_no_model(encoder, kept):
    given = [e for e in examples(FRAMEWORK, encoded(encoder)) if e.code in kept]
    assert train(FRAMEWORK, given) is None


def test_one_level_gives_no_model(encoder):
    given = [e for e in examples(FRAMEWORK, encoded(encoder)) if e.level != "Inadequate"]
    assert train(FRAMEWORK, given) is None
