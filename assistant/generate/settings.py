"""Which language model answers, if any: off unless an address and a model are set."""

import ipaddress
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import AskKloeError


class ModelSettingsError(AskKloeError):
    """The settings of the language model cannot be used; the message says which one."""


class ModelSettings(BaseSettings):
    """What can be set about the model, in the environment, as ASKKLOE_MODEL_URL and so on.

    Attributes:
        url: where an OpenAI-compatible server answers, for example http://127.0.0.1:11434/v1; empty: no model.
        name: the model's name, as the server knows it.
        key: what the server asks for, if it does; never shown, logged or kept.
        seconds: how long an answer may take in all.
        silence_seconds: how long the server may be silent.
    """

    model_config = SettingsConfigDict(env_prefix="ASKKLOE_MODEL_", frozen=True, extra="ignore")

    url: str = ""
    name: str = ""
    key: SecretStr = SecretStr("")
    seconds: float = Field(default=120.0, gt=0, le=900)
    silence_seconds: float = Field(default=60.0, gt=0, le=600)

    @property
    def is_on(self) -> bool:
        """Whether a model is set."""
        return bool(self.url and self.name)

    @property
    def host(self) -> str:
        """The host that questions go to, for people; without a user name or a password."""
        return _host(self.url)

    @property
    def is_remote(self) -> bool:
        """Whether questions leave this machine."""
        return self.is_on and not is_this_machine(self.url)


def read_model_settings() -> ModelSettings:
    """The settings from the environment.

    Raises:
        ModelSettingsError: one of them is out of bounds, or one of address and name is missing.
    """
    try:
        settings = ModelSettings()
    except ValidationError as error:
        problems = [f"ASKKLOE_MODEL_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise ModelSettingsError("; ".join(problems)) from None  # the cause would show what was set
    return checked_settings(settings)


def needed_model() -> ModelSettings:
    """The settings of a model that is on.

    Raises:
        ModelSettingsError: none is set, or not so that it can be asked.
    """
    settings = read_model_settings()
    if not settings.is_on:
        raise ModelSettingsError("No language model is set: give ASKKLOE_MODEL_URL and ASKKLOE_MODEL_NAME.")
    return settings


def checked_settings(settings: ModelSettings) -> ModelSettings:
    """The settings, if they name no model or one that can be asked.

    Raises:
        ModelSettingsError: address or name is missing, or the address is none.
    """
    if bool(settings.url) != bool(settings.name):
        missing = "its name (ASKKLOE_MODEL_NAME)" if settings.url else "its address (ASKKLOE_MODEL_URL)"
        raise ModelSettingsError(f"A language model needs an address and a name; {missing} is missing.")
    if settings.url and not (settings.url.startswith(("http://", "https://")) and _host(settings.url)):
        raise ModelSettingsError("The model’s address has to start with http:// or https:// and name a machine.")
    return settings


def is_this_machine(url: str) -> bool:
    """Whether an address is that of this machine: localhost, 127.0.0.0/8 or ::1.

    A machine of the same office network counts as another one: what is sent there leaves this one, and nothing in
    the address tells whose it is.
    """
    host = _host(url)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
