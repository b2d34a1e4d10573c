"""What the check measures of a statement against its quotes; `evals.fit` weighs it."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import numpy as np

from assistant.check.cues import Sentence, bigrams, crossed, directed, turned_round
from assistant.check.facts import missing_facts
from corpus.model import Vector
from corpus.vocabulary import Vocabulary

CHECK_FEATURES = (
    "cosine", "cosine_second", "covered", "covered_best", "pairs", "run", "in_order", "rarest", "missing", "new_share",
    "facts", "denied_more", "denied_less", "denials_apart", "stronger", "weaker", "bound", "loosened", "all_more",
    "most_more", "some_lost", "condition_lost", "condition_more", "denial_alone", "order_wrong", "order_unknown",
    "order_lost", "opposite", "direction", "who_new", "who_other", "first_who", "length", "longer",
    "near_words", "verbatim",
)  # fmt: skip


def check_features(
    statement: str,
    sentences: Sequence[str],
    vectors: Mapping[str, Vector],
    vocabulary: Vocabulary,
    near_words: float,
    about: str = "",
) -> dict[str, float]:
    """Values by name of `CHECK_FEATURES`; ``vectors`` holds the statement and every sentence of its quotes."""
    here = Sentence(statement)
    there = [Sentence(text) for text in sentences]
    whole = Sentence(" ".join(sentences))
    cosines = sorted((float(vectors[statement] @ vectors[text]) for text in sentences), reverse=True)
    best = [s for _, s in sorted(zip(_nearness(here, there, vectors), there, strict=True), key=lambda p: -p[0])][:2]
    close = Sentence(" ".join(sentence.text for sentence in best))
    stems, known = set(here.stems), set(whole.stems)
    weights = {s: min(vocabulary.rarity(s), 8.0) for s in stems}
    missing = [s for s in stems if s not in known]
    wrong, unknown = crossed(here, [*there, whole])
    match = SequenceMatcher(None, here.stems, whole.stems, autojunk=False)
    blocks = [
        max(
            (b.size for b in SequenceMatcher(None, here.stems, s.stems, autojunk=False).get_matching_blocks()),
            default=0,
        )
        for s in there
    ]
    acts = {pair for sentence in there for pair in sentence.acts}
    done = {s for _, s in acts}
    mine = [(who, s) for who, s in here.acts if s in done]
    who_here, who_there = {w for w, _ in here.agents}, {w for w, _ in whole.agents}
    count = max(1, len(stems))
    return {
        "cosine": cosines[0],
        "cosine_second": cosines[1] if len(cosines) > 1 else cosines[0],
        "covered": _share(weights, known),
        "covered_best": _share(weights, set(best[0].stems)),
        "pairs": len(bigrams(here.stems) & {p for s in there for p in bigrams(s.stems)}) / max(1, len(here.stems) - 1),
        "run": max(blocks) / max(1, len(here.stems)),
        "in_order": sum(b.size for b in match.get_matching_blocks()) / max(1, len(here.stems)),
        "rarest": max((weights[s] for s in missing), default=0.0),
        "missing": float(len(missing)),
        "new_share": len(missing) / count,
        "facts": float(len(missing_facts(statement, " ".join(sentences), about))),
        "denied_more": float(len({s for s in here.denied if s in known and s not in whole.denied})),
        "denied_less": float(len({s for s in stems - here.denied if s in close.denied and _only_denied(s, there)})),
        "denials_apart": float(abs(here.denials - best[0].denials)),
        "stronger": float(max(0, (here.strength or 1.5) - (close.strength or 2))),
        "weaker": float(max(0, (close.weakest or 1.5) - (here.weakest or 1.5))),
        "bound": float(here.strength == 3 and whole.strength < 3),
        "loosened": float(close.weakest == 1 and here.weakest != 1),
        "all_more": float(here.amount("all") and not close.amount("all")),
        "most_more": float(here.amount("most") and not close.amount("most")),
        "some_lost": float(close.amount("some") and not here.amount("some")),
        "condition_lost": float(close.conditional and not here.conditional),
        "condition_more": float(here.conditional and not close.conditional),
        "denial_alone": float(bool(here.denials) != any(s.denials for s in best)),
        "order_wrong": float(wrong),
        "order_unknown": float(unknown),
        "order_lost": float(bool(close.ordered) and not here.ordered),
        "opposite": float(len(turned_round(here.stems, whole.stems))),
        "direction": float(directed(here.lowered) and not directed(whole.lowered)),
        "who_new": float(len(who_here - who_there)),
        "who_other": sum(pair not in acts for pair in mine) / max(1, len(mine)),
        "first_who": float(bool(here.agents) and bool(best[0].agents) and here.agents[0][0] != best[0].agents[0][0]),
        "length": float(np.log1p(len(here.stems))),
        "longer": float(len(here.stems) / max(1, len(whole.stems))),
        "near_words": near_words,
        "verbatim": float(any(here.lowered.strip(" .") in s.lowered for s in [*there, whole])),
    }


def _nearness(here: Sentence, there: Sequence[Sentence], vectors: Mapping[str, Vector]) -> list[float]:
    stems = set(here.stems)
    shared = [len(stems & set(s.stems)) / max(1, len(stems)) for s in there]
    return [share + float(vectors[here.text] @ vectors[s.text]) for share, s in zip(shared, there, strict=True)]


def _only_denied(word: str, there: Sequence[Sentence]) -> bool:
    return all(word in sentence.denied for sentence in there if word in sentence.stems)


def _share(weights: Mapping[str, float], known: set[str]) -> float:
    total = sum(weights.values())
    return sum(w for s, w in weights.items() if s in known) / total if total else 0.0
