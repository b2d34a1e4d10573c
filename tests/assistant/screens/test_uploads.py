"""Files that come along with an event."""

import base64

import gradio as gr
import pytest

from assistant.screens.uploads import MB, UploadError, file_of


def event(**data):
    return gr.EventData(None, data)


def sent(content):
    return base64.b64encode(content).decode()


def test_a_file_comes_as_it_was():
    upload = file_of(event(name="plan.xlsx", content=sent(b"\x00\xffbytes")))
    assert (upload.name, upload.content) == ("plan.xlsx", b"\x00\xffbytes")


@pytest.mark.parametrize("name", ["/plans/plan.xlsx", "C:\\plans\\plan.xlsx", "../plan.xlsx"])
def test_a_name_has_no_folder(name):
    assert file_of(event(name=name, content=sent(b"x"))).name == "plan.xlsx"


@pytest.mark.parametrize("given", [{}, {"name": "x"}, {"content": ""}, {"content": 3}, {"content": None}])
def test_without_a_file_it_says_so(given):
    with pytest.raises(UploadError, match="No file was chosen"):
        file_of(event(**given))


def test_what_did_not_arrive_whole_is_said():
    with pytest.raises(UploadError, match="did not arrive whole"):
        file_of(event(name="plan.xlsx", content="not base64!"))


def test_the_bound_is_said_and_held():
    assert len(file_of(event(name="x", content=sent(b"x" * MB)), most_mb=1).content) == MB
    with pytest.raises(UploadError, match="at most 1 MB"):
        file_of(event(name="x", content=sent(b"x" * (MB + 10))), most_mb=1)
