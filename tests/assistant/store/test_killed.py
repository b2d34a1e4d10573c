"""`kill -9` while a plan is edited, read back from Excel or exported: what was committed is there, and nothing half."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.plan.items import ActionItem, ActionPlan, Task
from assistant.store import open_store
from assistant.store.plans import list_versions, new_plan, open_plan, open_version

ROOT = Path(__file__).resolve().parent.parent.parent.parent
KILLS = 3
LONGEST_S = 0.5
PLAN = ActionPlan("plan-1", "Rose House").with_new(
    ActionItem(action=f"Action {n}", notes="x" * 500, tasks=(Task("One"), Task("Two"))) for n in range(60)
)
# Each says the number of every version that was committed, as soon as it was.
COMMON = """
import io, sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from assistant.store import open_store
from assistant.store.plans import change_plan, list_versions, open_plan
from assistant.export.plan_excel import plan_excel
from assistant.export.plan_import import read_plan_excel

store, out = open_store(Path(sys.argv[1])), Path(sys.argv[2])
DAY = date(2026, 11, 22)

def excel(plan):
    return plan_excel(plan, list_versions(store, "mine", plan.id), DAY)

def marked(plan, mark):
    return replace(plan, items=tuple(replace(item, lead=mark, notes=f"{mark} " * 100) for item in plan.items))
"""
EDIT = """
print("begun", flush=True)
while True:
    number = open_plan(store, "mine", "plan-1").number
    version = change_plan(store, "mine", "plan-1", lambda plan: marked(plan, f"by version {number + 1}"), "Edited")
    print(version.number, flush=True)
"""
IMPORT = """
from openpyxl import load_workbook

def edited(content, mark):
    book = load_workbook(io.BytesIO(content))
    sheet = book["Plan"]
    column = {cell.value: cell.column for cell in sheet[4]}
    for row in range(6, 66):
        sheet.cell(row, column["lead"], mark)
        sheet.cell(row, column["notes"], f"{mark} " * 100)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

print("begun", flush=True)
while True:
    now = open_plan(store, "mine", "plan-1")
    content = edited(excel(now.plan), f"by version {now.number + 1}")
    version = change_plan(store, "mine", "plan-1", lambda plan: read_plan_excel(content, plan), "Read back")
    print(version.number, flush=True)
"""
EXPORT = """
print("begun", flush=True)
while True:
    out.write_bytes(excel(open_plan(store, "mine", "plan-1").plan))
    print("1", flush=True)
"""


def killed(script, folder, out, chance):
    """Start a program, kill it at some moment of its work; returns the last version that it said was committed."""
    command = [sys.executable, "-c", COMMON + script, str(folder), str(out)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    first = process.stdout.readline()
    assert first
    time.sleep(chance.uniform(0, LONGEST_S))
    process.kill()
    said = [first, *process.stdout.read().splitlines(keepends=True)]
    process.stdout.close()
    assert process.wait() == -9
    return int([line for line in said if line.endswith("\n")][-1])


@pytest.mark.parametrize("script", [EDIT, IMPORT, EXPORT], ids=["edit", "import", "export"])
def test_nothing_committed_is_lost_and_no_version_is_half(tmp_path, script):
    chance = random.Random(20261122)
    folder, out = tmp_path / "data", tmp_path / "plan.xlsx"
    new_plan(open_store(folder), "mine", PLAN, "Plan made")
    for _ in range(KILLS):
        committed = killed(script, folder, out, chance)
        store = open_store(folder)
        assert store.said == ""
        lines = list_versions(store, "mine", PLAN.id)
        latest = open_plan(store, "mine", PLAN.id)
        assert committed <= latest.number <= committed + 1
        assert [line.number for line in lines] == list(range(latest.number, 0, -1))
        for number in range(2, latest.number + 1):
            leads = {item.lead for item in open_version(store, "mine", PLAN.id, number).plan.items}
            assert leads == {f"by version {number}"}
        assert open_version(store, "mine", PLAN.id, 1).plan == PLAN
        store.engine.dispose()
    if script is EXPORT:
        assert latest.plan == PLAN
        assert out.exists()
    else:
        assert latest.number > KILLS
