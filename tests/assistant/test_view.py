import re
from collections import Counter
from html import unescape
from types import SimpleNamespace

import pytest

from assistant.types import Answer, AnswerKind, Block, Citation, Notice, Role
from assistant.view import answer_html, answer_text, source_html, sources_html
from corpus.text import fold, slice_spans
from corpus.types import Document, Kind, Passage, SourceDocument, Span

EVIL = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'
TEXT = (
    "Contents\n\nIntroduction\n\nBefore the list, a paragraph.\n\nTop tips\n\n"
    "\t<p>Check the label.</p> <p>Check it **twice**.</p>\n\tStore medicines well.\n\n"
    f"Code\tPrompt\nS4.1\tAre they safe? {EVIL}\n\nAfter the list, the end.\n"
)


def spans_of(*words: str, text: str = TEXT) -> tuple[Span, ...]:
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)


def document(identity: str = "guide", framework: str = "none named", text: str = TEXT) -> Document:
    source = SourceDocument(
        identity, f"The guide {EVIL}", "Publisher", "2019", framework, "sector body's advice", "© Them", "unknown",
        "guide.txt", "000.txt", "", "plain",
    )  # fmt: skip
    return Document(source, text)


def citation(number: int, *words: str, text: str = TEXT, **changes: object) -> Citation:
    spans = spans_of(*words, text=text)
    values = {
        "number": number, "passage_id": f"p{number}", "document_id": "guide", "document_title": "The guide",
        "source_file": "000.txt", "kind": "tip", "heading": ("Introduction", "Top tips"), "locator": "page 3",
        "quote": slice_spans(text, spans), "spans": spans, "source_line": "Publisher, “The guide” (2019); advice",
    }  # fmt: skip
    return Citation(**{**values, **changes})


def index_of(*citations: Citation, documents: tuple[Document, ...] = (document(),), unit: str = "guide#list:1"):
    passages = [
        Passage(c.passage_id, c.document_id, Kind.TIP, c.heading, c.locator, c.spans, c.quote, (), (unit,))
        for c in citations
    ]
    held = {d.source.id: d for d in documents}
    return SimpleNamespace(
        documents=held,
        slice=lambda document_id, spans: slice_spans(held[document_id].text, spans),
        frameworks={"annex-a2": SimpleNamespace(version="consultation draft of the 2017 framework (our reading)")},
        passages=passages,
        number={p.id: n for n, p in enumerate(passages)},
        units={unit: tuple(range(len(passages)))},
    )


def quotes(*citations: Citation, heading: str = "The guide (2019) › Top tips") -> tuple[Block, ...]:
    return (
        Block(Role.HEADING, heading),
        *(Block(Role.QUOTE, c.quote, (c.number,)) for c in citations),
    )


def answered(*citations: Citation, **changes: object) -> Answer:
    values = {"kind": AnswerKind.ANSWERED, "blocks": quotes(*citations), "citations": citations}
    return Answer(**{**values, **changes})


def plain(html: str) -> str:
    return fold(unescape(re.sub(r"<[^>]+>", " ", html)))


# -- answers --------------------------------------------------------------------------------------


def test_answer_shows_markup_in_documents_as_text() -> None:
    html = answer_html(answered(citation(1, f"Are they safe? {EVIL}")))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in html


@pytest.mark.parametrize("role", [Role.OURS, Role.HEADING, Role.QUOTE, Role.CARD])
def test_answer_escapes_every_kind_of_block(role: Role) -> None:
    answer = Answer(AnswerKind.ANSWERED, (Block(Role.CARD, "Act first"), Block(role, EVIL)))
    html = answer_html(answer)
    assert "<script" not in html
    assert "<img" not in html


def test_answer_escapes_notices_and_source_lines() -> None:
    cited = citation(1, "Store medicines well.", source_line=EVIL, level=EVIL, document_title=EVIL, locator=EVIL)
    answer = answered(cited, notices=(Notice("n", EVIL, (1,)),))
    for html in (answer_html(answer), sources_html(answer), source_html(cited, index_of(cited))):
        assert "<script" not in html
        assert "<img" not in html


def test_answer_has_no_blank_lines_and_unique_ids() -> None:
    cited = citation(1, "Store medicines well.")
    blocks = (*quotes(cited), Block(Role.OURS, "Also:\n\n\nhere"), *quotes(cited))
    html = answer_html(answered(cited, blocks=blocks, notices=(Notice("n", "Note", (1,)),)))
    ids = Counter(re.findall(r'\bid="([^"]+)"', html))
    assert ids
    assert set(ids.values()) == {1}
    assert "\n" not in html


def test_two_turns_share_no_id() -> None:
    answer = answered(citation(1, "Store medicines well."))
    first, second = (set(re.findall(r'\bid="([^"]+)"', answer_html(answer, turn=turn))) for turn in (1, 2))
    assert not first & second


