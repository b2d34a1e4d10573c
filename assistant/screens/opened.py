"""The library of the index that is open now; the same for all windows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.good.books import Library, open_library

if TYPE_CHECKING:
    from assistant.answering import Assistant


@dataclass
class Opened:
    """Opens the library once for each index."""

    library: Library | None = None

    def of(self, assistant: "Assistant") -> Library:
        """The library of an assistant's index.

        Raises:
            CorpusError: our notes do not fit a framework.
        """
        if self.library is None or self.library.index is not assistant.index:
            self.library = open_library(assistant.index)
        return self.library
