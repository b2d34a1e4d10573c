"""Reports that were loaded: what was read out of them and what people said of it; the files are not kept."""

from pydantic import TypeAdapter

from assistant.report.findings import Report
from assistant.store.shelf import Shelf
from assistant.store.tables import ReportRow

REPORTS = Shelf(ReportRow, TypeAdapter(Report), "this report")
