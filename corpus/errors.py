"""The one family of errors that AskKLOE shows to people."""


class AskKloeError(Exception):
    """Something went wrong that a person can be told about.

    Attributes:
        retryable: whether doing the same again may work.
        user_message: what happened, what was kept and what to do, in plain English.
    """

    retryable = False

    def __init__(self, user_message: str) -> None:
        """Keep the message that the screen and the command line show."""
        super().__init__(user_message)
        self.user_message = user_message


class CorpusError(AskKloeError):
    """The documents, or the data that goes with them, are not as the manifest says."""


class UnreadableFileError(AskKloeError):
    """One file could not be read; the others are not affected.

    Attributes:
        problem: what is the matter, as the rest of a sentence that begins with the file's name.
        advice: what to do, as a sentence.
    """

    def __init__(self, user_message: str, problem: str = "", advice: str = "") -> None:
        """Keep the message and what it was made of."""
        super().__init__(user_message)
        self.problem = problem
        self.advice = advice


class ModelMissingError(AskKloeError):
    """The embedding model is not installed, or is not the published one."""


class IndexMissingError(AskKloeError):
    """There is no index yet in the folder asked for."""

    retryable = True


class StaleIndexError(AskKloeError):
    """The index does not fit this version of the program, or is damaged."""

    retryable = True
