"""The manifest: what we hold, checked; and folders without one."""

import shutil

import pytest

from corpus.errors import CorpusError
from corpus.manifest import MANIFEST, check_unchanged, list_documents
from corpus.reading import open_document, read_document

ENTRY = """[[document]]
id = "one"
title = "One"
publisher = "unknown"
published = "unknown"
framework = "none named"
kind = "document"
rights = "unknown"
url = "unknown"
file = "one.txt"
source_file = "one.txt"
sha256 = ""
reader = "plain"
"""


@pytest.fixture
def folder(tmp_path):
    """Write a manifest, with one file beside it, and return the folder."""

    def write(manifest):
        (tmp_path / "one.txt").write_text("Some words.", encoding="utf-8")
        (tmp_path / MANIFEST).write_text(manifest, encoding="utf-8")
        return tmp_path

    return write


# -- the real manifest ------------------------------------------------------------------------


def test_manifest_holds_the_five_documents_under_the_names_they_came_with(corpus_folder):
    assert [(d.id, d.source_file) for d in list_documents(corpus_folder)] == [
        ("guide-to-improvement", "000_798e90654d8d4a64.txt"),
        ("go-online-learning", "001_e5ae601279ed8650.txt"),
        ("news-driving-improvement", "002_845b28ad9bd78595.txt"),
        ("qcs-well-led", "003_1b7a13587f54849f.txt"),
        ("cqc-annex-a2", "004_1ab32ea88d76b478.txt"),
    ]


def test_every_file_is_the_one_its_sha256_names(corpus_folder):
    for source in list_documents(corpus_folder):
        assert check_unchanged(corpus_folder, source) == source.sha256


def test_every_document_says_whose_it_is_and_nothing_is_left_blank(corpus_folder):
    for source in list_documents(corpus_folder):
        said = (source.title, source.publisher, source.published, source.framework, source.kind, source.rights)
        assert all(words.strip() for words in (*said, source.url, source.reader))


def test_what_the_news_article_does_not_say_is_unknown(corpus_folder):
    article = next(d for d in list_documents(corpus_folder) if d.id == "news-driving-improvement")
    assert article.publisher == "unknown"
    assert article.url == "unknown"
    assert article.published.startswith("unknown")


def test_no_document_is_listed_that_the_documents_folder_lacks_and_none_is_forgotten(corpus_folder):
    held = {f"documents/{path.name}" for path in (corpus_folder / "documents").iterdir()}
    assert {source.file for source in list_documents(corpus_folder)} == held


# -- a document that is not the one described ---------------------------------------------------


def test_changed_document_is_refused_with_its_name(corpus_folder, tmp_path):
    source = list_documents(corpus_folder)[3]
    copy = tmp_path / source.file
    copy.parent.mkdir()
    shutil.copy(corpus_folder / source.file, copy)
    copy.write_bytes(copy.read_bytes() + b" ")
    with pytest.raises(CorpusError, match=f"{source.file} is not the document that the manifest describes"):
        open_document(tmp_path, source)


def test_missing_document_is_refused_with_its_name(corpus_folder, tmp_path):
    source = list_documents(corpus_folder)[0]
    with pytest.raises(CorpusError, match=f"{source.file} cannot be opened"):
        check_unchanged(tmp_path, source)


def test_reader_that_does_not_exist_is_refused_with_its_name(folder):
    corpus = folder(ENTRY.replace('"plain"', '"magic"'))
    document = open_document(corpus, list_documents(corpus)[0])
    with pytest.raises(CorpusError, match="'magic' for one, which does not exist"):
        read_document(corpus, document)


# -- manifests that are wrong -------------------------------------------------------------------


def test_manifest_entry_becomes_a_source_document(folder):
    (source,) = list_documents(folder(ENTRY))
    assert (source.id, source.title, source.file, source.outline) == ("one", "One", "one.txt", "")


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        (ENTRY + 'pubisher = "typing error"\n', "pubisher"),
        (ENTRY.replace('title = "One"\n', ""), "title"),
        (ENTRY.replace('"One"', "1"), "title"),
        ("[[document]\n", "cannot be used"),
        ("", "document"),
        (ENTRY + ENTRY, "a document id twice"),
    ],
)
def test_wrong_manifest_is_refused_with_its_place_and_what_is_wrong(folder, manifest, problem):
    with pytest.raises(CorpusError) as caught:
        list_documents(folder(manifest))
    assert problem in caught.value.user_message
    assert MANIFEST in caught.value.user_message


def test_manifest_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / MANIFEST).write_bytes(b"title = '\xff\xfe'")
    with pytest.raises(CorpusError, match="cannot be used"):
        list_documents(tmp_path)


# -- folders without a manifest -------------------------------------------------------------------


def test_folder_without_a_manifest_lists_readable_files_at_any_depth_in_order(tmp_path):
    for name in ("b.TXT", "a.md", "sub/c.pdf", "d.xlsx", ".hidden.txt", ".git/e.txt", "~$f.docx", "g.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"words")
    assert [source.id for source in list_documents(tmp_path)] == ["a.md", "b.TXT", "g.html", "sub/c.pdf"]


def test_file_without_a_manifest_is_known_by_its_name_and_says_unknown_otherwise(tmp_path):
    (tmp_path / "fire_safety-policy.txt").write_text("Words.", encoding="utf-8")
    (source,) = list_documents(tmp_path)
    assert source.title == "fire safety policy"
    assert source.file == source.source_file == source.id == "fire_safety-policy.txt"
    assert {source.publisher, source.published, source.rights} == {"unknown"}


@pytest.mark.parametrize("name", ["gone", "file.txt"])
def test_missing_folder_is_refused_in_plain_words(tmp_path, name):
    (tmp_path / "file.txt").write_text("Words.", encoding="utf-8")
    with pytest.raises(CorpusError, match="There is no folder"):
        list_documents(tmp_path / name)
