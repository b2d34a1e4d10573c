"""What is done to workshops in one window: made, changed, kept, opened again."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.conversation import new_id
from assistant.screens.shared import Shared
from assistant.screens.workshop_parts import DRAFT, PackView, says
from assistant.screens.workshop_start import PackLine
from assistant.store import StoreError
from assistant.store.packs import PACKS
from assistant.workshop.build import build_pack
from assistant.workshop.changing import ChangeError, check_change
from assistant.workshop.kept import KeptPack, as_kept, differences
from assistant.workshop.making import Making
from assistant.workshop.pack import Changes, Declined, Pack, Request

NAME_CHARS = 200
Change = Callable[[Pack, Changes], Changes]


@dataclass(frozen=True)
class Workshops:
    """The workshops that one window sees."""

    shared: Shared
    window: str
    browser: str

    @property
    def held(self) -> Making | None:
        """The workshop that this window makes."""
        return self.shared.windows.workshop(self.window)

    # -- making and changing ----------------------------------------------------------------------

    def make(self, request: Request) -> Declined | None:
        """Make a workshop; it takes the place of what this window made before. Returns why, if it cannot be made."""
        pack = self._built(request, Changes())
        if isinstance(pack, Declined):
            return pack
        self._hold(Making(request, pack))
        return None

    def change(self, identity: str, change: Change, what: str) -> Making:
        """Change the workshop as it is now; ``what`` says what is done.

        Raises:
            AskKloeError: it cannot be done, and nothing was changed.
        """
        making = self.of(identity)
        changes = change(making.pack, making.changes)
        pack = self._rebuilt(making, changes)
        check_change(making.pack, making.changes, pack, changes)
        return self._save(making.stepped(changes, pack, what), making.changes)

    def undo(self, identity: str) -> str:
        """Take the last change back; returns what it was.

        Raises:
            AskKloeError: there is none.
        """
        making = self.of(identity)
        if not making.before:
            raise ChangeError(says("changes", "nothing_to_undo"))
        changes, what = making.before[-1]
        pack = self._rebuilt(making, changes)
        self._save(replace(making, changes=changes, pack=pack, before=making.before[:-1]), making.changes)
        return what

    def _rebuilt(self, making: Making, changes: Changes) -> Pack:
        pack = self._built(making.request, changes)
        if isinstance(pack, Declined):
            raise ChangeError(pack.why)
        return pack

    # -- keeping ----------------------------------------------------------------------------------

    def keep(self) -> str:
        """Keep the workshop of this window; returns its id.

        Raises:
            AskKloeError: it could not be kept.
        """
        making = self.of(DRAFT)
        if not self.shared.may_keep():
            raise StoreError(self.shared.store.said or says("keep", "off"))
        identity = new_id()
        PACKS.keep(self.shared.store, self.browser, as_kept(identity, making.title, making.pack, making.changes))
        self._hold(replace(making, kept=identity, name=making.title))
        return identity

    def noted(self, identity: str) -> None:
        """Somebody has seen what differs from when the workshop was kept.

        Raises:
            AskKloeError: it could not be kept.
        """
        making = self.of(identity)
        self._save(replace(making, news=None), making.changes)

    def rename(self, identity: str, name: str) -> None:
        """Give a kept workshop another name.

        Raises:
            AskKloeError: it could not be kept, or the name is empty.
        """
        called = " ".join(name.split())[:NAME_CHARS]
        if not called:
            raise ChangeError(says("keep", "no_name"))
        PACKS.change(self.shared.store, self.browser, identity, lambda kept: replace(kept, name=called))
        making = self.held
        if making and making.kept == identity:
            self._hold(replace(making, name=called))

    def delete(self, identity: str) -> None:
        """Delete what is kept of a workshop.

        Raises:
            StoreError: it could not be deleted.
        """
        PACKS.delete(self.shared.store, self.browser, identity)
        self.shared.windows.keep_workshop_no_more(identity)

    # -- looking ----------------------------------------------------------------------------------

    def of(self, identity: str) -> Making:
        """A workshop: the one that this window makes, or one that is kept, built from what the documents say now.

        Raises:
            AskKloeError: it is not there, or cannot be made from the documents any more.
        """
        held = self.held
        if identity == DRAFT:
            if held is None or held.kept:
                raise ChangeError(says("screen", "none"))
            return held
        if not self.shared.may_keep():
            raise StoreError(says("keep", "none_off"))
        kept = PACKS.open(self.shared.store, self.browser, identity)
        if held and held.kept == identity and held.changes == kept.changes:
            return replace(held, name=kept.name)
        making = self._opened(kept)
        self._hold(making)
        return making

    def view(self, identity: str) -> PackView:
        """A workshop as this window sees it.

        Raises:
            AskKloeError: it is not there.
        """
        return PackView(self.of(identity), self.shared.may_keep())

    def kept(self) -> tuple[PackLine, ...]:
        """The workshops that are kept, the latest first.

        Raises:
            StoreError: the store cannot be read.
        """
        if not self.shared.may_keep():
            return ()
        return tuple(PackLine(*row) for row in PACKS.list(self.shared.store, self.browser))

    def _opened(self, kept: KeptPack) -> Making:
        pack = self._built(kept.request, kept.changes)
        if isinstance(pack, Declined):
            raise ChangeError(says("keep", "declined", name=kept.name, why=pack.why))
        news = differences(kept, pack) if pack.fingerprint != kept.fingerprint else None
        return Making(kept.request, pack, kept.changes, kept=kept.id, name=kept.name, news=news)

    def _built(self, request: Request, changes: Changes) -> Pack | Declined:
        assistant = self.shared.start.assistant
        if assistant is None:
            raise ChangeError(says("screen", "not_ready"))
        return build_pack(assistant, request, changes)

    def _save(self, making: Making, was: Changes) -> Making:
        """Hold it in the window, and keep it if it is kept and nobody changed it meanwhile."""

        def now(kept: KeptPack) -> KeptPack:
            if kept.changes != was:
                raise ChangeError(says("changes", "elsewhere"))
            return as_kept(kept.id, kept.name, making.pack, making.changes)

        if making.kept:
            PACKS.change(self.shared.store, self.browser, making.kept, now)
        self._hold(making)
        return making

    def _hold(self, making: Making) -> None:
        self.shared.windows.hold_workshop(self.window, making)
