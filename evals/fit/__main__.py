"""`python -m evals.fit`: fit the assistant's weights on development data and write them to its data files."""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from assistant.open import open_assistant
from assistant.patterns import DATA
from assistant.ready import DEFAULT_INDEX
from assistant.retrieve import FEATURES
from assistant.text_model import probability
from corpus.model import MiniLM, model_folder
from corpus.situations import load_situations
from evals.fit.data import QUESTIONS, Looked, look_at_all, rows
from evals.fit.evidence import fit_evidence
from evals.fit.ranking import fit_ranking
from evals.fit.two_classes import fit_two_classes
from evals.questions import load_questions, load_risks

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_RISK_FILES = ("risk_a.jsonl", "risk_b.jsonl", "risk_c.jsonl", "risk_d.jsonl", "risk_e.jsonl")
_LIVE_WEIGHT = 1.5  # a missed live risk weighs more than a card shown needlessly
_DESCRIBED_WEIGHT = 0.3  # there are several times as many situations as questions
_OWN_TIMES = 5  # rows written for this model stand where asking and telling meet
_DESCRIPTIONS = ("scenarios.dev.jsonl", "findings.dev.jsonl")
_UPPER = ("Outstanding", "Good")
_SENTENCE_TIMES = {"finding": 15, "polarity": 6}  # sentences of reports stand that often: situations are far more
_FINDING_WEIGHT = 0.2  # and far more sentences that say something than such that say nothing
_PARTS = ("risk", "practice", "report", "ranking", "evidence")
_RANKING_PRIOR = {"text": 0.4, "sentence": 0.2, "lay": 0.6, "lay_more": 0.3, "keywords_text": 0.2, "keywords_lay": 0.5}
_STARTING = {"section": 0.2, "short": -0.1, "characteristic_asked": 0.2, "characteristic_not_asked": -0.3, "code": 2.0}


