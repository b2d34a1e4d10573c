"""Old citations against a corpus that was really read anew: the same words, moved, edited, or gone."""

import pytest

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.refinding import Standing, refind
from corpus.index import open_index
from ingest.pipeline import ingest

LOG = "Keep a log of complaints and look for patterns every month."
TEXT = f"""# Handling complaints

A good service thanks people for their complaint. It answers within ten working days.

{LOG}

# Rotas

Plan the rota four weeks ahead.
"""


@pytest.fixture
def read_anew(tmp_path, WordEncoder):
    """Write files and read them: an index over what they say now."""

    def read(**files):
        corpus = tmp_path / "corpus"
        corpus.mkdir(exist_ok=True)
        for old in corpus.glob("*.md"):
            old.unlink()
        for name, text in files.items():
            (corpus / f"{name}.md").write_text(text, encoding="utf-8")
        ingest(corpus, tmp_path / "index", WordEncoder())
        return open_index(tmp_path / "index")

    return read


@pytest.fixture
def cited(read_anew, WordEncoder):
    """The citation of the log, and the answer it stands in, before anything changes."""
    answer = Assistant(read_anew(guide=TEXT), WordEncoder()).ask("How do we keep a log of complaints?")
    return next(c for c in answer.citations if c.quote == LOG), answer


def test_words_that_did_not_change_are_in_place(cited, read_anew):
    assert refind(cited[0], read_anew(guide=TEXT)).standing is Standing.IN_PLACE


def test_words_that_moved_are_found_where_they_stand_now(cited, read_anew):
    index = read_anew(guide=f"# New section\n\nSomething else comes first now.\n\n{TEXT}")
    found = refind(cited[0], index)
    assert found.standing is Standing.MOVED
    assert found.citation.spans != cited[0].spans
    assert index.slice(found.citation.document_id, found.citation.spans) == LOG


def test_a_part_of_a_passage_is_found_again_as_that_part(cited, read_anew):
    index = read_anew(guide=TEXT.replace(LOG, f"To begin with, be kind. {LOG} Tell staff."))
    found = refind(cited[0], index)
    assert found.opens
    assert index.slice(found.citation.document_id, found.citation.spans) == LOG


def test_words_that_were_edited_are_said_to_have_changed(cited, read_anew):
    found = refind(cited[0], read_anew(guide=TEXT.replace("every month", "every week")))
    assert found.standing is Standing.CHANGED
    assert not found.opens
    assert found.citation == cited[0]


def test_a_document_that_is_gone_is_said_to_be_gone(cited, read_anew):
    assert refind(cited[0], read_anew(other=TEXT.replace("log", "list"))).standing is Standing.GONE


def test_words_that_stand_several_times_are_found_under_their_own_heading(cited, read_anew):
    index = read_anew(guide=f"# Before\n\n{LOG}\n\n{TEXT}")
    found = refind(cited[0], index)
    assert found.citation.heading == cited[0].heading


def test_a_conversation_from_before_goes_on_after_the_documents_were_read_anew(cited, read_anew, WordEncoder):
    index = read_anew(guide=TEXT.replace("every month", "every week"))
    talk = Conversation().plus("How do we keep a log of complaints?", cited[1])
    answer = Assistant(index, WordEncoder()).ask("tell me more about the first one", talk.history())
    assert all(index.slice(c.document_id, c.spans) == c.quote for c in answer.citations)
