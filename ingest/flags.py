"""Training the flagging model of a framework, from its own statements, the lay questions and the situations."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy import sparse
from sklearn.svm import LinearSVC

from corpus.flag_model import NONE, Examples, FlagModel, Linear, Numbers, Words, terms
from corpus.framework import LEVELS, Framework
from corpus.model import Vectors
from ingest.examples import Example

VERSION = 3  # raise when the models come out otherwise, so that indexes are rebuilt
# Chosen by cross-validation on the situations, together with the totals of the development scenarios and findings.
_STRENGTH = 0.1
_MOST_ROUNDS = 400
_RARE = 2  # a term in fewer texts is no term


def train(framework: Framework, examples: Sequence[Example]) -> FlagModel | None:
    """A model from the examples; None if there is nothing to tell apart.

    The same examples give the same model.
    """
    words = _vocabulary(example.text for example in examples)
    code = _fit(words, [(e, e.code) for e in examples if e.code is not None], [*framework.kloes, NONE])
    level = _fit(words, [(e, e.level) for e in examples if e.level], LEVELS)
    if code is None or level is None:
        return None
    return FlagModel(framework.id, words, code, level, _examples(examples, code, level))


def _examples(examples: Sequence[Example], code: Linear, level: Linear) -> Examples:
    """The examples as arrays."""

    def numbers(labels: Iterable[str | None], classes: Sequence[str]) -> Numbers:
        return np.array([classes.index(label) if label in classes else -1 for label in labels], np.int64)

    return Examples(
        np.stack([example.vector for example in examples]),
        numbers((example.code for example in examples), code.classes),
        numbers((example.level or None for example in examples), level.classes),
        np.array([example.passage for example in examples], np.int64),
        np.array([example.weight for example in examples], np.float32),
    )


def _vocabulary(texts: Iterable[str]) -> Words:
    counted: Counter[str] = Counter()
    size = 0
    for text in texts:
        counted.update(terms(text).keys())
        size += 1
    kept = sorted(term for term, count in counted.items() if count >= _RARE)
    idf = np.array([np.log((1 + size) / (1 + counted[term])) + 1 for term in kept], np.float32)
    return Words({term: number for number, term in enumerate(kept)}, idf)


def _fit(words: Words, labelled: Sequence[tuple[Example, str]], order: Sequence[str]) -> Linear | None:
    """A linear model of the labels that occur, in the given order."""
    there = {label for _, label in labelled}
    classes = [name for name in order if name in there]
    if len(classes) < 2:
        return None
    inputs = _inputs(words, [example for example, _ in labelled])
    weights = [example.weight for example, _ in labelled]
    machine = LinearSVC(C=_STRENGTH, max_iter=_MOST_ROUNDS, random_state=0)
    machine.fit(inputs, [classes.index(label) for _, label in labelled], sample_weight=weights)
    found, bias = np.asarray(machine.coef_, np.float32), np.asarray(machine.intercept_, np.float32)
    if len(classes) == 2:  # one machine tells two classes apart
        found, bias = np.vstack([-found, found]), np.concatenate([-bias, bias])
    return Linear(tuple(classes), found, bias)


def _inputs(words: Words, examples: Sequence[Example]) -> sparse.csr_matrix:
    weighed = [words.weigh(example.text) for example in examples]
    starts = np.cumsum([0, *(len(columns) for columns, _ in weighed)])
    columns = np.concatenate([columns for columns, _ in weighed])
    values = np.concatenate([values for _, values in weighed])
    bags = sparse.csr_matrix((values, columns, starts), shape=(len(examples), len(words.numbers)))
    vectors: Vectors = np.stack([example.vector for example in examples])
    return sparse.csr_matrix(sparse.hstack([sparse.csr_matrix(vectors), bags]))
