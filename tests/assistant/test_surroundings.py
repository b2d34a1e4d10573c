from itertools import pairwise

from assistant.surroundings import surroundings


def bare(text):
    """Without white space: two spans without any between them are shown without any."""
    return "".join(text.split())


def marked(paragraphs):
    return bare("".join(piece.text for p in paragraphs for piece in p.pieces if piece.quoted))


def spans_in_place(document, spans):
    return bare("".join(document.text[s.start : s.end] for s in sorted(spans)))


def test_marks_every_passage_of_the_real_corpus_exactly(readings):
    for document, reading in readings.values():
        for passage in reading.passages:
            shown = surroundings(document.text, passage.spans)
            assert marked(shown) == spans_in_place(document, passage.spans), passage.id


def test_marks_every_sentence_of_the_real_corpus_exactly(readings):
    for document, reading in readings.values():
        for passage in reading.passages[::7]:
            for sentence in passage.sentences:
                shown = surroundings(document.text, sentence)
                assert marked(shown) == spans_in_place(document, sentence), passage.id


def test_shows_no_markup_remnants_around_quotes(readings):
    for document, reading in readings.values():
        for passage in reading.passages[::5]:
            plain = [p.text for par in surroundings(document.text, passage.spans) for p in par.pieces if not p.quoted]
            assert not any("<p>" in text or "**" in text or "\n" in text for text in plain)


def test_has_no_empty_pieces_and_joins_quoted_neighbours(readings):
    for document, reading in readings.values():
        for passage in reading.passages[::5]:
            for paragraph in surroundings(document.text, passage.spans):
                assert all(piece.text for piece in paragraph.pieces)
                assert not any(a.quoted and b.quoted for a, b in pairwise(paragraph.pieces))
