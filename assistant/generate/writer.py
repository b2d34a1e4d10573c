"""Getting statements out of a model: by schema where the server takes one, without it, and once more if unreadable."""

from collections.abc import Iterator, Sequence

from assistant.generate.failures import ModelError, Trouble
from assistant.generate.model import ChatModel, Message, Reply, Stop
from assistant.generate.reply import Draft, ReplyReader, reply_schema
from assistant.generate.request import repair_for

_REPAIRED_CHARACTERS = 4_000  # of an unreadable reply that is sent back


class Writer:
    """One answer being written."""

    def __init__(
        self,
        model: ChatModel,
        messages: Sequence[Message],
        labels: Sequence[str],
        until: float,
        stop: Stop,
        limits: dict,
    ) -> None:
        """Send the messages; the reply is read by `drafts`."""
        self._model = model
        self._messages = messages
        self._schema = reply_schema(labels)
        self._until = until
        self._stop = stop
        self._tokens = limits["max_tokens"]
        self._most = limits["max_statements"]
        self.text = ""  # all that was written
        self.says_nothing = False  # whether it said, as asked, that there is nothing to state
        self._reply: Reply | None = self._send(messages, schema=True)

    def drafts(self) -> Iterator[tuple[Draft, ...]]:
        """For each piece that comes, the statements that it completes, often none; at most as many as are wanted.

        Raises:
            ModelError: there is no reply, or it broke off.
        """
        given = 0
        for found in self._all():
            new = found[: self._most - given]
            given += len(new)
            yield tuple(new)
            if given >= self._most:
                break
        self.close()

    def close(self) -> None:
        """Hang up, so that the server stops writing."""
        if self._reply:
            self._reply.close()
            self._reply = None

    def _all(self) -> Iterator[list[Draft]]:
        schema = True
        reader = ReplyReader()
        try:
            yield from self._read(reader)
        except ModelError as error:
            if error.trouble is not Trouble.REFUSED or reader.text:
                raise
            schema = False  # a server that knows no schemas refuses the request
            self._reply = self._send(self._messages, schema=False)
            yield from self._read(reader)
        self.says_nothing = reader.is_empty_list
        if reader.given or reader.is_empty_list or not reader.text.strip():
            return
        again = ReplyReader()
        self._reply = self._send(repair_for(self._messages, reader.text[:_REPAIRED_CHARACTERS]), schema=schema)
        yield from self._read(again)
        self.says_nothing = again.is_empty_list

    def _read(self, reader: ReplyReader) -> Iterator[list[Draft]]:
        assert self._reply is not None
        for piece in self._reply:
            self.text += piece
            yield reader.feed(piece)
        yield reader.end()

    def _send(self, messages: Sequence[Message], *, schema: bool) -> Reply:
        return self._model.ask(
            messages,
            schema=self._schema if schema else None,
            until=self._until,
            stop=self._stop,
            max_tokens=self._tokens,
        )
