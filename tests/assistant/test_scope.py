import pytest

from assistant.scope import fixed_request, outside_subject
from assistant.types import AnswerKind

OUTSIDE = [
    ("clinical", "What is the maximum dose of paracetamol in a day?"),
    ("clinical", "Can we crush tablets into yoghurt?"),
    ("clinical", "How often should a catheter be changed?"),
    ("clinical", "What are the signs of sepsis?"),
    ("clinical", "How do we treat scabies?"),
    ("employment", "How much notice do I have to give a carer?"),
    ("employment", "What is the minimum wage for sleep-ins?"),
    ("employment", "Can I make someone redundant?"),
    ("visas", "How do I sponsor a carer from India on a visa?"),
    ("visas", "What does a right to work check need?"),
    ("fees", "How much can we charge self-funders?"),
    ("fees", "How do I get continuing healthcare funding?"),
    ("fees", "What are the CQC registration fees?"),
    ("tax", "Do care homes pay VAT?"),
    ("tax", "What is the mileage allowance for homecare workers?"),
    ("elsewhere", "What does the Care Inspectorate in Scotland expect?"),
    ("elsewhere", "How does Ofsted inspect children's homes?"),
    ("elsewhere", "Do these rules apply to a home in Wales?"),
    ("regulators", "Which injuries go under RIDDOR?"),
    ("regulators", "How often should we have a fire drill?"),
    ("regulators", "How do I answer a subject access request?"),
    ("other-frameworks", "List the quality statements for safe"),
    ("other-frameworks", "How is each evidence category scored?"),
    ("law", "Do I have to notify CQC about a burst pipe?"),
    ("law", "What does duty of candour require me to write in a letter?"),
    ("law", "How long do we keep MAR charts and other records?"),
    ("law", "Is it legal to lock the front door?"),
    ("it-help", "How do I write a formula in excel?"),
    ("it-help", "The printer does not print our posters"),
    ("elsewise", "Tell me a joke about cats"),
    ("elsewise", "Who won the football on Saturday?"),
    ("elsewise", "What is the weather tomorrow?"),
]
COVERED = [
    "How do we improve our medication process?",
    "What are the top tips for better supervision?",
    "How do I raise a safeguarding concern?",
    "What should our action plan include?",
    "What does Good look like for handling complaints?",
    "How do we record medicines given to people?",
    "How do we train staff about falls prevention?",
    "How can we involve families in care planning?",
    "What makes a good registered manager?",
    "How do we prepare for an inspection?",
    "What evidence should we show CQC?",
    "How do we keep our care plans up to date?",
    "What are the prompts about consent?",
    "How should we check new staff before they start?",
    "How can we learn from complaints?",
    "What does Inadequate look like for infection control?",
    "How do other homes use champions?",
    "How can a board support the manager?",
    "What is the difference between Good and Outstanding for staffing?",
    "How do we support people to eat and drink enough?",
    "How do we support staff wellbeing?",
    "What does the guide say about quality assurance?",
    "How can we make activities more person-centred?",
    "How do we respond to a poor inspection report?",
    "Which KLOE covers end of life care?",
    "How do we build an open culture where staff speak up?",
    "How do we work with other agencies?",
    "What is meant by special measures?",
    "How do we use technology in care?",
    "How can we improve communication within the team?",
    "What training should staff have about equality and diversity?",
    "How do I develop my deputy manager?",
]


@pytest.mark.parametrize(("subject", "question"), OUTSIDE)
def test_subjects_outside_the_guidance_are_recognised(subject, question):
    assert outside_subject(question).id == subject


@pytest.mark.parametrize("question", COVERED)
def test_ordinary_questions_are_neither_outside_nor_a_fixed_request(question):
    assert outside_subject(question) is None
    assert fixed_request(question) is None


def test_nearly_all_ordinary_questions_are_answered(ask):
    """One in ten may be refused (the floor of the project's aims); each of them is named on failure."""
    refused = [question for question in COVERED if ask(question).kind is not AnswerKind.ANSWERED]
    assert len(refused) <= len(COVERED) // 10, refused


@pytest.mark.parametrize(
    "question",
    [question for _, question in OUTSIDE if "weather" not in question and "burst pipe" not in question],
)
def test_questions_outside_the_guidance_are_never_answered(ask, question):
    answer = ask(question)
    assert answer.kind is AnswerKind.ABSTAINED or answer.notices[0].id == "safety-card"
    assert answer.kind is not AnswerKind.ANSWERED


def test_an_abstention_says_where_to_ask(ask):
    answer = ask("How much notice do I have to give a carer?")
    assert answer.reason == "outside: employment"
    assert answer.blocks[-1].text == "Where to look: Ask ACAS, your HR adviser or an employment solicitor."


def test_clinical_questions_show_nothing_of_the_guidance(ask):
    assert ask("What is the maximum dose of paracetamol in a day?").citations == ()


@pytest.mark.parametrize(
    "question",
    ["What are the prompts about legal requirements of staffing ratios?", "which kloe covers symptoms of sepsis"],
)
def test_asking_for_a_prompt_about_such_a_subject_is_not_outside(question):
    assert outside_subject(question) is None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("How long do bruises take to fade?", "clinical"),
        ("how soon does a small wound heal", "clinical"),
        ("Can I refuse to work a double shift?", "employment"),
        ("how many days holiday do I get", "employment"),
        ("What are the council's fee rates?", "fees"),
        ("Can a court-appointed deputy decide where she lives?", "law"),
    ],
)
def test_questions_of_daily_life_that_the_guidance_does_not_decide(question, subject):
    found = outside_subject(question)
    assert found is not None
    assert found.id == subject


@pytest.mark.parametrize(
    "question", ["How do I bring in a deputy who can run the place?", "How long does improvement take?"]
)
def test_questions_about_running_a_service_are_inside(question):
    assert outside_subject(question) is None
