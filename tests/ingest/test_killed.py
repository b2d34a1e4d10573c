"""`kill -9` at any moment of an ingest leaves the old index serving, and the next run completes."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.index import open_index
from corpus.layout import current
from ingest.pipeline import ingest

ROOT = Path(__file__).resolve().parent.parent.parent
LIMIT_S = 60
# When to kill: as soon as this stands on standard error, and up to so many seconds later.
MOMENTS = [("Encoding texts", 0.05), ("Writing the index", 0.1), ("Writing the index", 0.3), ("Cutting passages", 0.5)]


def killed_run(arguments, sign, longest_s, chance):
    """Start an ingest, kill it a little after ``sign`` appears; returns its exit status (-9 if it was killed)."""
    process = subprocess.Popen([sys.executable, "-m", "ingest", *arguments], cwd=ROOT, stderr=subprocess.PIPE)
    assert process.stderr
    said = b""
    while sign.encode() not in said:
        more = os.read(process.stderr.fileno(), 4096)
        if not more:
            break
        said += more
    time.sleep(chance.uniform(0, longest_s))
    process.kill()
    process.stderr.close()
    assert sign.encode() in said, said
    return process.wait()


def test_ingest_killed_at_any_moment_leaves_a_whole_index_serving_and_the_next_run_completes(tmp_path, minilm):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "old.txt").write_text("Staff wash their hands.\n\nVisitors sign the book.", encoding="utf-8")
    old = ingest(corpus, index, minilm)
    (corpus / "new.txt").write_text(
        "\n\n".join(f"Room {n} is checked on day {n} of the month. The list hangs at the door." for n in range(150)),
        encoding="utf-8",
    )
    expected = {old.fingerprint: old.passages}
    chance = random.Random(20260701)
    began = time.monotonic()
    statuses = []
    for sign, longest_s in MOMENTS:
        if time.monotonic() - began > LIMIT_S:
            break
        statuses.append(killed_run(["--corpus", str(corpus), "--index", str(index)], sign, longest_s, chance))
        serving = open_index(index)
        assert serving.info.fingerprint == current(index).folder.name
        if serving.info.fingerprint != old.fingerprint:  # the kill came after the swap
            break
        assert len(serving.passages) == expected[old.fingerprint]
        (question,) = minilm.encode(["wash hands"])
        (nearest, _), *_ = serving.vectors["sentence"].nearest(question, 1)
        assert serving.passages[serving.entries[nearest].passages[0]].text == "Staff wash their hands."
    if statuses.count(-9) < 2:
        pytest.fail(f"Too few runs were killed in time to show anything: {statuses}")
    done = ingest(corpus, index, minilm)
    after = open_index(index)
    assert after.info.fingerprint == done.fingerprint != old.fingerprint
    assert len(after.passages) == done.passages == old.passages + 150
    assert {path.name for path in index.iterdir() if path.is_dir()} <= {old.fingerprint, done.fingerprint}
