import socket

import pytest

import app
from assistant.screens.terminal import free_port


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in ("INDEX", "CORPUS", "PORT", "OPEN_BROWSER"):
        monkeypatch.delenv(f"ASKKLOE_{name}", raising=False)


def test_settings_work_without_any():
    settings = app.read_settings()
    assert settings.port == 7860
    assert settings.open_browser
    assert settings.index.parent == settings.corpus.parent


def test_settings_come_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("ASKKLOE_INDEX", str(tmp_path))
    monkeypatch.setenv("ASKKLOE_OPEN_BROWSER", "false")
    settings = app.read_settings()
    assert settings.index == tmp_path
    assert not settings.open_browser


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