def main(arguments: list[str] | None = None) -> int:
    """Fit what is asked for, in the order in which one rests on the other."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit", description=__doc__)
    parser.add_argument("what", nargs="*", default=list(_PARTS), help=", ".join(_PARTS))
    parser.add_argument("--index", type=Path, default=DEFAULT_INDEX)
    options = parser.parse_args(arguments)
    if "risk" in options.what:
        _risk()
    if "practice" in options.what:
        _practice()
    if "report" in options.what:
        _report()
    if "ranking" in options.what:
        _ranking(options.index)
    if "evidence" in options.what:
        _evidence(options.index)
    return 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _risk() -> None:
    encoder = MiniLM(model_folder())
    examples = [(row["question"], bool(row["live"])) for name in _RISK_FILES for row in rows(name)]
    examples += [(row["question"], False) for name in ("covered.jsonl", "uncovered.jsonl") for row in rows(name)]
    held_out = [(row.question, row.live) for row in load_risks(QUESTIONS / "risk.dev.jsonl")]
    ordinary = [q.question for q in load_questions(QUESTIONS / "questions.calibration.jsonl")]
    path = DATA / "risk_model.json"
    for final in (False, True):
        used = examples + held_out + [(q, False) for q in ordinary] if final else examples
        texts, live = [text for text, _ in used], [live for _, live in used]
        model = fit_two_classes(texts, live, encoder, weight_of_yes=_LIVE_WEIGHT) | {"threshold": 0.25, "plain": 0.8}
        if not final:
            _report_risk(model, held_out, ordinary, encoder)
    path.write_text(json.dumps(model), encoding="utf-8")


def _report_risk(model: dict, held_out: list[tuple[str, bool]], ordinary: list[str], encoder: MiniLM) -> None:
    texts = [t for t, _ in held_out] + ordinary
    scores = [probability(t, v, model) for t, v in zip(texts, encoder.encode(texts), strict=True)]
    live = np.array([live for _, live in held_out])
    first, rest = np.array(scores[: len(live)]), np.array(scores[len(live) :])
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4):
        missed, needless = (first[live] < threshold).mean(), (first[~live] >= threshold).mean()
        common = (rest >= threshold).mean()
        _say(f"risk {threshold:.2f}: missed {missed:.3f}, needless {needless:.3f}, ordinary {common:.3f}")


def _practice() -> None:
    """Situations and descriptions against questions and subjects; the development sets are only reported on."""
    encoder = MiniLM(model_folder())
    labelled = [(row["text"], bool(row["described"])) for row in rows("practice.jsonl")] * _OWN_TIMES
    labelled += [(situation.text, bool(situation.level)) for situation in load_situations(CORPUS)]
    labelled += [(row["question"], False) for name in ("covered.jsonl", "uncovered.jsonl") for row in rows(name)]
    model = fit_two_classes(
        [t for t, _ in labelled], [d for _, d in labelled], encoder, weight_of_yes=_DESCRIBED_WEIGHT
    )
    model |= {"threshold": 0.6, "threshold_elsewhere": 0.5}
    (DATA / "practice_model.json").write_text(json.dumps(model), encoding="utf-8")
    asked = [q.question for q in load_questions(QUESTIONS / "questions.dev.jsonl")]
    told = [
        json.loads(line)["text"]
        for name in _DESCRIPTIONS
        for line in (QUESTIONS / name).read_text("utf-8").splitlines()
    ]
    for name, texts in (("asked", asked), ("described", told)):
        scores = np.array([probability(t, v, model) for t, v in zip(texts, encoder.encode(texts), strict=True)])
        _say(f"practice: {name}, counted as described {(scores >= model['threshold']).mean():.3f} of {len(texts)}")


def _report() -> None:
    """Two models for the sentences of reports: do they say how a service does, and is it a shortfall?"""
    encoder = MiniLM(model_folder())
    told = [(situation.text, situation.level) for situation in load_situations(CORPUS) if situation.level]
    sentences = [(row["text"], row["says"]) for row in rows("report_sentences.jsonl")]
    finding = [(text, True) for text, _ in told]
    finding += [(text, says != "nothing") for text, says in sentences] * _SENTENCE_TIMES["finding"]
    shortfall = [(text, level not in _UPPER) for text, level in told]
    shortfall += [(text, says == "shortfall") for text, says in sentences if says != "nothing"] * _SENTENCE_TIMES[
        "polarity"
    ]
    for name, labelled, weight in (("finding", finding, _FINDING_WEIGHT), ("polarity", shortfall, 1.0)):
        model = fit_two_classes([t for t, _ in labelled], [yes for _, yes in labelled], encoder, weight_of_yes=weight)
        (DATA / f"report_{name}_model.json").write_text(json.dumps(model), encoding="utf-8")


def _ranking(index: Path) -> None:
    assistant = open_assistant(index)
    starting = {name: {**_RANKING_PRIOR, **_STARTING}.get(name, 0.1) for name in FEATURES}
    weights = fit_ranking(look_at_all(assistant), assistant.index, list(starting.values()))
    lines = [
        "# Weights of the ranking: similarities are cosines (0 to 1), keyword scores are shares of the best passage's.",
        "# Fitted by `python -m evals.fit ranking` on development questions with gold quotes (a softmax over all",
        "# passages, pulled towards round numbers); cross-checked by fitting on one half and measuring the other.",
        "[weights]",
        *(f"{name} = {weight}" for name, weight in weights.items()),
    ]
    (DATA / "ranking.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _evidence(index: Path) -> None:
    assistant = open_assistant(index)
    looked: list[Looked] = look_at_all(assistant)
    fit = fit_evidence(looked, assistant.index)
    for threshold, refused, false in fit.errors:
        _say(f"evidence {threshold:.2f}: refused though covered {refused:.3f}, answered though not {false:.3f}")
    lines = [
        "# The evidence score: a logistic regression that says how probable it is that the guidance covers a",
        "# question. Fitted by `python -m evals.fit evidence`; `threshold` is where it answers, `nearby` the cosine",
        "# from which on an abstention shows what is nearby. Chosen on cross-validated development questions:",
        "# a false answer is worse than a refusal, so about one in eight covered questions is let go (of these hard",
        "# ones, of which most uncovered are near-misses).",
        "threshold = 0.38",
        "nearby = 0.5",
        "# For a part of a question: where the question as a whole is covered, and where it is not.",
        "part_of_covered = 0.19",
        "part_of_uncovered = 0.7",
        "# Under a filter: how far below the best passage of all the best one left may score;",
        "# how probable it may be, from what is left alone, that this answers; and which share of the words of the",
        "# question the best five that are left have to hold, if their best cosine is at least so much.",
        "filter_margin = 0.3",
        "filter_alone = 0.5",
        "filter_words = 0.99",
        "filter_near = 0.4",
        f"intercept = {fit.intercept}",
        "",
        "# For a folder without lay questions: half sure at this cosine of the best passage or sentence. It only keeps",
        "# out what is off the subject: on our corpus, cosines alone barely tell covered questions from uncovered.",
        "[plain]",
        "cosine = 0.35",
        "steepness = 14.0",
        "",
        "[features]",
        *(
            f"{name} = {{ weight = {v['weight']}, mean = {v['mean']}, deviation = {v['deviation']} }}"
            for name, v in fit.features.items()
        ),
        "",
        "[cues]",
        *(f"{json.dumps(word)} = {weight}" for word, weight in fit.cues.items()),
    ]
    (DATA / "evidence.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
