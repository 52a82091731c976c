"""A broken file is named with its place and a cure; it never hangs, never shows a traceback."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.broken_files import CASES, GOOD
from trainer.domain.errors import FileProblems
from trainer.library import FileLibrary, check
from trainer.library.shelf import SHIPPED

NO_LINE = {"one_megabyte"}


def test_the_shipped_files_are_whole():
    assert check() == []


def test_there_are_at_least_sixty_broken_files():
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_is_named_with_place_and_cure(tmp_path: Path, name: str):
    made, word = CASES[name]
    file = tmp_path / f"{name}.yaml"
    file.write_bytes(made() if callable(made) else made)
    begun = time.monotonic()
    problems = check([file])
    assert time.monotonic() - begun < 5
    assert problems, f"{name} went through"
    assert all(p.file.endswith(file.name) and p.message and p.cure for p in problems)
    assert all(p.line for p in problems) or name in NO_LINE, problems
    assert any(word.lower() in str(p).lower() for p in problems), [str(p) for p in problems]


def test_a_library_refuses_a_folder_with_a_broken_file(tmp_path: Path):
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("kind: scenario\n", encoding="utf-8")
    with pytest.raises(FileProblems) as caught:
        FileLibrary([tmp_path])
    assert "bad.yaml" in str(caught.value)


def test_two_files_with_the_same_id_are_told_apart(tmp_path: Path):
    (tmp_path / "one.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(GOOD, encoding="utf-8")
    assert any("already used in" in p.message for p in check([tmp_path]))


def test_a_missing_file_is_said():
    assert "cannot be read" in check(["no/such/file.yaml"])[0].message


def test_a_line_number_points_at_the_fault(tmp_path: Path):
    file = tmp_path / "x.yaml"
    file.write_text(GOOD.replace("difficulty: 2", "difficulty: 7"), encoding="utf-8")
    line = GOOD[: GOOD.index("difficulty: 2")].count("\n") + 1
    assert [p.line for p in check([file])] == [line]


def test_a_hash_follows_meaning_not_layout(tmp_path: Path):
    library = FileLibrary(SHIPPED)
    (tmp_path / "same.yaml").write_text("# a comment\n" + GOOD, encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.yaml").write_text(GOOD.replace("minutes: 12", "minutes: 13"), encoding="utf-8")
    same, other = FileLibrary([tmp_path / "same.yaml"]), FileLibrary([tmp_path / "other"])
    name = ("scenario", "freezer_for_saturday")
    assert library.hash_of(*name) == same.hash_of(*name) != other.hash_of(*name)
