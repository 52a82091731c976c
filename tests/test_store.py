"""The store keeps its word on a real SQLite file and on a real PostgreSQL server alike."""

from __future__ import annotations

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.databases import KINDS, new_database
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from trainer.domain.acts import Act, Event
from trainer.domain.conversation import Turn
from trainer.domain.errors import Conflict, Misconfigured
from trainer.domain.mood import Mood
from trainer.domain.people import LOCAL_PERSON, Person, Role
from trainer.domain.practice import Hashes, Practice
from trainer.domain.rating import DimensionRating, Rating, Unrated
from trainer.domain.rubric import Dimension
from trainer.domain.talk_state import Agreed, TalkState
from trainer.ports import Usage
from trainer.store import migrate, tables, team_tables  # noqa: F401
from trainer.store.columns import Table
from trainer.store.store import Store

NOW = "2026-11-25T10:00:00.000+00:00"
LATER = "2026-11-25T10:00:10.000+00:00"
MUCH_LATER = "2026-11-25T10:01:00.000+00:00"
MOOD = Mood(anger=7.25, trust=2.5, patience=6)


@pytest.fixture(params=KINDS)
def address(request, tmp_path):
    return new_database(request.param, tmp_path)


@pytest.fixture
def store(address):
    opened = Store(address)
    with opened.begin() as tx:
        tx.people.add(LOCAL_PERSON, NOW)
    yield opened
    opened.close()


def practice(practice_id="p1", **other) -> Practice:
    hashes = Hashes(scenario="s" * 64, rubric="r" * 64, appraiser="a-1", scorer="offline-1", prompt="none")
    return Practice(**{"id": practice_id, "person": "local", "scenario_id": "late_cake", "seed": 2**40, "hashes": hashes,
                       "started_at": NOW, **other})


def turn(n: int, words: str = "Where is my cake?", **other) -> Turn:
    who = "client" if n % 2 == 0 else "trainee"
    return Turn(**{"n": n, "who": who, "text": words, "state": TalkState(mood=MOOD), "at": NOW, **other})


def rating(level: int, kind: str = "offline") -> Rating:
    return Rating(scorer=f"{kind}-1", kind=kind,
                  dimensions={d: DimensionRating(level=level, reason="because") for d in Dimension})


def begun(store: Store, turns: int = 1, practice_id: str = "p1") -> list[int]:
    with store.begin() as tx:
        tx.talks.add(practice(practice_id), "The late cake", "default")
        return [tx.talks.add_turn(practice_id, turn(n)) for n in range(turns)]


def test_a_practice_and_its_turns_come_back_exactly_as_they_were_kept(store):
    begun(store)
    state = TalkState(replies=1, mood=MOOD, counts={Act.OWNS: 2}, facts=("late_before",),
                      agreed=Agreed(step="call", owner="I", date="today 5 pm"))
    said = turn(1, "Ünïcödé 🎂 — “quoted”\nnew line", state=state, events=(Event(act=Act.OWNS, words="my fault"),))
    with store.begin() as tx:
        tx.talks.add_turn("p1", said, Usage(prompt_tokens=5))
    with store.reading() as tx:
        assert tx.talks.get("p1") == practice()
        assert tx.talks.turns("p1")[1] == said


def test_an_error_in_the_block_undoes_everything_in_it(store):
    with pytest.raises(ZeroDivisionError), store.begin() as tx:
        tx.talks.add(practice(), "The late cake", "default")
        1 / 0
    with store.reading() as tx:
        assert tx.talks.get("p1") is None


def test_the_same_turn_twice_is_a_conflict_and_the_first_stays(store):
    begun(store, 2)
    with pytest.raises(Conflict), store.begin() as tx:
        tx.talks.add_turn("p1", turn(1, "me too"))
    with store.reading() as tx:
        assert [t.text for t in tx.talks.turns("p1")] == ["Where is my cake?"] * 2


