import pytest

from corpus.manifest import list_documents
from corpus.reading import open_document
from corpus.types import Span
from evals.evaluation import QUESTION_FOLDER
from evals.extracts import Extract, Shown
from evals.gold import locate
from evals.questions import SETS, load_questions
from evals.rows import EvaluationDataError
from evals.timing import CORPUS


def test_quote_is_found_across_line_breaks(make):
    document = make.document("Train  all\n\tstaff well.")
    (item,) = make.located(document, make.question("?", "Train all staff"))
    assert item.gold[0].places == (Span(0, 17),)


def test_every_place_of_a_quote_is_kept(make):
    document = make.document("Ask people. Then ask again. Ask people.")
    (item,) = make.located(document, make.question("?", "Ask people."))
    assert item.gold[0].places == (Span(0, 11), Span(28, 39))


def test_best_covered_place_counts(make):
    # "Ask people" stands at 0-10 and at 12-22. Shown: "Ask" of the first (1 of 2), all of the second (2 of 2).
    document = make.document("Ask people. Ask people. ")
    (item,) = make.located(document, make.question("?", "Ask people"))
    shown = Shown([Extract("guide", (Span(0, 3), Span(12, 22)))])
    assert item.gold[0].covered_share({"guide": document.text}, shown) == 1.0


def test_places_do_not_add_up(make):
    # "Ask" of the first place and "people" of the second: each place has 1 of 2 words.
    document = make.document("Ask people. Ask people. ")
    (item,) = make.located(document, make.question("?", "Ask people"))
    shown = Shown([Extract("guide", (Span(0, 3), Span(16, 22)))])
    assert item.gold[0].covered_share({"guide": document.text}, shown) == 0.5


def test_special_characters_of_a_quote_are_plain_text(make):
    document = make.document("Costs (about £5.00) rise")
    (item,) = make.located(document, make.question("?", "(about £5.00)"))
    assert item.gold[0].places == (Span(6, 19),)


def test_quote_that_is_not_there_names_its_row(make):
    with pytest.raises(EvaluationDataError, match=r"q7.*reworded"):
        make.located(make.document("The words."), make.question("?", "reworded words", name="q7"))


def test_document_that_is_not_there_names_its_row(make):
    with pytest.raises(EvaluationDataError, match=r"q7.*guide\.txt"):
        make.located(make.document("The words.", name="other"), make.question("?", "The words", name="q7"))


@pytest.mark.parametrize("name", SETS)
def test_all_gold_stands_in_the_documents(name):
    documents = [open_document(CORPUS, source) for source in list_documents(CORPUS)]
    items = locate(load_questions(QUESTION_FOLDER / f"questions.{name}.jsonl"), documents)
    assert all(quote.places for item in items for quote in item.gold)
