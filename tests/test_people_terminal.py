"""Accounts, backup and restore from a terminal: what a person types, and what they get."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import KINDS, new_database
from tests.team_house import PASSWORD, quick_passwords
from trainer.services.accounts import Accounts
from trainer.store.dump import lines
from trainer.store.store import Store
from trainer.wiring import SystemClock

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    address = new_database(request.param, tmp_path)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TRAINER_", "OPENAI_"))}

    def ask(*words: str, database: str = address, given: str = "", code: int = 0) -> subprocess.CompletedProcess:
        done = subprocess.run([sys.executable, "-m", "trainer", *words], input=given, capture_output=True, text=True, cwd=ROOT,
                              env=clean | {"TRAINER_DATABASE_URL": database, "TRAINER_CONFIG": str(tmp_path / "none.toml")}, timeout=120)
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done

    ask.address, ask.kind = address, request.param
    return ask


@pytest.mark.parametrize("at", ["sqlite"], indirect=True)
def test_from_the_first_owner_to_a_trainee_who_signs_in(at, tmp_path):
    assert "no accounts yet" in at("people", "list", code=2).stderr
    assert "no terminal" in at("people", "add", "--owner", "--email", "o@example.org", "--name", "Olive", code=2).stderr
    at("people", "add", "--owner", "--email", "o@example.org", "--name", "Olive", "--password-stdin", given=PASSWORD + "\n")
    again = at("people", "add", "--owner", "--email", "x@example.org", "--name", "X", "--password-stdin", given=PASSWORD, code=2)
    assert "owner already" in again.stderr
    at("people", "team", "North")
    link = at("people", "invite", "tom@example.org", "Tom", "--team", "north").stdout.strip()
    assert link.startswith("http://localhost:8501/account/invite?token=")
    store = Store(at.address)
    accounts = Accounts(store, SystemClock(), quick_passwords())
    accounts.accept(link.split("token=")[1], PASSWORD)
    bad = tmp_path / "bad.csv"
    bad.write_text("email,name,team\nann@example.org,Ann,North\nnobody,Bob,South\n", encoding="utf-8")
    tried = at("people", "import", str(bad), "--do", code=1)
    assert "line 3" in tried.stderr and "nobody was invited" in tried.stderr
    bad.write_text("email,name,team\nann@example.org,Ann,North\n", encoding="utf-8")
    assert "All 1 rows are well" in at("people", "import", str(bad)).stdout
    assert at("people", "import", str(bad), "--do").stdout.startswith("ann@example.org,http")
    shown = json.loads(at("people", "list", "--json", "-").stdout)
    assert [p["email"] for p in shown["people"]] == ["o@example.org", "tom@example.org"] and shown["teams"] == ["North"]
    assert [i["email"] for i in shown["invited"]] == ["ann@example.org"]
    at("people", "deactivate", "tom@example.org")
    assert "shut out" in at("people", "list").stdout
    reset = at("people", "reset", "o@example.org").stdout.strip()
    assert accounts.accept(reset.split("token=")[1], "another long sentence").person.email == "o@example.org"
    assert "last owner" in at("people", "deactivate", "o@example.org", code=2).stderr
    store.close()


def test_a_backup_is_written_and_restored_from_the_terminal(at, tmp_path):
    at("people", "add", "--owner", "--email", "o@example.org", "--name", "Olive", "--password-stdin", given=PASSWORD + "\n")
    file = tmp_path / "kept.jsonl"
    assert "rows" in at("backup", str(file)).stdout
    assert file.stat().st_mode & 0o077 == 0
    assert "already" in at("backup", str(file), code=2).stderr
    new = new_database("sqlite", tmp_path / "new")
    at("restore", str(file), database=new)
    one, other = Store(at.address), Store(new)
    assert [json.loads(x) for x in lines(one.engine)] == [json.loads(x) for x in lines(other.engine)]
    one.close(), other.close()
    assert "not empty" in at("restore", str(file), database=new, code=2).stderr
    copy = tmp_path / "kept.db"
    if at.kind == "sqlite":
        at("backup", str(copy))
        third = new_database("sqlite", tmp_path / "third")
        assert "Restored" in at("restore", str(copy), database=third).stdout
        assert json.loads(at("people", "list", "--json", "-", database=third).stdout)["people"][0]["name"] == "Olive"
    else:
        assert "Only SQLite" in at("backup", str(copy), code=2).stderr


@pytest.mark.parametrize("at", ["sqlite"], indirect=True)
def test_with_accounts_the_app_may_listen_elsewhere_and_without_it_may_not(at):
    refused = at("serve", "--host", "0.0.0.0", "--no-browser", code=2)
    assert "people add --owner" in refused.stderr
