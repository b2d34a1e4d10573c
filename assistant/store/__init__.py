"""What is kept on this computer: one SQLite file in the data folder."""

from assistant.store.opening import open_store, window_store
from assistant.store.store import Store, StoreError

__all__ = ["Store", "StoreError", "open_store", "window_store"]
