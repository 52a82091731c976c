"""Everything that may differ between installations: read once, from the environment and trainer.toml; secrets hidden."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator

from trainer.domain.errors import Misconfigured

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "TRAINER_"
FILE = "trainer.toml"
_PASSWORD = re.compile(r"(?<=:)[^:/@]+(?=@)")
_ALSO = {"api_key": "OPENAI_API_KEY", "base_url": "OPENAI_BASE_URL"}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseModel):
    """Each field is set by TRAINER_<FIELD> or by its line in trainer.toml; the environment wins."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)

    folder: str = Field(str(ROOT / "var"), description="the folder for what the app writes")
    database_url: str = Field("", description="where talks are kept; default: trainer.db in that folder")
    base_url: str = Field("", description="the OpenAI-compatible server that the model runs on, ending in /v1")
    api_key: SecretStr = Field(SecretStr(""), description="the server's key")
    model: str = Field("", description="the model that plays the client; empty: the scripted client")
    judge_model: str = Field("", description="the model that rates beside the offline scorer; empty: none")
    price_in: float | None = Field(None, ge=0, description="US dollars per million prompt tokens")
    price_out: float | None = Field(None, ge=0, description="US dollars per million completion tokens")
    spend_cap_usd: float | None = Field(None, ge=0, description="most to spend on models in a day (UTC)")
    token_budget: int = Field(6000, ge=1000, le=200_000, description="most tokens of context that a model is given")
    timeout_s: float = Field(60, gt=0, le=900, description="seconds that a model may take for one line")
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8501, ge=1, le=65535, description="port to listen on")
    public_url: str = Field("", description="where people open the app, when a proxy with https stands in front of it")
    oidc_metadata_url: str = Field("", description="an identity provider's address that ends in /.well-known/openid-configuration")
    oidc_client_id: str = Field("", description="the name under which the provider knows this trainer")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="the secret that goes with that name")
    oidc_name: str = Field("", max_length=40, description="what people call the provider; it stands on the sign-in button")
    keep_scores_of_erased: bool = Field(False, description="true leaves the levels of somebody erased in the team's figures")
    open_to_network: bool = Field(False, description="true lets others than this machine in, without accounts")

    @model_validator(mode="before")
    @classmethod
    def _database_in_folder(cls, given: Any) -> Any:
        folder = Path(str(given.get("folder") or ROOT / "var")).expanduser()
        return {"database_url": f"sqlite:///{folder / 'trainer.db'}", **given}

    @field_validator("public_url")
    @classmethod
    def _an_address_of_ours(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname or urlsplit(value).path.strip("/")):
            raise ValueError("it must be http:// or https:// and a name, e.g. https://practice.example.org")
        return value.rstrip("/")

    @field_validator("oidc_metadata_url")
    @classmethod
    def _safe_to_ask(cls, value: str) -> str:
        at = urlsplit(value)
        if value and not (at.hostname and (at.scheme == "https" or (at.scheme == "http" and at.hostname in LOOPBACK))):
            raise ValueError("it must begin with https://; what it says decides who is let in")
        return value

    @field_validator("base_url")
    @classmethod
    def _a_web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("it must begin with http:// or https:// and name a server, e.g. http://localhost:11434/v1")
        return value.rstrip("/")

    def with_model(self) -> bool:
        """Whether a model plays the client."""
        return bool(self.model)

    def only_here(self) -> bool:
        """Whether only this machine can reach the app."""
        return self.host in LOOPBACK

    def address(self) -> str:
        """Where people open the app; links to it begin so."""
        return self.public_url or f"http://{'localhost' if self.only_here() else self.host}:{self.port}"

    def https(self) -> bool:
        """Whether people reach it by https."""
        return self.public_url.startswith("https://")

    def with_provider(self) -> bool:
        """Whether people may sign in through an identity provider."""
        return bool(self.oidc_metadata_url)

    def provider_name(self) -> str:
        """What stands on its button."""
        return self.oidc_name or str(urlsplit(self.oidc_metadata_url).hostname or "")

    def auth_section(self) -> dict[str, dict]:
        """What Streamlit's own sign-in wants to find in its secrets; empty without a provider."""
        if not self.with_provider():
            return {}
        return {"auth": {"redirect_uri": f"{self.address()}/oauth2callback", "client_id": self.oidc_client_id,
                         "client_secret": self.oidc_client_secret.get_secret_value(), "server_metadata_url": self.oidc_metadata_url}}

    def names(self) -> frozenset[str]:
        """The names under which this server may be asked; * where it may be any."""
        public = {str(urlsplit(self.public_url).hostname)} if self.public_url else set()
        return LOOPBACK | public if self.only_here() else frozenset({"*"})

    def refuse_strangers(self) -> None:
        """Raises Misconfigured where people without an account could come in from other machines unasked."""
        if (self.public_url or not self.only_here()) and not self.open_to_network:
            raise Misconfigured(
                f"There are no accounts yet, and {self.public_url or self.host} can be reached from other machines: everybody who opens the "
                "address would read all talks and practise as the same one person.",
                "Make yourself the owner first (python -m trainer people add --owner), leave the host at 127.0.0.1, or say "
                "--i-understand-anyone-can-read-this (TRAINER_OPEN_TO_NETWORK=true).")

    def server(self) -> str:
        """Where words are sent when a model speaks or judges: host and port, no credentials; empty for nowhere."""
        if not (self.model or self.judge_model):
            return ""
        parts = urlsplit(self.base_url or "https://api.openai.com/v1")
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def __repr__(self) -> str:
        shown = {name: getattr(self, name) for name in type(self).model_fields}
        shown["database_url"] = _PASSWORD.sub("***", self.database_url)
        shown["base_url"] = _PASSWORD.sub("***", self.base_url)
        return f"Settings({', '.join(f'{k}={v!r}' for k, v in shown.items())})"

    __str__ = __repr__


