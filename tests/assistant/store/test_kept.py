from datetime import datetime

import pytest
from pydantic import TypeAdapter
from sqlalchemy import update

from assistant.conversation import Conversation
from assistant.store import StoreError, open_store
from assistant.store.feedback import count_feedback, give_feedback
from assistant.store.kept import delete_kept, find_kept, keep, list_kept, name_kept, name_of_kept, open_kept
from assistant.store.tables import KeptRow


def test_what_is_kept_is_opened_again_as_it_was(store, conversation):
    conversation = conversation.judged(1, useful=False, why="Too long")
    keep(store, "mine", conversation)
    assert open_kept(store, "mine", conversation.id) == conversation


def test_a_list_has_the_first_question_and_the_day_the_latest_first(store, conversation, answer):
    keep(store, "mine", conversation)
    keep(store, "mine", Conversation().plus("Second", answer))
    kept = list_kept(store, "mine")
    assert [k.title for k in kept] == ["Second", "How do we store medicines?"]
    assert kept[0].changed.date() == datetime.now().date()


def test_another_browser_sees_opens_and_deletes_nothing(store, conversation):
    keep(store, "mine", conversation)
    assert list_kept(store, "other") == ()
    assert open_kept(store, "other", conversation.id) is None
    delete_kept(store, "other", conversation.id)
    assert open_kept(store, "mine", conversation.id)


def test_another_browser_cannot_write_over_it(store, conversation, answer):
    keep(store, "mine", conversation)
    copied = keep(store, "other", conversation.plus("More", answer))
    assert copied.id != conversation.id
    assert open_kept(store, "mine", conversation.id) == conversation


def test_one_that_goes_on_is_kept_once(store, conversation, answer):
    keep(store, "mine", conversation)
    keep(store, "mine", conversation.plus("More", answer))
    assert len(list_kept(store, "mine")) == 1
    assert len(open_kept(store, "mine", conversation.id).exchanges) == 2


def test_one_that_went_on_in_two_windows_becomes_two(store, conversation, answer):
    keep(store, "mine", conversation)
    keep(store, "mine", conversation.plus("Here", answer))
    other = keep(store, "mine", conversation.plus("There", answer))
    assert other.id != conversation.id
    assert [e.question for e in open_kept(store, "mine", conversation.id).exchanges][1] == "Here"
    assert [e.question for e in open_kept(store, "mine", other.id).exchanges][1] == "There"


def test_a_reason_given_later_does_not_make_it_another(store, conversation, answer):
    keep(store, "mine", conversation)
    assert keep(store, "mine", conversation.judged(1, useful=True, why="")).id == conversation.id


def test_deleted_is_deleted_also_from_the_file(store, conversation):
    keep(store, "mine", conversation)
    file = store.folder / "askkloe.sqlite"
    assert b"store medicines" in file.read_bytes()
    delete_kept(store, "mine", conversation.id)
    assert list_kept(store, "mine") == ()
    assert b"store medicines" not in file.read_bytes()


def test_one_of_another_version_is_said_and_stays(store, conversation):
    keep(store, "mine", conversation)
    with store.session() as session:
        session.execute(update(KeptRow).values(content='{"exchanges": [{"new": 1}]}'))
    with pytest.raises(StoreError, match="another version"):
        open_kept(store, "mine", conversation.id)
    assert len(list_kept(store, "mine")) == 1


def test_what_was_thought_of_it_goes_with_a_deleted_conversation_and_no_other(store, conversation, answer):
    other = Conversation().plus("And then?", answer)
    for one in (keep(store, "mine", conversation), keep(store, "mine", other)):
        give_feedback(store, one.judged(1, useful=True, why=""), 1)
    delete_kept(store, "another", conversation.id)
    assert count_feedback(store) == 2
    delete_kept(store, "mine", conversation.id)
    assert count_feedback(store) == 1


def test_a_name_takes_the_place_of_the_first_question_and_stays_when_it_goes_on(store, conversation, answer):
    keep(store, "mine", conversation)
    name_kept(store, "mine", conversation.id, "  Team\nmeeting ")
    keep(store, "mine", conversation.plus("More", answer))
    assert [k.title for k in list_kept(store, "mine")] == ["Team meeting"]
    assert name_of_kept(store, "mine", conversation.id) == "Team meeting"
    name_kept(store, "mine", conversation.id, "")
    assert [k.title for k in list_kept(store, "mine")] == ["How do we store medicines?"]


def test_another_browser_can_neither_name_nor_find_it(store, conversation):
    keep(store, "mine", conversation)
    with pytest.raises(StoreError, match="not kept any more"):
        name_kept(store, "other", conversation.id, "Theirs")
    assert find_kept(store, "other", "medicines") == ()
    assert name_of_kept(store, "other", conversation.id) == ""


@pytest.mark.parametrize(
    ("words", "found"), [("WELL medicines", 1), ("here it is", 1), ("meeting", 1), ("100%", 0), ("_", 0), ("kind", 0)]
)
def test_it_is_found_by_every_word_of_its_name_questions_and_answers(store, conversation, words, found):
    keep(store, "mine", conversation)
    name_kept(store, "mine", conversation.id, "Meeting")
    assert len(find_kept(store, "mine", words)) == found


def test_a_conversation_from_before_names_is_called_by_its_question(older_store, conversation):
    content = TypeAdapter(Conversation).dump_json(conversation).decode().replace("'", "''")
    values = f"'c1', 'mine', 'How do we store medicines?', '2026-11-20 09:00:00', '{content}'"
    again = open_store(older_store("0004", f"INSERT INTO conversation VALUES ({values})"))
    assert [line.title for line in list_kept(again, "mine")] == ["How do we store medicines?"]
    name_kept(again, "mine", "c1", "Medicines")
    assert [line.title for line in list_kept(again, "mine")] == ["Medicines"]
