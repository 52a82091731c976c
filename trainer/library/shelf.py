"""Scenarios, rubrics and techniques from their folders, checked whole, with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from trainer.domain.errors import FileProblems, NotFound, Problem
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.domain.technique import TechniqueCatalogue
from trainer.library.reading import Sheet, read_sheet
from trainer.library.sense import sense_of
from trainer.library.wording_of_errors import problems_of

KINDS: dict[str, type[BaseModel]] = {"scenario": Scenario, "rubric": Rubric, "techniques": TechniqueCatalogue}
ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (ROOT / "scenarios", ROOT / "rubrics")


def parse(path: Path, shown_as: str = "") -> tuple[Sheet, BaseModel]:
    """One file as its model. Raises ``FileProblems``."""
    sheet = read_sheet(path, shown_as or _shown(path))
    kind = sheet.data.get("kind", "scenario" if "client" in sheet.data else None)
    if not isinstance(kind, str) or kind not in KINDS:
        raise FileProblems([Problem(sheet.file, sheet.line_of(("kind",)) or 1, "kind", f"{kind!r} is not a kind of file" if kind else "the file does not say what it is", "begin with 'kind: scenario', 'kind: rubric' or 'kind: techniques'")])
    model = KINDS[kind]
    try:
        return sheet, model.model_validate(sheet.data)
    except ValidationError as error:
        raise FileProblems(problems_of(sheet, error, model)) from None


def files_in(paths: Iterable[Path]) -> list[Path]:
    """YAML files named by paths: files as they are, folders with all *.yaml and *.yml below them."""
    out: list[Path] = []
    for path in paths:
        out += sorted(p for p in path.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file()) if path.is_dir() else [path]
    return out


def check(paths: Iterable[Path | str] = SHIPPED) -> list[Problem]:
    """All problems of the files and folders named; empty when everything is well. Techniques and rubrics that the
    named files do not hold are taken from the shipped ones."""
    return _Reading([Path(p) for p in paths]).problems


class _Reading:
    def __init__(self, paths: list[Path]) -> None:
        self.problems: list[Problem] = []
        self.sheets: dict[tuple[str, str], Sheet] = {}
        self.paths: dict[tuple[str, str], Path] = {}
        self.items: dict[tuple[str, str], BaseModel] = {}
        for file in files_in(paths):
            self._take(file)
        techniques = [i for (k, _), i in self.items.items() if k == "techniques"]
        known = {t.id for c in techniques or _shipped_techniques() for t in c.techniques}
        for (kind, item_id), item in self.items.items():
            self.problems += sense_of(self.sheets[kind, item_id], item, known)

    def _take(self, file: Path) -> None:
        try:
            sheet, item = parse(file)
        except FileProblems as error:
            self.problems += error.problems
            return
        key = (item.kind, getattr(item, "id", "techniques"))
        if key in self.items:
            self.problems.append(Problem(sheet.file, sheet.line_of(("id",)), "id", f"the {key[0]} id '{key[1]}' is already used in {self.sheets[key].file}", "choose another id"))
            return
        self.sheets[key], self.items[key], self.paths[key] = sheet, item, file


class FileLibrary:
    """The published files of some folders. Raises ``FileProblems`` at once when any is wrong."""

    def __init__(self, paths: Iterable[Path | str] = SHIPPED) -> None:
        reading = _Reading([Path(p) for p in paths])
        if reading.problems:
            raise FileProblems(reading.problems)
        self._items, self._paths = reading.items, reading.paths

    def scenarios(self) -> list[Scenario]:
        """All scenarios, easiest first."""
        return sorted((i for i in self._items.values() if isinstance(i, Scenario)), key=lambda s: (s.difficulty, s.title))

    def rubrics(self) -> list[Rubric]:
        """All rubrics by title."""
        return sorted((i for i in self._items.values() if isinstance(i, Rubric)), key=lambda r: r.title)

    def scenario(self, scenario_id: str) -> Scenario:
        """One scenario. Raises ``NotFound`` naming the ids there are."""
        return self._one("scenario", scenario_id)

    def rubric(self, rubric_id: str) -> Rubric:
        """One rubric. Raises ``NotFound``."""
        return self._one("rubric", rubric_id)

    def techniques(self) -> TechniqueCatalogue:
        """The catalogue. Raises ``NotFound`` when no file holds one."""
        return self._one("techniques", "techniques")

    def hash_of(self, kind: str, item_id: str) -> str:
        """sha256 (hex) of what the file says, independent of comments and layout."""
        return content_hash(self._one(kind, item_id))

    def text_of(self, kind: str, item_id: str) -> str:
        """The file as it was written, comments included: what a copy begins with. Raises ``NotFound``."""
        self._one(kind, item_id)
        return self._paths[kind, item_id].read_text(encoding="utf-8")

    def _one(self, kind: str, item_id: str):
        try:
            return self._items[kind, item_id]
        except KeyError:
            ids = sorted(i for k, i in self._items if k == kind)
            raise NotFound(f"There is no {kind} '{item_id}'.", f"There are: {', '.join(ids) or 'none'}.") from None


def content_hash(item: BaseModel) -> str:
    """sha256 (hex) of a model's canonical JSON."""
    return hashlib.sha256(json.dumps(item.model_dump(mode="json"), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _shipped_techniques() -> list[TechniqueCatalogue]:
    file = ROOT / "rubrics" / "techniques.yaml"
    return [parse(file)[1]] if file.exists() else []


def _shown(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(ROOT))
    except ValueError:
        return str(path)
