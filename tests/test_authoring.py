"""Own scenarios and rubrics: checked like files, versioned, and never changing a talk that has begun."""

from __future__ import annotations

import pytest

from tests.databases import KINDS, new_database
from tests.practice_house import house
from tests.team_house import GOOD, LIBRARY, M, ROOT, SCENARIO, joined, talked, team_house, terms
from trainer.domain.errors import Conflict, FileProblems, InvalidReply, NotAllowed, NotFound
from trainer.library.text import read_text
from trainer.services.assigning import Assigning
from trainer.services.authoring import Authoring
from trainer.services.own_library import OwnLibrary
from trainer.store.store import Store

SHIPPED = (ROOT / "scenarios" / f"{SCENARIO}.yaml").read_text(encoding="utf-8")
OWN = SHIPPED.replace(f"id: {SCENARIO}", "id: our_freezer", 1)
RUBRIC = (ROOT / "rubrics" / "default.yaml").read_text(encoding="utf-8").replace("id: default", "id: our_rubric", 1)


@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    store = Store(new_database(request.param, tmp_path))
    made = team_house(store)
    made.practising.close()
    made.library = OwnLibrary(LIBRARY, store, read_text)
    made.practising = house(store, made.library, clock=made.clock)
    ids = iter(range(1, 99))
    made.authoring = Authoring(store, made.clock, LIBRARY, read_text, lambda: f"own-{next(ids)}")
    made.assigning = Assigning(store, made.clock, made.library, lambda: f"as-{next(ids)}")
    made.mia, made.tom = joined(made, "Mia", made.north, M), joined(made, "Tom", made.north)
    yield made
    made.practising.close()
    store.close()


def test_a_draft_is_in_use_only_once_it_is_published_and_no_more_when_retired(at):
    own, version = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", OWN, "copied")
    with pytest.raises(NotFound):
        at.library.scenario("our_freezer")
    at.authoring.publish(at.mia, own, version)
    assert "our_freezer" in [s.id for s in at.library.scenarios()]
    practice = talked(at, at.tom, replies=1, scenario="our_freezer", end=False)
    at.authoring.retire(at.mia, own)
    with pytest.raises(NotFound):
        at.practising.start(at.tom, "our_freezer")
    at.practising.say(at.tom, practice.id, f"{GOOD} And more.", 2)
    assert at.practising.wait(at.tom, practice.id, 20).state == "idle"
    assert [f.status for f in at.authoring.files(at.mia, at.north)] == ["retired"]


def test_a_new_version_changes_no_talk_that_has_begun(at):
    own, version = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", OWN)
    at.authoring.publish(at.mia, own, version)
    before = at.practising.start(at.tom, "our_freezer")
    title = at.practising.frozen_scenario(at.tom, before.id).title
    changed = OWN.replace(f"title: {title}", "title: Another title", 1)
    assert changed != OWN
    _, second = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", changed, "a better title", own, after=version)
    assert at.library.scenario("our_freezer").title == title     # saved is not published
    at.authoring.publish(at.mia, own, second)
    after = at.practising.start(at.tom, "our_freezer")
    assert at.practising.frozen_scenario(at.tom, before.id).title == title
    assert at.practising.frozen_scenario(at.tom, after.id).title == "Another title"
    diff = at.authoring.diff(at.mia, own, version, second).splitlines()
    assert "+title: Another title" in diff and len(diff) < 15
    assert [v.note for v in at.authoring.versions(at.mia, own)] == ["a better title", ""]


def test_what_is_wrong_is_said_as_for_a_file_and_cannot_be_published(at):
    broken = OWN.replace("floor:", "flor:", 1)
    problems = at.authoring.check(at.mia, at.north, "scenario", broken)
    assert any(p.field == "flor" and p.line for p in problems)
    own, version = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", broken)   # a draft may be unfinished
    with pytest.raises(FileProblems, match="flor"):
        at.authoring.publish(at.mia, own, version)
    for text, words in ((OWN.replace("id: our_freezer", "id: other", 1), "the file's is 'our_freezer'"),
                        (OWN + "\nrubric: nowhere\n" if "\nrubric:" not in OWN else OWN.replace("rubric: default", "rubric: nowhere"), "no rubric 'nowhere'"),
                        (RUBRIC, "this is no scenario"), ("", "empty"), ("- 1\n", "mapping")):
        _, version = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", text, own_id=own, after=version)
        with pytest.raises(FileProblems, match=words):
            at.authoring.publish(at.mia, own, version)


def test_of_two_who_edit_the_second_is_told(at):
    own, version = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", OWN)
    at.authoring.save(at.owner, at.north, "scenario", "our_freezer", OWN + "# mine\n", own_id=own, after=version)
    with pytest.raises(Conflict, match="meanwhile"):
        at.authoring.save(at.mia, at.north, "scenario", "our_freezer", OWN + "# yours\n", own_id=own, after=version)


@pytest.mark.parametrize("file_id", ["", "Late", "9late", "late-delivery", "../etc", "x" * 61])
def test_an_id_that_is_none_is_refused(at, file_id):
    with pytest.raises(InvalidReply):
        at.authoring.save(at.mia, at.north, "scenario", file_id, OWN)


def test_ids_of_shipped_files_and_of_others_are_taken(at):
    with pytest.raises(Conflict, match="comes with the trainer"):
        at.authoring.save(at.mia, at.north, "scenario", SCENARIO, SHIPPED)
    at.authoring.save(at.owner, at.south, "scenario", "our_freezer", OWN)
    with pytest.raises(Conflict, match="already"):
        at.authoring.save(at.mia, at.north, "scenario", "our_freezer", OWN)


def test_an_own_rubric_is_used_by_an_assignment_and_not_retired_meanwhile(at):
    own, version = at.authoring.save(at.mia, at.north, "rubric", "our_rubric", RUBRIC)
    with pytest.raises(NotFound):
        at.assigning.assign(at.mia, terms(at.north, rubric="our_rubric"))
    at.authoring.publish(at.mia, own, version)
    made = at.assigning.assign(at.mia, terms(at.north, rubric="our_rubric"))
    practice = at.practising.start(at.tom, SCENARIO, assignment=made.id)
    assert at.practising.frozen_rubric(at.tom, practice.id).id == "our_rubric"
    with pytest.raises(NotAllowed, match="still open"):
        at.authoring.retire(at.mia, own)
    at.assigning.withdraw(at.mia, made.id, made.version)
    at.authoring.retire(at.mia, own)


def test_another_process_sees_what_was_published(at):
    other = OwnLibrary(LIBRARY, at.store, read_text)
    assert "our_freezer" not in [s.id for s in other.scenarios()]
    own, version = at.authoring.save(at.mia, at.north, "scenario", "our_freezer", OWN)
    at.authoring.publish(at.mia, own, version)
    assert other.scenario("our_freezer").id == "our_freezer"
    assert other.hash_of("scenario", "our_freezer") == at.library.hash_of("scenario", "our_freezer") != ""
