"""Reading KLOE and prompt codes in a text, as the frameworks of an index write them."""

import re
from collections.abc import Iterable

_SHAPE = re.compile(r"([A-Za-z]+)(\d+)(?:\.(\d+))?")
_ALWAYS = {"S": 1, "E": 1, "C": 1, "R": 1, "W": 1}  # digits after each letter in CQC's frameworks for social care
# In a sentence "e 1" or "c 2" may be anything: without a prompt number the letter and digit must touch.
_LOOSE = re.compile(r"^[a-z]+ \d+$", re.IGNORECASE)


class Codes:
    """The codes of some frameworks: those they have are read, and those that look like them as well.

    A code that only looks like one of theirs ("S9") is read so that people can be told that it does not exist.
    """

    def __init__(self, held: Iterable[str] = ()) -> None:
        """Learn letters and numbers from the codes of KLOEs and prompts; CQC's own letters are always known."""
        self.held = frozenset(held)
        digits, others = dict(_ALWAYS), set()
        for code in self.held:
            shape = _SHAPE.fullmatch(code)
            if shape:
                digits[shape[1]] = max(digits.get(shape[1], 1), len(shape[2]))
            else:
                others.add(code)
        self._written = {name.casefold(): name for name in (*digits, *others)}
        longest_first = sorted(digits, key=lambda letters: (-len(letters), letters))
        kinds = [rf"({letters})[ .]?(\d{{1,{digits[letters]}}})" for letters in longest_first]
        numbered = rf"(?:{'|'.join(kinds)})(?:[ .](?P<prompt>\d{{1,2}}))?(?![\d/%])\b"
        exact = "|".join(re.escape(code) for code in sorted(others, key=lambda code: (-len(code), code)))
        exact = rf"(?P<exact>{exact})(?![\w.])|" if exact else ""
        self._pattern = re.compile(rf"\b(?:{exact}{numbered})", re.IGNORECASE)

    def read(self, text: str) -> tuple[str, ...]:
        """Codes named in the text, as the framework writes them (``S4``, ``W3.2``), in order, each once."""
        found: list[str] = []
        for match in self._pattern.finditer(text):
            if _LOOSE.match(match.group()) and match.group() != text.strip(" ?.!"):
                continue
            found.append(self._code(match))
        return tuple(dict.fromkeys(found))

    def rewrite(self, text: str) -> str:
        """The text with its codes as the framework writes them: "s.4" becomes "S4", "W 3.2" becomes "W3.2"."""
        held = self.read(text)

        def written(match: re.Match[str]) -> str:
            return next((code for code in self.read(match.group()) if code in held), match.group())

        return self._pattern.sub(written, text)

    def _code(self, match: re.Match[str]) -> str:
        named = match.groupdict()
        if named.get("exact"):
            return self._written[named["exact"].casefold()]
        letters, kloe = [part for part in match.groups() if part is not None][:2]
        code = self._written[letters.casefold()] + kloe
        return f"{code}.{named['prompt']}" if named["prompt"] else code


CQC_CODES = Codes()  # for what is read without an index
