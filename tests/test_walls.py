"""The walls between the rooms stand, and the test that guards them sees planted breaches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.walls import MAY_KNOW, ROOT, breaches


def test_no_import_crosses_a_wall():
    assert breaches() == []


@pytest.fixture()
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "trainer", tmp_path / "trainer", ignore=shutil.ignore_patterns("__pycache__", "*.onnx", "*.npz"))
    shutil.copy(ROOT / "app.py", tmp_path / "app.py")
    return tmp_path


PLANTED = [
    ("trainer/domain/mood.py", "import random", "domain must not use random"),
    ("trainer/domain/mood.py", "from trainer.store.store import Store", "domain must not know store"),
    ("trainer/client/actor.py", "from trainer.scoring.offline import OfflineScorer", "client must not know scoring"),
    ("trainer/scoring/offline.py", "from trainer.client.engine import take", "scoring must not know client"),
    ("trainer/bots/walk.py", "from trainer.client.engine import take", "bots must not know client"),
    ("trainer/screens/home.py", "from trainer.store.store import Store", "screens must not know store"),
    ("trainer/services/practising.py", "from trainer.scoring.offline import OfflineScorer", "services must not know scoring"),
    ("trainer/llm/chat_api.py", "from trainer.store.store import Store", "llm must not know store"),
    ("trainer/services/practising.py", "import sqlalchemy", "sqlalchemy belongs to store"),
    ("trainer/client/actor.py", "import openai", "openai belongs to llm"),
    ("trainer/services/practising.py", "import streamlit as st", "streamlit belongs to"),
    ("trainer/client/engine.py", "import yaml", "yaml belongs to library"),
    ("trainer/scoring/offline.py", "import torch", "torch must not reach the product"),
    ("trainer/client/actor.py", "def late():\n    from trainer.client.engine import take\n    return take", "inside a function"),
    ("trainer/client/moments.py", "from trainer.client.engine import take", "circle"),
    ("trainer/client/actor.py", "print('hello')", "something happens at import"),
    ("trainer/client/actor.py", "from . import engine", "relative import"),
    ("trainer/client/actor.py", "from tests.walls import ROOT", "must not import tests"),
]


@pytest.mark.parametrize(("file", "line", "said"), PLANTED, ids=[f"{f.split('/')[-1]}-{s}" for f, _, s in PLANTED])
def test_a_planted_breach_is_caught(copy: Path, file: str, line: str, said: str):
    path = copy / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert any(said in b for b in breaches(copy)), breaches(copy)


def test_a_forbidden_module_name_is_caught(copy: Path):
    (copy / "trainer" / "client" / "utils.py").write_text('"""Things."""\n', encoding="utf-8")
    assert any("must not be called utils" in b for b in breaches(copy))


def test_every_room_is_on_the_map():
    rooms = {p.name.removesuffix(".py") for p in (ROOT / "trainer").iterdir() if not p.name.startswith("__")}
    assert rooms <= set(MAY_KNOW)
