"""How quotes stand in what is made for workshops."""


def in_marks(quote: str) -> str:
    """A quote between quotation marks, of which those that the document prints round the whole are enough."""
    inner = quote.removeprefix("“")
    if inner != quote and "“" not in inner and inner.find("”") in {-1, len(inner) - 1}:
        return f"“{inner.removesuffix('”')}”"
    return f"“{quote}”"