def load(environ: Mapping[str, str] | None = None, file: Path | None = None, **over: Any) -> Settings:
    """The settings of this installation. ``over`` is what a command line asked for. Raises Misconfigured."""
    environ = os.environ if environ is None else environ
    file = Path(environ.get("TRAINER_CONFIG") or ROOT / FILE) if file is None else file
    given: dict[str, tuple[Any, str]] = {}
    for name, variable in _ALSO.items():
        if environ.get(variable):
            given[name] = (environ[variable], variable)
    given |= _from_file(file)
    for variable, value in environ.items():
        if variable.startswith(PREFIX) and variable != "TRAINER_CONFIG" and value.strip():
            given[_known(variable[len(PREFIX):].lower(), variable, PREFIX)] = (value, variable)
    given |= {name: (value, f"--{name}") for name, value in over.items() if value is not None}
    try:
        settings = Settings.model_validate({name: value for name, (value, _) in given.items()})
    except ValidationError as wrong:
        fault = wrong.errors()[0]
        name = str(fault["loc"][0])
        raise Misconfigured(f"The setting {given[name][1]} cannot be used: {_plain(fault['msg'])}.",
                            f"It is: {Settings.model_fields[name].description or name}.") from None
    _fits(settings, {source for _, source in given.values()})
    return settings


def _from_file(file: Path) -> dict[str, tuple[Any, str]]:
    if not file.exists():
        return {}
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Misconfigured(f"The file {file.name} cannot be read: {wrong}.",
                            'Write one setting a line, such as: model = "llama3.1"') from None
    return {_known(name, f"{name} in {file.name}", ""): (value, f"{name} in {file.name}") for name, value in said.items()}


def _known(name: str, source: str, prefix: str) -> str:
    if name in Settings.model_fields:
        return name
    near = difflib.get_close_matches(name, Settings.model_fields, 1)
    shown = [f"{prefix}{n.upper()}" if prefix else n for n in near or Settings.model_fields]
    raise Misconfigured(f"There is no setting {source}.",
                        f"Did you mean {shown[0]}?" if near else f"There are: {', '.join(shown)}.")


def _fits(settings: Settings, sources: set[str]) -> None:
    named = settings.model or settings.judge_model
    if named and not settings.base_url and not settings.api_key.get_secret_value():
        raise Misconfigured(f"The model {named} is named, but not where it runs.",
                            "Set TRAINER_BASE_URL to its server, e.g. http://localhost:11434/v1, or TRAINER_API_KEY.")
    # OPENAI_* alone is often there for other programs; nothing is sent anywhere until a model is named here.
    if not named and any(s.startswith(("TRAINER_BASE_URL", "TRAINER_API_KEY", "base_url", "api_key")) for s in sources):
        raise Misconfigured("A server or key for a model is set, but no model is named.",
                            "Set TRAINER_MODEL to the model that is to play the client.")
    told = [bool(v) for v in (settings.oidc_metadata_url, settings.oidc_client_id, settings.oidc_client_secret.get_secret_value())]
    if any(told) and not all(told):
        raise Misconfigured("The identity provider is only half configured.",
                            "Set TRAINER_OIDC_METADATA_URL, TRAINER_OIDC_CLIENT_ID and TRAINER_OIDC_CLIENT_SECRET, or none of them.")
    if settings.spend_cap_usd is not None and None in (settings.price_in, settings.price_out):
        raise Misconfigured("A daily spend cap needs prices.",
                            "Set TRAINER_PRICE_IN and TRAINER_PRICE_OUT (US dollars per million tokens).")


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")
