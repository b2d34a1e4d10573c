"""Weights of the ranking: a listwise fit (softmax over all passages) on questions with gold quotes."""

from collections.abc import Sequence

import numpy as np
import torch

from assistant.retrieve import FEATURES
from corpus.index import Index
from evals.extracts import Extract, Shown
from evals.fit.data import Looked

_RELEVANT_SHARE = 0.3  # of a gold quote's words, from which on a passage counts as one that holds it
_PULL_TO_PRIOR = 0.1
_STEPS = 200


def gold_passages(item: Looked, index: Index) -> list[int]:
    """Passages that hold a part of a must-have quote."""
    texts = {d.source.id: d.text for d in index.documents.values()}
    found = []
    for number, passage in enumerate(index.passages):
        for quote in item.item.must:
            if quote.document_id != passage.document_id:
                continue
            shown = Shown([Extract(passage.document_id, passage.spans)])
            if quote.covered_share(texts, shown) >= _RELEVANT_SHARE:
                found.append(number)
                break
    return found


def fit_ranking(looked: Sequence[Looked], index: Index, prior: Sequence[float]) -> dict[str, float]:
    """Weights by feature, pulled towards ``prior``; scaled so that the largest similarity weight is about 1."""
    data = []
    for item in looked:
        gold = gold_passages(item, index) if item.covered else []
        if gold:
            target = torch.zeros(len(index.passages))
            target[gold] = 1 / len(gold)
            data.append((torch.tensor(item.scores.features), target))
    start = torch.tensor(np.array(prior, np.float32))
    weights = start.clone().requires_grad_(True)
    sharpness = torch.tensor(2.0, requires_grad=True)
    optimiser = torch.optim.Adam([weights, sharpness], lr=0.03)
    for _ in range(_STEPS):
        optimiser.zero_grad()
        losses = [-(t * torch.log_softmax((weights @ x) * sharpness.exp(), 0)).sum() for x, t in data]
        loss = torch.stack(losses).mean() + _PULL_TO_PRIOR * ((weights - start) ** 2).sum()
        loss.backward()
        optimiser.step()
    return {name: round(float(w), 3) for name, w in zip(FEATURES, weights.detach(), strict=True)}