def test_each_quote_is_a_blockquote_with_links_to_its_citations() -> None:
    one, two = citation(1, "Check the label."), citation(2, "Store medicines well.")
    blocks = (Block(Role.HEADING, "Top tips"), Block(Role.QUOTE, one.quote, (1, 2)))
    html = answer_html(answered(one, two, blocks=blocks), turn=3)
    quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", html)
    assert quote
    assert re.findall(r'<a class="cite" href="([^"]+)"', quote[1]) == ["#a3-s1", "#a3-s2"]
    assert plain(re.sub(r"<a .*?</a>", "", quote[1])) == one.quote


def test_source_line_stands_once_under_neighbours_of_one_source() -> None:
    one, two = citation(1, "Check the label."), citation(2, "Store medicines well.")
    blocks = (*quotes(one, heading="A"), *quotes(two, heading="B"))
    assert answer_html(answered(one, two, blocks=blocks)).count("Publisher, “The guide” (2019); advice") == 1


def test_source_lines_that_differ_name_their_citations() -> None:
    one, two = citation(1, "Check the label."), citation(2, "Store medicines well.", source_line="words of Ann")
    html = answer_html(answered(one, two))
    lines = re.findall(r'<p class="source-line">(.*?)</p>', html)
    assert [plain(line) for line in lines] == [
        "Source 1 : Publisher, “The guide” (2019); advice",
        "Source 2 : words of Ann",
    ]


def test_level_is_a_badge_in_words() -> None:
    good, poor = citation(1, "Check the label.", level="Good"), citation(2, "Store medicines well.", level="Inadequate")
    mixed = answer_html(answered(good, poor))
    assert [plain(quote) for quote in re.findall(r"<blockquote.*?</blockquote>", mixed)] == [
        "Rating level: Good Check the label. Source 1",
        "Rating level: Inadequate Store medicines well. Source 2",
    ]
    one_level = answer_html(answered(good, blocks=quotes(good, heading="Annex › S4 – Good")))
    assert plain(re.findall(r"<h3.*?</h3>", one_level)[0]) == "Annex › S4 Rating level: Good"


def test_annex_always_says_consultation_draft_of_the_2017_framework() -> None:
    cited = citation(1, "Store medicines well.", document_id="annex")
    index = index_of(cited, documents=(document("annex", "annex-a2"),))
    assert "consultation draft of the 2017 framework" in answer_html(answered(cited), index)
    assert "consultation draft of the 2017 framework" in source_html(cited, index)


def test_notices_are_tied_to_their_citations_and_the_card_is_not_repeated() -> None:
    card = (Block(Role.CARD, "Act first"), Block(Role.CARD, "Call 999."))
    cited = citation(1, "Store medicines well.")
    notices = (Notice("safety-card", "Act first: Call 999."), Notice("dated", "Dated 2019.", (1,)))
    html = answer_html(answered(cited, blocks=(*card, *quotes(cited)), notices=notices))
    notes = re.search(r'<section class="notes".*?</section>', html)
    assert notes
    assert plain(notes[0]) == "Please note Dated 2019. About Source 1"
    assert html.index('class="card"') < html.index('class="label"') < html.index("<blockquote")
    assert "not taken from the guidance" in html


def test_notice_about_many_citations_shows_a_range() -> None:
    cited = [citation(n, "Store medicines well.") for n in range(1, 7)]
    html = answer_html(answered(*cited, notices=(Notice("n", "Old.", (1, 2, 3, 5, 6)),)))
    about = re.search(r'<span class="about">(.*?)</li>', html)
    assert about
    assert re.findall(r"\d+(?=</a>)", about[1]) == ["1", "3", "5", "6"]


def test_kinds_are_told_apart_in_words() -> None:
    labels = set()
    for kind in AnswerKind:
        label = re.search(r'<p class="label">(.*?)</p>', answer_html(Answer(kind, (Block(Role.OURS, "Line"),))))
        assert label
        labels.add(label[1])
    assert len(labels) == len(AnswerKind)


def long_citations() -> list[Citation]:
    text = "\n".join(f"Tip {n}: " + " ".join(["word"] * 58) for n in range(1, 7))
    return [citation(n, line, text=text) for n, line in enumerate(text.split("\n"), 1)]


def test_many_quotes_are_folded_after_about_150_words() -> None:
    html = answer_html(answered(*long_citations()))
    before, after = html.split("<details", 1)
    assert before.count("<blockquote") == 2
    assert after.count("<blockquote") == 4
    assert "More from the guidance (4 more quotes)" in after


def test_a_whole_list_is_not_folded() -> None:
    cited = long_citations()
    assert "<details" not in answer_html(answered(*cited), index_of(*cited))
    assert "<details" in answer_html(answered(*cited[:5]), index_of(*cited))


def test_a_short_rest_is_not_folded() -> None:
    cited = [*long_citations()[:2], *(citation(n, "Store medicines well.") for n in (3, 4))]
    assert "<details" not in answer_html(answered(*cited))


