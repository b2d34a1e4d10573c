import socket
import sys

import pytest
from platformdirs import user_data_path

import app
from assistant.screens.start import Progress
from assistant.screens.terminal import bar, free_port, has_desktop


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in ("INDEX", "CORPUS", "DATA", "PORT", "OPEN_BROWSER"):
        monkeypatch.delenv(f"ASKKLOE_{name}", raising=False)


def test_settings_work_without_any():
    settings = app.read_settings()
    assert settings.port == 7860
    assert settings.open_browser
    assert settings.index.parent == settings.corpus.parent
    assert settings.data == user_data_path("AskKLOE", appauthor=False)


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASKKLOE_INDEX", str(tmp_path))
    monkeypatch.setenv("ASKKLOE_OPEN_BROWSER", "false")
    settings = app.read_settings()
    assert settings.index == tmp_path
    assert not settings.open_browser


def test_where_things_are_kept_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("ASKKLOE_DATA", str(tmp_path / "elsewhere"))
    assert app.read_settings().data == tmp_path / "elsewhere"


def test_an_unknown_setting_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("ASKKLOE_PROT", "7000")
    with pytest.raises(ValueError, match="ASKKLOE_PROT"):
        app.read_settings()


@pytest.mark.parametrize("port", ["80", "65536", "none"])
def test_a_port_out_of_bounds_is_refused(monkeypatch, port):
    monkeypatch.setenv("ASKKLOE_PORT", port)
    with pytest.raises(ValueError, match="ASKKLOE_PORT"):
        app.read_settings()


def test_the_next_free_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_no_free_port_is_said():
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 65535))
        except OSError:
            pytest.skip("port 65535 is taken by something else")
        taken.listen()
        with pytest.raises(OSError, match="No port"):
            free_port("127.0.0.1", 65535)


def test_progress_is_a_bar_where_something_is_counted():
    assert bar(Progress("Reading", 5, 10)) == f"[{'#' * 10}{'.' * 10}] "
    assert bar(Progress("Loading")) == ""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a desktop")
@pytest.mark.parametrize(("display", "there_is"), [("", False), (":0", True)])
def test_a_browser_opens_only_where_there_is_a_desktop(monkeypatch, display, there_is):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert has_desktop() is there_is
