"""Follow-ups that are suggested after an answer."""

import pytest

from assistant.cite import Citer
from assistant.suggest import suggestions
from corpus.types import Kind


def suggested_after(assistant, provider):
    citer = Citer(assistant.index)
    numbers = [n for n, p in enumerate(assistant.index.passages) if p.kind is Kind.CASE and p.provider == provider]
    for number in numbers[:3]:
        citer.cite(number)
    assert citer.citations
    return suggestions("how do we improve?", citer.citations, assistant.index)


@pytest.mark.parametrize("provider", ["Skills for Care", "Quality Compliance Systems (QCS) Ltd."])
def test_who_advises_is_not_asked_how_it_improved_its_service(assistant, provider):
    assert not any(provider in suggestion for suggestion in suggested_after(assistant, provider))


@pytest.mark.parametrize("provider", ["Halstead Hall", "In Safe Hands"])
def test_a_provider_of_care_is_asked_what_it_did(assistant, provider):
    assert f"What did {provider} do to improve its service?" in suggested_after(assistant, provider)
