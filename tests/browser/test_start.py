import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest


@pytest.fixture
def slow_corpus(tmp_path):
    """Documents whose index takes long enough to look at it being built."""
    folder = tmp_path / "slow"
    folder.mkdir()
    lines = [f"Sentence {n} about medicine {n * 7} and record {n * 13} in home {n * 17}." for n in range(6000)]
    (folder / "long.md").write_text("# Long\n\n" + "\n\n".join(lines), encoding="utf-8")
    return folder


def is_gone(pid):
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] == "Z"


def all_children(pid):
    """Children of every thread: a process belongs to the thread that started it."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(n) for task in tasks for n in (task / "children").read_text(encoding="ascii").split()]


def test_first_start_builds_the_index_and_answers_what_was_asked_meanwhile(
    start_app, open_page, tiny_corpus, tmp_path, start_s
):
    app = start_app(tmp_path / "new", tiny_corpus)
    page = open_page(app.url)
    assert "first start" in page.locator(".getting-ready", has_text="first start").inner_text()
    box = page.get_by_label("Your question")
    box.fill("How should we handle complaints?")
    box.press("Enter")
    page.locator("#working", has_text="as soon as AskKLOE is ready").wait_for()
    page.locator(".turn blockquote").first.wait_for(timeout=start_s * 1000)
    assert "complaint" in page.locator(".turn blockquote").first.inner_text()
    assert page.locator("#working").inner_text() == ""
    assert "first start" in "\n".join(app.said)
    assert "Building the index" in "\n".join(app.said)


@pytest.mark.parametrize("damage", ["info.json", "documents.jsonl", "chroma/chroma.sqlite3"])
def test_a_damaged_index_is_rebuilt_and_said_so(start_app, open_page, tiny_corpus, tiny_index, copy_of, damage, ask):
    index = copy_of(tiny_index)
    serving = index / (index / "CURRENT").read_text(encoding="utf-8")
    for file in serving.glob(damage):
        file.write_bytes(b"damaged")
    app = start_app(index, tiny_corpus)
    app.heard("damaged.*rebuilt")
    page = open_page(app.url)
    turn = ask(page, "How should we handle complaints?")
    assert turn.locator("blockquote").count()
    app.heard("Ready")


def test_an_index_that_cannot_be_built_is_said_and_can_be_tried_again(start_app, open_page, tmp_path):
    corpus = tmp_path / "empty"
    corpus.mkdir()
    app = start_app(tmp_path / "new", corpus)
    page = open_page(app.url)
    assert "nothing to read" in page.get_by_role("alert").first.inner_text(timeout=60_000)
    box = page.get_by_label("Your question")
    box.fill("How should we handle complaints?")
    box.press("Enter")
    page.locator("#problem", has_text="not ready").wait_for()
    assert box.input_value() == "How should we handle complaints?"
    (corpus / "a.md").write_text("# Complaints\n\nThank people for complaints.\n", encoding="utf-8")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Try again").wait_for(state="hidden", timeout=60_000)
    app.heard("Ready")


def test_a_port_in_use_is_left_alone_and_the_next_one_taken(start_app, open_page, tiny_index, tiny_corpus):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        app = start_app(tiny_index, tiny_corpus, port=port)
        assert int(app.url.rstrip("/").rsplit(":", 1)[1]) > port
        assert app.heard(rf"Port {port} is in use")
        open_page(app.url)


def test_listens_on_this_computer_only(shared_app):
    port = int(shared_app.url.rstrip("/").rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=5)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_ending_it_ends_the_ingest_too(start_app, open_page, slow_corpus, tmp_path, how):
    app = start_app(tmp_path / "new", slow_corpus)
    open_page(app.url)
    app.heard("Reading the documents")
    ingests = all_children(app.process.pid)
    assert ingests
    os.kill(app.process.pid, how)
    assert app.process.wait(timeout=15) == 0
    end = time.monotonic() + 5
    while not all(map(is_gone, ingests)) and time.monotonic() < end:
        time.sleep(0.05)
    assert all(map(is_gone, ingests))


def test_what_was_typed_is_not_lost_when_the_program_ends(
    start_app, open_page, tiny_index, tiny_corpus, until_ready, ask
):
    app = start_app(tiny_index, tiny_corpus)
    page = until_ready(open_page(app.url))
    ask(page, "How should we handle complaints?")
    app.end()
    box = page.get_by_label("Your question")
    box.fill("and then?")
    box.press("Enter")
    page.wait_for_timeout(1500)
    assert box.input_value() == "and then?"
    assert page.locator(".turn").count() == 1


def test_terminal_says_the_address_and_how_to_stop(shared_app):
    assert re.search(r"AskKLOE is open at http://127\.0\.0\.1:\d+/ .*Ctrl\+C", "\n".join(shared_app.said))
