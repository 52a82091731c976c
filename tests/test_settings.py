"""Settings: the environment wins, mistakes name the setting and the cure, secrets stay out of sight."""

from __future__ import annotations

import pytest

from trainer.domain.errors import Misconfigured
from trainer.settings import ROOT, Settings, load


def read(tmp_path, toml: str = "", over: dict | None = None, **environ: str):
    file = tmp_path / "trainer.toml"
    if toml:
        file.write_text(toml, encoding="utf-8")
    return load(environ, file, **(over or {}))


def test_with_nothing_set_the_scripted_client_speaks_and_only_this_machine_is_served(tmp_path):
    settings = read(tmp_path)
    assert not settings.with_model() and settings.only_here() and settings.server() == ""
    assert settings.database_url.startswith("sqlite:///")


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path):
    toml = 'port = 1111\nmodel = "from-file"\nbase_url = "http://one:1/v1"\ntimeout_s = 5'
    settings = read(tmp_path, toml, {"port": 3333}, TRAINER_PORT="2222", TRAINER_MODEL="from-env")
    assert (settings.port, settings.model, settings.timeout_s) == (3333, "from-env", 5)


def test_the_sdks_own_variables_are_honoured_and_ours_win(tmp_path):
    settings = read(tmp_path, OPENAI_API_KEY="theirs", OPENAI_BASE_URL="http://theirs/v1", TRAINER_API_KEY="ours",
                    TRAINER_MODEL="m")
    assert settings.api_key.get_secret_value() == "ours"
    assert settings.base_url == "http://theirs/v1"


def test_a_key_that_lies_about_for_other_programs_sends_nothing_anywhere(tmp_path):
    settings = read(tmp_path, OPENAI_API_KEY="sk-there-for-something-else")
    assert not settings.with_model() and settings.server() == ""


@pytest.mark.parametrize("show", [repr, str, lambda s: f"{s}"])
def test_secrets_are_in_no_printed_form(tmp_path, show):
    settings = read(tmp_path, TRAINER_API_KEY="sk-very-secret", TRAINER_MODEL="m",
                    TRAINER_DATABASE_URL="postgresql://me:hunter2@db/trainer",
                    TRAINER_BASE_URL="http://u:hunter3@server/v1")
    shown = show(settings)
    assert not [s for s in ("sk-very-secret", "hunter2", "hunter3") if s in shown]
    assert "postgresql://me:***@db/trainer" in shown
    assert "hunter3" not in settings.server()


@pytest.mark.parametrize(("environ", "words"), [
    ({"TRAINER_MODLE": "x"}, "Did you mean TRAINER_MODEL?"),
    ({"TRAINER_PORT": "eighty"}, "TRAINER_PORT"),
    ({"TRAINER_PORT": "70000"}, "TRAINER_PORT"),
    ({"TRAINER_MODEL": "m"}, "TRAINER_BASE_URL"),
    ({"TRAINER_BASE_URL": "http://localhost:1/v1"}, "TRAINER_MODEL"),
    ({"TRAINER_MODEL": "m", "TRAINER_BASE_URL": "localhost:11434"}, "http://"),
    ({"TRAINER_SPEND_CAP_USD": "1"}, "TRAINER_PRICE_IN"),
])
def test_a_mistake_names_the_setting_and_the_cure(tmp_path, environ, words):
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, **environ)
    assert words in str(refused.value)


def test_a_wrong_key_is_not_repeated_in_the_error(tmp_path):
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, 'api_key = ["sk-very-secret"]\nmodel = "m"')
    assert "sk-very-secret" not in str(refused.value) and "api_key in trainer.toml" in str(refused.value)


@pytest.mark.parametrize("toml", ["model =", "modle = 'x'", "\x00"])
def test_a_broken_file_is_named(tmp_path, toml):
    with pytest.raises(Misconfigured, match="trainer.toml"):
        read(tmp_path, toml)


def test_without_accounts_other_machines_are_let_in_only_by_who_says_so(tmp_path):
    read(tmp_path).refuse_strangers()
    with pytest.raises(Misconfigured, match="everybody who opens the address would read all talks"):
        read(tmp_path, TRAINER_HOST="0.0.0.0").refuse_strangers()
    read(tmp_path, TRAINER_HOST="0.0.0.0", TRAINER_OPEN_TO_NETWORK="true").refuse_strangers()


def test_blank_variables_count_as_not_set(tmp_path):
    assert not read(tmp_path, TRAINER_MODEL=" ", TRAINER_PORT="").with_model()


def test_settings_cannot_be_changed(tmp_path):
    with pytest.raises(Exception, match="frozen"):
        read(tmp_path).port = 1


def test_every_setting_is_documented():
    said = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`TRAINER_{name.upper()}`" not in said] == []