def test_of_eight_tabs_that_reply_at_once_exactly_one_wins(store):
    begun(store)
    won, lost, ready = [], [], threading.Barrier(8)

    def reply(i: int) -> None:
        ready.wait()
        try:
            with store.begin() as tx:
                tx.talks.get("p1", lock=True)
                tx.talks.add_turn("p1", turn(1, f"tab {i}"))
            won.append(f"tab {i}")
        except Conflict:
            lost.append(i)

    tabs = [threading.Thread(target=reply, args=(i,)) for i in range(8)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(won) == 1 and len(lost) == 7
    with store.reading() as tx:
        assert [t.text for t in tx.talks.turns("p1")][1:] == won


def test_a_turn_taken_back_leaves_the_talk_but_stays_in_the_store(store):
    begun(store, 3)
    with store.begin() as tx:
        tx.talks.take_back("p1", 1, LATER)
        tx.talks.add_turn("p1", turn(1, "said anew"))
    with store.reading() as tx:
        assert [t.text for t in tx.talks.turns("p1")] == ["Where is my cake?", "said anew"]
    with store.engine.connect() as c:
        assert c.execute(text("SELECT count(*) FROM turns WHERE taken_back_at IS NOT NULL")).scalar() == 2


def test_a_turn_of_no_practice_is_refused_by_the_database(store):
    with pytest.raises(IntegrityError), store.begin() as tx:
        tx.owed.add("line", "nowhere", 99, NOW)


def test_owed_work_is_leased_to_one_worker_until_the_lease_runs_out(store):
    ids = begun(store, 2)
    with store.begin() as tx:
        tx.owed.add("line", "p1", ids[1], NOW, taken="{}")
        tx.owed.add("line", "p1", ids[1], NOW, taken="{}")
    with store.begin() as tx:
        (owed,) = tx.owed.of_practice("p1")
        assert (owed.n, owed.kind) == (1, "line")
        assert tx.owed.claim(owed.id, "first", NOW, LATER)
        assert not tx.owed.claim(owed.id, "second", NOW, LATER)
        assert tx.owed.unattended(NOW) == []
        assert [o.id for o in tx.owed.unattended(MUCH_LATER)] == [owed.id]
        assert tx.owed.claim(owed.id, "second", MUCH_LATER, MUCH_LATER)
        assert not tx.owed.done(owed.id, "first"), "the first worker came back too late"
        assert tx.owed.done(owed.id, "second")
        assert tx.owed.of_practice("p1") == []


def test_a_renewed_lease_lasts_longer(store):
    ids = begun(store, 2)
    with store.begin() as tx:
        tx.owed.add("rating", "p1", ids[1], NOW)
        (owed,) = tx.owed.of_practice("p1")
        tx.owed.claim(owed.id, "first", NOW, LATER)
        tx.owed.renew([owed.id], "first", "2026-11-25T11:00:00.000+00:00")
        assert not tx.owed.claim(owed.id, "second", MUCH_LATER, MUCH_LATER)


def test_cancelled_work_is_owed_no_more(store):
    ids = begun(store, 4)
    with store.begin() as tx:
        tx.owed.add("rating", "p1", ids[1], NOW)
        tx.owed.add("rating", "p1", ids[3], NOW)
        tx.owed.add("line", "p1", ids[3], NOW)
        tx.owed.cancel("p1", from_n=3)
        assert [(o.kind, o.n) for o in tx.owed.of_practice("p1")] == [("rating", 1)]


def test_the_tail_says_who_spoke_last_and_whether_a_line_is_owed(store):
    ids = begun(store, 2)
    with store.begin() as tx:
        tx.owed.add("rating", "p1", ids[1], NOW)
    with store.reading() as tx:
        tail = tx.talks.tail("p1")
        assert (tail.n, tail.who, tail.owed, tail.ended_at) == (1, "trainee", False, None)
        assert tx.talks.tail("nothing") is None
    with store.begin() as tx:
        tx.owed.add("line", "p1", ids[1], NOW)
        assert tx.talks.tail("p1").owed


def test_ratings_are_added_never_replaced(store):
    ids = begun(store, 2)
    given = (Unrated(scorer="judge:m", reason="no answer"), rating(3), rating(5, "judge"))
    with store.begin() as tx:
        for r in given:
            tx.ratings.add("p1", ids[1], r, "r" * 64, NOW)
    with store.reading() as tx:
        assert tx.ratings.of_practice("p1") == {1: given}


def test_ratings_of_a_reply_taken_back_do_not_count(store):
    ids = begun(store, 2)
    with store.begin() as tx:
        tx.ratings.add("p1", ids[1], rating(1), "r" * 64, NOW)
        tx.talks.take_back("p1", 1, LATER)
    with store.begin() as tx:
        assert tx.ratings.of_practice("p1") == {}


def test_a_persons_practices_come_newest_first_with_their_replies_counted(store):
    begun(store, 4, "old")
    with store.begin() as tx:
        tx.talks.add(practice("new", started_at=LATER), "The late cake", "default")
        tx.talks.add_note("old", "local", "reflection", "first thought", NOW)
        tx.talks.add_note("old", "local", "reflection", "second thought", LATER)
    with store.reading() as tx:
        rows = tx.talks.of_person("local")
        assert [(r.practice.id, r.replies, r.title) for r in rows] == [
            ("new", 0, "The late cake"), ("old", 2, "The late cake")]
        assert rows[1].practice.notes == {"reflection": "second thought"}
        assert tx.talks.of_person("somebody else") == []


def test_a_frozen_scenario_is_kept_once_per_content(store):
    with store.begin() as tx:
        tx.frozen.keep("scenario", "h1", "late_cake", "first", NOW)
        tx.frozen.keep("scenario", "h1", "late_cake", "second", LATER)
        assert tx.frozen.body("scenario", "h1") == "first"
        assert tx.frozen.body("rubric", "h1") is None


def test_spending_is_summed_by_the_day(store):
    with store.begin() as tx:
        for at, cost in ((NOW, 0.25), (LATER, 0.5), ("2026-11-26T00:00:00.000+00:00", 4.0), (NOW, None)):
            tx.calls.add("line", "m", Usage(prompt_tokens=10, completion_tokens=2, cost=cost), at)
    with store.reading() as tx:
        assert tx.calls.spent_on("2026-11-25") == 0.75
        assert tx.calls.tokens_on("2026-11-25") == (3, 30, 6)
        assert tx.calls.spent_on("2026-11-24") == 0


def test_a_person_keeps_their_roles(store):
    with store.begin() as tx:
        tx.people.add(Person(id="mia", name="Mia", roles={"": (Role.OWNER,)}), NOW)
        tx.people.add(Person(id="mia", name="Somebody else"), NOW)
    with store.reading() as tx:
        assert tx.people.get("mia") == Person(id="mia", name="Mia", roles={"": (Role.OWNER,)})
        assert tx.people.get("nobody") is None


def test_the_migrations_arrive_at_the_very_schema_that_the_code_expects(store):
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []


def test_the_newest_migration_is_the_one_the_code_asks_for():
    assert ScriptDirectory.from_config(migrate.alembic_config()).get_current_head() == migrate.HEAD


def test_processes_that_start_together_upgrade_an_empty_database_once(address):
    opened, failed = [], []

    def open_it() -> None:
        try:
            opened.append(Store(address))
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the finding)
            failed.append(error)

    openers = [threading.Thread(target=open_it) for _ in range(4)]
    for opener in openers:
        opener.start()
    for opener in openers:
        opener.join()
    assert failed == [] and len(opened) == 4
    for each in opened:
        each.close()


def test_a_database_of_a_newer_trainer_is_left_alone(store, address):
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Misconfigured, match="newer version"):
        Store(address)


def test_sqlite_keeps_a_log_and_checks_foreign_keys(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/deep/down/trainer.db")
    with store.engine.connect() as c:
        assert c.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert c.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert c.execute(text("PRAGMA busy_timeout")).scalar() >= 5000
    store.close()


@pytest.mark.parametrize("wrong", ["sqlite://", "sqlite:///:memory:", "mysql://a:secret@b/c", "nonsense with secret"])
def test_an_address_that_cannot_work_is_refused_with_the_cure_and_without_its_password(wrong):
    with pytest.raises(Misconfigured, match="TRAINER_DATABASE_URL") as refused:
        Store(wrong)
    assert "secret" not in str(refused.value)
