"""Everything about oneself can be taken away, and erased so that no word is left in any table or file."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.databases import KINDS, new_database
from tests.practice_house import TestClock, house
from tests.team_house import GOOD, LIBRARY, LOCAL_PERSON, PASSWORD, SCENARIO, M, R, T, joined, talked, team_house, terms
from trainer.domain.errors import InvalidReply, Misconfigured, NotAllowed, NotFound
from trainer.domain.practice import Mode
from trainer.domain.rating import DimensionRating, GateHit, Quote, Rating, TechniqueSeen
from trainer.domain.rubric import Dimension
from trainer.services.auditing import Auditing
from trainer.services.privacy import Privacy
from trainer.services.progressing import Filter
from trainer.services.reviewing import Reviewing
from trainer.store.dump import lines, restore
from trainer.store.store import Store

MARK = "zwetschgenkuchen"  # stands in everything that the person says, writes or is called
PROMISE = f"I promise you, Ms Marsh, that I will call you back by Friday at 10 about the {MARK}. I guarantee a refund. Does that work for you?"


class Quotes:
    """A scorer that quotes the trainee wherever a rating can hold words."""

    id = "offline-test"

    def rate(self, situation, history, client, reply, scenario=None, rubric=None):
        quote = Quote(text=reply[:200], start=0, end=min(200, len(reply)))
        return Rating(scorer=self.id, kind="offline", dimensions={
            d: DimensionRating(level=3, reason=f"you said {reply}", quotes=(quote,)) for d in Dimension},
            gates=(GateHit(gate="x", rule=1, caps={}, reason=reply, words=reply),), techniques=(TechniqueSeen(id="own_it", words=reply),))


@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    store = Store(new_database(request.param, tmp_path))
    made = team_house(store, scorers=(Quotes(),))
    made.privacy, made.reviewing, made.auditing = Privacy(store, made.clock), Reviewing(store, made.clock), Auditing(store, made.clock)
    made.mia, made.rita = joined(made, "Mia", made.north, M), joined(made, "Rita", made.north, R)
    made.kind = request.param
    yield made
    made.practising.close()
    store.close()


def everything(at) -> str:
    return "\n".join(lines(at.store.engine))


def a_full_life(at, name: str = f"Tom {MARK}"):
    """Somebody who has said, written, been quoted and remarked upon in every way there is."""
    token = at.accounts.invite(at.owner, f"{MARK}@example.org", name, at.north, (T, R, M))
    tom = at.accounts.accept(token, PASSWORD).person
    test = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT, people=(tom.id,)))
    practice = at.practising.start(tom, SCENARIO, assignment=test.id)
    at.practising.prepare(tom, practice.id, {"What do they feel?": f"anger about {MARK}"})
    for n, text in enumerate((f"{GOOD} {MARK}", PROMISE, f"So, by Friday at 10: {MARK}.")):
        at.practising.say(tom, practice.id, text, 2 * n)
        at.practising.wait(tom, practice.id, 20)
    at.practising.end(tom, practice.id)
    at.practising.wait_rated(tom, practice.id, 20)
    for kind in ("reflection", "follow_up", "contact_log"):
        at.practising.note(tom, practice.id, kind, f"{kind} {MARK}")
    at.practising.differ(tom, practice.id, 1, "clarity", 5, f"because {MARK}")
    at.reviewing.rate(at.rita, practice.id, {1: dict.fromkeys(Dimension, 2)}, f"you said {MARK}")
    at.reviewing.comment(at.rita, practice.id, f"not “{MARK}” please", 1)
    at.reviewing.answer(tom, practice.id, f"but {MARK}", 1, another_look=True)
    own = talked(at, tom)
    at.practising.branch(tom, practice.id, 3)
    owed = at.practising.start(tom, SCENARIO)
    at.practising.say(tom, owed.id, f"still going on {MARK}", 0)
    other = joined(at, f"Other{len(name)}", at.north)
    theirs = talked(at, other, assignment=at.assigning.assign(tom, terms(at.north, title=f"Do {MARK}", note=MARK, mode=Mode.ASSESSMENT,
                                                                        people=(other.id,))).id)
    at.reviewing.rate(tom, theirs.id, {1: dict.fromkeys(Dimension, 4)}, f"well, {MARK}")
    at.reviewing.comment(tom, theirs.id, f"like a {MARK}")
    return tom, practice, own, theirs, other


def test_everything_about_me_can_be_taken_away_and_no_secret_with_it(at):
    tom, practice, own, theirs, _ = a_full_life(at)
    document = json.loads(json.dumps(at.privacy.export_me(tom)))
    tables = document["tables"]
    assert {p["id"] for p in tables["practices"]} >= {practice.id, own.id}
    assert {t["text"] for t in tables["turns"]} >= {PROMISE, f"{GOOD} {MARK}"}
    said = json.dumps(document)
    for words in (f"reflection {MARK}", f"because {MARK}", f"not \\u201c{MARK}\\u201d please", f"but {MARK}", f"like a {MARK}",
                  f"well, {MARK}", f"Do {MARK}"):
        assert words in said
    with at.store.reading() as tx:
        assert tx.accounts.of(tom.id).password_hash not in said
    assert "argon2" not in said and not any("hash" in k and k.startswith(("id", "token", "password")) for rows in tables.values()
                                            for row in rows for k in row)
    assert theirs.id not in {p["id"] for p in tables["practices"]}


@pytest.mark.parametrize("keep", [False, True])
def test_erasing_oneself_leaves_no_word_in_any_table(at, keep):
    at.privacy = Privacy(at.store, at.clock, keep_scores=keep)
    tom, practice, own, theirs, other = a_full_life(at)
    before = len(at.auditing.entries(at.owner, limit=500)[0])
    assert everything(at).count(MARK) > 40
    at.privacy.erase_me(tom)
    left = everything(at)
    assert [line[max(0, line.find(MARK) - 200):line.find(MARK) + 40] for line in left.splitlines() if MARK in line] == []
    assert sum(GOOD in line for line in left.splitlines() if '"table": "turns"' in line) == 3   # another's talk stays
    with pytest.raises(NotAllowed):
        at.accounts.sign_in(f"{MARK}@example.org", PASSWORD)
    with pytest.raises(NotAllowed):
        at.assigning.assigned_to_me(tom)
    with at.store.reading() as tx:
        gone = tx.people.get(tom.id)
        runs = [r for r in tx.results.runs(at.north) if r.person == tom.id]
    assert gone.name.startswith("Trainee ") and gone.email == "" and gone.roles == {} and not gone.active
    assert [r.rated for r in runs] == ([3] if keep else [None])
    assert len(at.progressing.dashboard(at.mia, Filter(at.north)).talks) == 2
    assert len(at.practising.record(other, theirs.id).turns) == 8     # the other's talk is whole
    assert len(at.auditing.entries(at.owner, limit=500)[0]) > before and at.auditing.entries(at.owner)[0][0].act == "erased"


def test_a_line_still_being_made_does_not_come_back_after_erasing(at):
    tom = joined(at, "Tom", at.north)
    running = at.practising.start(tom, SCENARIO)
    at.practising.say(tom, running.id, PROMISE, 0)
    at.privacy.erase_me(tom)
    at.practising.wait(tom, running.id, 1)
    assert MARK not in everything(at)


def test_what_is_erased_is_gone_from_the_sqlite_file_too(tmp_path):
    store = Store(new_database("sqlite", tmp_path))
    at = team_house(store, scorers=(Quotes(),))
    tom = joined(at, "Tom", at.north)
    practice = at.practising.start(tom, SCENARIO)
    at.practising.say(tom, practice.id, PROMISE * 20, 0)
    at.practising.wait(tom, practice.id, 20)
    at.practising.wait_rated(tom, practice.id, 20)
    Privacy(store, at.clock).erase_me(tom)
    at.practising.close()
    store.close()
    assert all(MARK.encode() not in f.read_bytes() for f in tmp_path.glob("trainer.db*"))


def test_the_local_person_of_personal_mode_can_erase_their_talks(tmp_path):

    store = Store(new_database("sqlite", tmp_path))
    practising, clock = house(store, LIBRARY), TestClock()
    practice = practising.start(LOCAL_PERSON, SCENARIO)
    practising.say(LOCAL_PERSON, practice.id, PROMISE, 0)
    practising.wait(LOCAL_PERSON, practice.id, 20)
    Privacy(store, clock).erase_me(LOCAL_PERSON)
    assert MARK not in "\n".join(lines(store.engine))
    assert practising.start(LOCAL_PERSON, SCENARIO)
    practising.close()
    store.close()


def test_an_owner_erases_on_request_but_not_the_last_owner(at):
    tom, *_ = a_full_life(at)
    at.privacy.erase(at.owner, tom.id)
    assert MARK not in everything(at)
    for go in (lambda: at.privacy.erase_me(at.owner), lambda: at.privacy.erase(at.owner, at.owner.id)):
        with pytest.raises(NotAllowed, match="last owner"):
            go()
    with pytest.raises(NotFound):
        at.privacy.erase(at.owner, "nobody")


def test_words_go_by_themselves_after_the_teams_days_and_scores_stay(at):
    tom, practice, own, *_ = a_full_life(at)
    at.privacy.set_retention(at.owner, at.north, 30)
    assert at.privacy.apply_retention() == 0
    at.clock.ahead += 31 * 86_400
    at.privacy.set_retention(at.owner, at.south, 1)
    assert at.privacy.apply_retention() == 2
    record = at.practising.record(tom, practice.id)
    assert {t.text for t in record.turns} == {"(redacted)"} and record.practice.notes["reflection"] == "(redacted)"
    assert at.practising.score(tom, practice.id).score is not None
    assert at.practising.record(tom, own.id).turns[1].text == GOOD    # own practice is no team's to forget
    assert at.privacy.apply_retention() == 0


@pytest.mark.parametrize("days", [0, -1, 10_000])
def test_days_that_make_no_sense_are_refused(at, days):
    with pytest.raises(InvalidReply):
        at.privacy.set_retention(at.owner, at.north, days)


def test_the_log_can_be_taken_away_by_an_owner(at):
    rows = list(csv.reader(io.StringIO(at.auditing.csv(at.owner))))
    assert rows[0][:4] == ["id", "at", "person", "act"] and rows[1][3] == "exported_log"
    found, names = at.auditing.entries(at.owner, limit=3)
    older, _ = at.auditing.entries(at.owner, before=found[-1].id, limit=3)
    assert len(found) == 3 and older[0].id < found[-1].id and names[at.owner.id] == "Olive Owner"


# -- backup ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("to", KINDS)
def test_a_backup_restored_into_an_empty_store_of_either_kind_is_the_same_store(at, to, tmp_path_factory):

    tom, practice, *_ = a_full_life(at)
    at.practising.wait_rated(tom, practice.id, 20)
    at.practising.close()
    kept = list(lines(at.store.engine))
    other = Store(new_database(to, tmp_path_factory.mktemp("other")))
    counts = restore(other.engine, kept)
    assert counts["turns"] > 20 and [json.loads(x) for x in lines(other.engine)] == [json.loads(x) for x in kept]
    with other.begin() as tx:     # and counting goes on where it was
        tx.audit.add(at.clock.now(), None, "after_restore", "house", "x")
        tx.talks.add_note(practice.id, tom.id, "reflection", "after", at.clock.now())
    other.close()


def test_a_backup_goes_into_no_store_that_holds_anything(at):

    with pytest.raises(Misconfigured, match="not empty"):
        restore(at.store.engine, list(lines(at.store.engine)))
    for odd in ([], ["hello"], ["{}"], ['{"format": "difficult-client-backup/1", "schema": "9999"}']):
        with pytest.raises(Misconfigured):
            restore(at.store.engine, odd)
