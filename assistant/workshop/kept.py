"""A pack that is kept: what it is built from, and what it held then, so that a later build can be compared with it."""

from dataclasses import dataclass

from assistant.workshop.pack import Changes, Pack, Request


@dataclass(frozen=True)
class KeptPack:
    """What is kept of a pack.

    Attributes:
        fingerprint: of the index that it was built from when it was kept or changed last.
        parts: ids and titles of its parts then.
        quotes: the words that it quoted then.
    """

    id: str
    name: str
    request: Request
    changes: Changes
    fingerprint: str
    parts: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """What differs between a pack as it was kept and as it is built now: titles of parts, and words quoted."""

    new_parts: tuple[str, ...] = ()
    gone_parts: tuple[str, ...] = ()
    new_quotes: tuple[str, ...] = ()
    gone_quotes: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether nothing differs."""
        return not (self.new_parts or self.gone_parts or self.new_quotes or self.gone_quotes)


def as_kept(identity: str, name: str, pack: Pack, changes: Changes) -> KeptPack:
    """What to keep of a pack as it is now."""
    parts = tuple((part.id, part.title) for part in pack.parts)
    quotes = tuple(dict.fromkeys(citation.quote for citation in pack.citations))
    return KeptPack(identity, name, pack.request, changes, pack.fingerprint, parts, quotes)


def differences(kept: KeptPack, pack: Pack) -> Differences:
    """What differs between what was kept and the pack that is built from it now."""
    now = as_kept(kept.id, kept.name, pack, kept.changes)
    then_ids, now_ids = {i for i, _ in kept.parts}, {i for i, _ in now.parts}
    return Differences(
        tuple(title for identity, title in now.parts if identity not in then_ids),
        tuple(title for identity, title in kept.parts if identity not in now_ids),
        tuple(quote for quote in now.quotes if quote not in set(kept.quotes)),
        tuple(quote for quote in kept.quotes if quote not in set(now.quotes)),
    )
