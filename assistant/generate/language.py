"""Is a reply in English? By its very common words."""

import re

from assistant.patterns import load_data

_FEW = 12  # words, below which nothing can be told
_NAMES = re.compile(r'"(?:statements|text|sources)"|\bS\d+\b|\\n')


def is_english(text: str) -> bool:
    """Whether a text of some length holds as many common English words as English does."""
    data = load_data("generate.toml")
    words = re.findall(r"\w+", _NAMES.sub(" ", text).lower())
    common = sum(word in data["english"]["words"] for word in words)
    return len(words) < _FEW or common / len(words) >= data["limits"]["english_share"]
