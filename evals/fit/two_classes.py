"""Models that answer yes or no: logistic regressions on the embedding and the words of a text."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.text_model import text_words
from corpus.model import Encoder

_MIN_COUNT = 3
_EMBEDDING_SCALE = 10.0
_WORD_SCALE = 2.0
_STRENGTH = 0.05


def fit_two_classes(texts: Sequence[str], yes: Sequence[bool], encoder: Encoder, *, weight_of_yes: float) -> dict:
    """Intercept, weights of the embedding and of words; the threshold is chosen by the caller."""
    vectors = encoder.encode(texts)
    counts = Counter(word for text in texts for word in text_words(text))
    vocabulary = {word: n for n, word in enumerate(sorted(w for w, c in counts.items() if c >= _MIN_COUNT))}
    inputs = np.hstack([vectors * _EMBEDDING_SCALE, _bags(texts, vocabulary) * _WORD_SCALE])
    model = LogisticRegression(C=_STRENGTH, max_iter=4000, class_weight={True: weight_of_yes, False: 1.0})
    model.fit(inputs, np.array(yes, bool))
    weights = np.asarray(model.coef_)[0]
    size = vectors.shape[1]
    words = {w: round(float(weights[size + n] * _WORD_SCALE), 4) for w, n in vocabulary.items()}
    return {
        "intercept": round(float(np.asarray(model.intercept_)[0]), 4),
        "embedding": [round(float(w * _EMBEDDING_SCALE), 4) for w in weights[:size]],
        "words": {w: c for w, c in words.items() if abs(c) >= 0.01},
    }


def _bags(texts: Sequence[str], vocabulary: dict[str, int]) -> NDArray[np.float32]:
    bags = np.zeros((len(texts), len(vocabulary)), np.float32)
    for row, text in enumerate(texts):
        for word in text_words(text):
            if word in vocabulary:
                bags[row, vocabulary[word]] = 1.0
    return bags
