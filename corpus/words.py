"""Words for keyword search: one way to cut and stem them, for building and for asking."""

import re
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[a-z]\d(?:\.\d+)?|[a-z0-9£%]+(?:['’][a-z]+)?", re.IGNORECASE)
_STEMMER = Stemmer.Stemmer("english")
STOP_WORDS = frozenset(
    """a about all am an and any are as at be been being but by can could did do does doing done for from get gets
    getting give go going got had has have having he her hers him his how i if im in into is it its ive just let like
    ll lot me might mine my no not of off on once one or our ours out over own please re really s same shall she
    should so some such t than that thats the their theirs them then there theres these they theyre this those though
    to too up us ve very was we were weve what whats when where which while who whom whose why will with would yes
    you your yours youre tell say says said know want need ok okay hi hello thanks thank""".split()
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    return _STEMMER.stemWord(word)


def raw_words(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes dropped, stop words included."""
    return [re.sub(r"['’](?:s$)?", "", w) for w in (m.group().lower() for m in _WORD.finditer(text))]


def keywords(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order, repeats kept."""
    return [stem(word) for word in raw_words(text) if word and word not in STOP_WORDS]