# -- sources --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("Store medicines well.",),
        ("Check the label.", "Check it", "twice"),
        (f"Are they safe? {EVIL}",),
        ("Before the list, a paragraph.\n\nTop tips",),
        ("Introduction", "After the list, the end."),
    ],
)
def test_marks_are_exactly_the_quoted_words(words: tuple[str, ...]) -> None:
    cited = citation(1, *words)
    html = source_html(cited, index_of(cited))
    assert fold(" ".join(map(unescape, re.findall(r"<mark>(.*?)</mark>", html)))) == cited.quote


def test_source_tidies_markup_around_the_quote() -> None:
    cited = citation(1, "Store medicines well.")
    html = source_html(cited, index_of(cited))
    assert "Check it twice." in plain(html)
    assert "**" not in html
    assert "S4.1 | Are they safe?" in plain(html)
    assert '<p class="heading">Top tips</p>' in html


def test_source_is_cut_at_line_breaks_and_says_so() -> None:
    text = "\n".join(f"Line {n} " + "x" * 200 for n in range(20)) + "\nThe quote.\n" + "y" * 5000
    cited = citation(1, "The quote.", text=text)
    html = source_html(cited, index_of(cited, documents=(document(text=text),)))
    shown = re.findall(r"<p>(.*?)</p>", html)
    assert shown[0].startswith("Line 18 ")
    assert '<p class="cut">[…]</p>' in html


def test_far_apart_words_are_shown_with_a_gap() -> None:
    text = "First words.\n" + "between\n" * 500 + "Last words."
    cited = citation(1, "First words.", "Last words.", text=text)
    html = source_html(cited, index_of(cited, documents=(document(text=text),)))
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["First words.", "Last words."]
    assert html.count("[…]") == 1
    assert html.count("between") < 100


def test_source_says_where_when_what_and_whose() -> None:
    cited = citation(1, "Store medicines well.")
    shown = plain(source_html(cited, index_of(cited)))
    for words in ("Introduction › Top tips; page 3", "2019", "Publisher", "sector body's advice; tip", "none named"):
        assert words in shown


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ((), "not held any more"),
        ((document(text="Store medicines"),), "do not stand in it any more"),
        ((document(text=TEXT.replace("well", "badly")),), "do not stand in it any more"),
    ],
)
def test_a_quote_from_a_document_that_changed_stands_alone_and_says_so(changed, says) -> None:
    cited = citation(1, "Store medicines well.")
    index = index_of(documents=changed)
    shown = plain(source_html(cited, index))
    assert "The guide Store medicines well. Where" in shown
    assert says in shown


def test_a_quote_that_moved_is_shown_where_it_stands_now() -> None:
    cited = citation(1, "Store medicines well.")
    moved = citation(1, "Store medicines well.", text=f"New words.\n{TEXT}", locator="page 4")
    html = source_html(cited, index_of(moved, documents=(document(text=f"New words.\n{TEXT}"),)))
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["Store medicines well."]
    assert "page 4" in html
    assert "are unchanged and stand here now" in html
    assert "Check it twice." in plain(html)


def test_sources_are_listed_by_document_with_their_numbers() -> None:
    one, other = citation(1, "Store medicines well."), citation(2, "Check the label.", document_title="The other")
    html = sources_html(answered(one, other), turn=4)
    assert re.findall(r'href="(#[^"]+)"', html) == ["#a4-s1", "#a4-s2"]
    assert "Introduction" not in html
    assert "Top tips, page 3" in plain(html)


# -- plain text -----------------------------------------------------------------------------------


def test_text_has_lines_headings_quotes_notes_and_references() -> None:
    cited = citation(1, "Store medicines well.")
    blocks = (Block(Role.OURS, "Here it is:"), *quotes(cited))
    text = answer_text(answered(cited, blocks=blocks, notices=(Notice("n", "Dated.", (1,)),)))
    assert text == (
        "Here it is:\n\nThe guide (2019) › Top tips\n“Store medicines well.” [1]\n\n"
        "Please note:\n- Dated. [1]\n\nSources:\n[1] The guide › Introduction › Top tips, page 3"
    )


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("Store it.", "“Store it.” [1]"),
        ("“We store it.”", "“We store it.” [1]"),
        ("“We store it.” Ann, Manager", "“We store it.” Ann, Manager [1]"),
        ("“We store it.", "“We store it.” [1]"),
    ],
)
def test_text_does_not_double_quotation_marks(quote: str, shown: str) -> None:
    blocks = (Block(Role.QUOTE, quote, (1,)),)
    assert answer_text(Answer(AnswerKind.ANSWERED, blocks)) == shown


def test_text_puts_the_card_first_and_says_that_it_is_ours() -> None:
    blocks = (Block(Role.CARD, "Act first"), Block(Role.CARD, "Call 999."), Block(Role.OURS, "The guide says:"))
    notice = Notice("safety-card", "Act first: Call 999.")
    lines = answer_text(Answer(AnswerKind.NOTICE, blocks, notices=(notice,))).split("\n")
    assert lines[:2] == ["Act first", "Call 999."]
    assert "not taken from the guidance" in lines[2]
    assert lines[-1] == "The guide says:"
