"""Packs as JSON and as an outline."""

import json

import pytest

from assistant.workshop.build import build_pack
from assistant.workshop.pack import Declined, Request
from assistant.workshop.pack_records import declined_record, declined_text, pack_outline, pack_record


@pytest.fixture(scope="module")
def pack(assistant):
    return build_pack(assistant, Request("infection control", 60))


def test_a_pack_as_json_names_parts_slides_papers_and_citations(pack):
    record = json.loads(json.dumps(pack_record(pack)))
    assert record["request"] == {
        "topic": "infection control",
        "minutes": 60,
        "audience": "care workers",
        "people": 12,
        "purpose": "awareness",
    }
    assert record["declined"] is None
    assert record["minutes"] == sum(part["minutes"] for part in record["parts"]) == 60
    assert all(sum(s["minutes"] for s in part["slides"]) == part["minutes"] for part in record["parts"])
    assert {paper["kind"] for paper in record["papers"]} >= {"sources", "running order", "evaluation form"}
    assert [citation["n"] for citation in record["citations"]] == list(range(1, len(pack.citations) + 1))
    assert record["remark"] == pack.remark
    assert record["notices"]


def test_an_outline_begins_at_nought_and_ends_at_the_length(pack):
    lines = pack_outline(pack).splitlines()
    assert lines[0] == "Preventing and controlling infection"
    assert lines[2].startswith("   0  Welcome (")
    assert "  60" in lines
    assert lines[-1] == pack.remark


def test_what_is_declined_says_why_and_what_there_is():
    declined = Declined("Not covered.", ("Medicines",))
    assert declined_record(Request("x"), declined)["declined"] == {"why": "Not covered.", "nearest": ["Medicines"]}
    assert declined_text(declined).splitlines()[0] == "Not covered."
    assert declined_text(declined).splitlines()[-1] == "- Medicines"
    assert declined_text(Declined("Not covered.")) == "Not covered.\n"
