"""What is hidden before anything is sent to another machine, and that it comes back."""

import pytest

from assistant.generate.masking import Masker

HIDDEN = [
    ("Mrs Patel fell twice", ["Patel"]),
    ("mrs patel fell twice", ["patel"]),
    ("MRS PATEL fell twice", ["PATEL"]),
    ("Mr. J. Smith-Jones is unwell", ["J. Smith-Jones"]),
    ("Mr O’Brien and Miss Ann Lee", ["O’Brien", "Ann Lee"]),
    ("Ask Dr van der Berg about it", ["van der Berg"]),
    ("Ms Okafor's son rang; Okafor is upset", ["Okafor", "Okafor"]),
    ("NHS number 943 476 5919", ["943 476 5919"]),
    ("NHS no: 9434765919", ["9434765919"]),
    ("her number is 943-476-5919", ["943-476-5919"]),
    ("ring 07700 900123 please", ["07700 900123"]),
    ("ring 020 7946 0018", ["020 7946 0018"]),
    ("ring +44 20 7946 0018", ["+44 20 7946 0018"]),
    ("ring (01632) 960123", ["(01632) 960123"]),
    ("write to jo.b+x@home.example.org", ["jo.b+x@home.example.org"]),
    ("born on 3 May 1941", ["3 May 1941"]),
    ("DOB: 03/05/1941", ["03/05/1941"]),
    ("date of birth is 1941-05-03", ["1941-05-03"]),
    ("d.o.b 3rd of May 1941", ["3rd of May 1941"]),
    ("lives at LS1 4AP now", ["LS1 4AP"]),
    ("lives at sw1a1aa", ["sw1a1aa"]),
    ("the lady in room 12b", ["12b"]),
    ("Room no. 7 and flat 3", ["7", "3"]),
]
LEFT = [
    "What does S4.1 say, and regulation 17?",
    "the dr has left and we miss the point of supervision",
    "Within 10 working days, 17% of 250 services",
    "In 2019 we had 3 inspections on 21 November 2026",
    "miss doses at weekends",
    "How do we improve our medication process?",
    "We have 12 rooms and £1,200 to spend",
]


@pytest.mark.parametrize(("text", "words"), HIDDEN)
def test_personal_words_are_hidden(text, words):
    masker = Masker()
    masked = masker.mask(text)
    assert all(word not in masked for word in words), masked
    assert {found.words for found in masker.masked} == set(words)


@pytest.mark.parametrize(("text", "words"), HIDDEN)
def test_what_was_hidden_comes_back(text, words):
    masker = Masker()
    assert masker.unmask(masker.mask(text)) == text


@pytest.mark.parametrize("text", LEFT)
def test_other_words_stay(text):
    assert Masker().mask(text) == text


def test_the_same_words_have_the_same_mask_in_another_text():
    masker = Masker()
    masker.mask("Mrs Patel is ill")
    assert masker.mask("what about Patel?") == "what about [PERSON 1]?"


def test_two_people_have_two_masks():
    masker = Masker()
    assert masker.mask("Mr Brown and Mrs Green") == "Mr [PERSON 1] and Mrs [PERSON 2]"


def test_a_mask_that_was_never_given_stays():
    assert Masker().unmask("[PERSON 3] is well") == "[PERSON 3] is well"
