"""Workshop packs that are kept: what they are built from, so that they are built anew when they are opened."""

from pydantic import TypeAdapter

from assistant.store.shelf import Shelf
from assistant.store.tables import PackRow
from assistant.workshop.kept import KeptPack

PACKS = Shelf(PackRow, TypeAdapter(KeptPack), "this workshop")
