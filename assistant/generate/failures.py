"""What can go wrong with a language model, and what people are told."""

import ssl
from enum import StrEnum

import httpx
from openai import APIConnectionError, APIStatusError, APITimeoutError

from assistant.patterns import load_data
from corpus.errors import AskKloeError


class Trouble(StrEnum):
    """What went wrong; ``generate.toml`` says it in plain English."""

    NO_SUCH_HOST = "no_such_host"
    NOTHING_LISTENS = "nothing_listens"
    BAD_ADDRESS = "bad_address"
    CERTIFICATE = "certificate"
    KEY_REFUSED = "key_refused"
    NOT_FOUND = "not_found"
    TOO_MANY = "too_many"
    SERVER_FAILED = "server_failed"
    REFUSED = "refused"
    SILENT = "silent"
    TOO_SLOW = "too_slow"
    BROKE_OFF = "broke_off"
    NOT_A_MODEL = "not_a_model"
    ENDLESS = "endless"
    STOPPED = "stopped"


class ModelError(AskKloeError):
    """The model did not answer as it should.

    Attributes:
        trouble: what went wrong.
    """

    def __init__(self, trouble: Trouble) -> None:
        """Keep what went wrong; the message is the line for it."""
        super().__init__(load_data("generate.toml")["trouble"][trouble.value])
        self.trouble = trouble
        self.retryable = trouble in {Trouble.TOO_MANY, Trouble.SERVER_FAILED, Trouble.SILENT, Trouble.TOO_SLOW}


_BY_STATUS = {401: Trouble.KEY_REFUSED, 403: Trouble.KEY_REFUSED, 404: Trouble.NOT_FOUND, 429: Trouble.TOO_MANY}


def trouble_of(error: BaseException) -> Trouble:
    """What an error of the libraries below means."""
    chain = list(_chain(error))
    if any(isinstance(e, ssl.SSLError) or "CERTIFICATE" in str(e).upper() for e in chain):
        return Trouble.CERTIFICATE
    for found in chain:
        match found:
            case APIStatusError():
                status = found.status_code
                return _BY_STATUS.get(status, Trouble.SERVER_FAILED if status >= 500 else Trouble.REFUSED)
            case httpx.ConnectTimeout():
                return Trouble.NOTHING_LISTENS
            case httpx.ConnectError():
                return Trouble.NO_SUCH_HOST if _unknown_host(chain) else Trouble.NOTHING_LISTENS
            case httpx.InvalidURL() | httpx.UnsupportedProtocol() | httpx.LocalProtocolError():
                return Trouble.BAD_ADDRESS
    if any(isinstance(e, APITimeoutError | httpx.TimeoutException | TimeoutError) for e in chain):
        return Trouble.SILENT
    if any(isinstance(e, httpx.RemoteProtocolError | httpx.ReadError | OSError) for e in chain):
        return Trouble.BROKE_OFF
    return Trouble.BROKE_OFF if isinstance(error, APIConnectionError) else Trouble.NOT_A_MODEL


def _unknown_host(chain: list[BaseException]) -> bool:
    said = " ".join(map(str, chain)).lower()
    return any(words in said for words in ("name or service not known", "name resolution", "nodename", "getaddrinfo"))


def _chain(error: BaseException):  # noqa: ANN202 - a generator of errors
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
