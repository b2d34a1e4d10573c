"""A running window for browser tests: a tiny corpus, its index, app.py as a process, and Debian's Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
START_S = 120  # how long anything may take before a test gives up
FILES = {
    "medicines.md": """# Managing medicines

Keep a record of every medicine that is given, at the time it is given. Check the record at the end of each shift.

## Top tips for medicines

- Check the name on the label before you give a medicine.
- Store medicines in a locked cupboard.
- Ask the pharmacist to review medicines every year.
- Train new staff before they give medicines on their own.

## Records

Never write <script>document.title = "broken"</script> in a record of medicines.
""",
    "complaints.md": """# Handling complaints

A good service thanks people for their complaint and answers within ten working days. It tells everybody what was
learned from complaints.

Keep a log of complaints and look for patterns every month.
""",
    "training.md": """# Training and supervision

Supervision meetings take place every six weeks. They cover wellbeing, workload and learning, and both people sign
the notes.

New staff shadow an experienced colleague for two weeks before they work alone.
""",
}


class App:
    """`python app.py` as a process, with what it says."""

    def __init__(self, index, corpus, data, port=None):
        self.said = []
        settings = {
            "INDEX": index,
            "CORPUS": corpus,
            "DATA": data,
            "PORT": port or free_port(),
            "OPEN_BROWSER": "false",
        }
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py")],
            cwd=ROOT.parent,  # it must not matter where it is started
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, **{f"ASKKLOE_{name}": str(value) for name, value in settings.items()}},
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = self.heard(r"open at (http://\S+)")[1]

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))

    def heard(self, pattern):
        """Wait until it has said something."""
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            found = re.search(pattern, "\n".join(self.said))
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"AskKLOE did not say {pattern!r}, but: {self.said}")

    def end(self):
        """Ask this one process to end; returns its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def tiny_corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_index(tiny_corpus, tmp_path_factory):
    """An index of the tiny corpus with the real model; not to be changed."""
    folder = tmp_path_factory.mktemp("index")
    command = [sys.executable, "-m", "ingest", "--corpus", str(tiny_corpus), "--index", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=START_S)
    return folder


@pytest.fixture(scope="session")
def real_index():
    """An index over the real corpus, kept between runs, shared with other tests; not to be changed."""
    folder = ROOT / ".pytest_cache" / "askkloe-index"
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ingest", "--corpus", str(ROOT / "corpus"), "--index", str(folder)]
    with FileLock(f"{folder}.lock"):
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=START_S * 5)
    return folder


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium; a machine without it skips these tests, unless CI=true."""
    if not Path(CHROMIUM).exists():
        reason = f"{CHROMIUM} is not installed, so the window was not tested in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_app(chromium, tiny_index, tiny_corpus, tmp_path_factory):
    """One running app for all tests that leave it as it is; what a browser keeps there, no other sees."""
    app = App(tiny_index, tiny_corpus, tmp_path_factory.mktemp("data"))
    yield app
    app.end()


@pytest.fixture(scope="session")
def real_app(chromium, real_index, tmp_path_factory):
    """As `shared_app`, over the real corpus with its framework."""
    app = App(real_index, ROOT / "corpus", tmp_path_factory.mktemp("data"))
    yield app
    app.end()


@pytest.fixture
def start_app(chromium, tmp_path):
    """Start apps of one's own, over a data folder of one's own; they are ended after the test."""
    apps = []

    def start(index, corpus, data=None, **options):
        apps.append(App(index, corpus, data or tmp_path / "data", **options))
        return apps[-1]

    yield start
    for app in apps:
        app.end()


@pytest.fixture
def open_page(chromium):
    """Open pages in windows of their own; afterwards, nothing may have been asked of another computer."""
    contexts, elsewhere, failures = [], [], []

    def open_one(url, size=DESKTOP):
        context = chromium.new_context(viewport=size, permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: None if is_here(r.url) else elsewhere.append(r.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(url)
        page.get_by_label("Your question").wait_for(state="attached")  # another screen may be shown
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert failures == []


def is_here(url):
    return re.match(r"(?:http|ws)://127\.0\.0\.1[:/]|data:|blob:", url) is not None


@pytest.fixture
def page(open_page, shared_app):
    """A desktop window of the shared app, ready to answer."""
    return until_ready(open_page(shared_app.url))


def until_ready(page):
    page.locator(".getting-ready").wait_for(state="detached", timeout=START_S * 1000)
    return page


def ask(page, question):
    """Type a question, press Enter and wait for its answer."""
    turns = page.locator(".turn").count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    page.locator(".turn").nth(turns).wait_for(timeout=START_S * 1000)
    return page.locator(".turn").nth(turns)


@pytest.fixture(name="ask")
def ask_fixture():
    return ask


@pytest.fixture(name="until_ready")
def until_ready_fixture():
    return until_ready


@pytest.fixture
def phone():
    return PHONE


@pytest.fixture
def start_s():
    return START_S


@pytest.fixture
def copy_of(tmp_path):
    """A copy of a folder that a test may spoil."""
    return lambda folder: Path(shutil.copytree(folder, tmp_path / "copy"))
