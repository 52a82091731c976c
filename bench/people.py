"""How fast a team's screens are at 200 people × 50 talks × 12 replies: queries and CPU time of the app, on both databases."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert, text

from tests.databases import KINDS, new_database
from trainer.client import engine
from trainer.domain.assignment import Terms
from trainer.domain.people import Person, Role
from trainer.domain.practice import Mode
from trainer.domain.rating import DimensionRating, Quote, Rating, TechniqueSeen
from trainer.domain.rubric import Dimension
from trainer.library import FileLibrary
from trainer.services.accounts import Accounts
from trainer.services.agreeing import Agreeing
from trainer.services.assigning import Assigning
from trainer.services.progressing import Filter, Progressing
from trainer.services.reviewing import Reviewing
from trainer.store.result_table import ResultRecord
from trainer.store.store import Store
from trainer.store.tables import PracticeRecord, RatingRecord, TurnRecord
from trainer.store.team_tables import ReviewRecord
from trainer.wiring import SystemClock

PEOPLE, TALKS, REPLIES, REVIEWED = 200, 50, 12, 200
ROUNDS = 5
MOST_MS = 300


def seed(store: Store, people: int = PEOPLE, talks: int = TALKS, replies: int = REPLIES) -> tuple[dict[str, Person], str]:
    """One team of so many trainees, all of whose talks were assigned; every second an assessment. (people by role, team)"""
    clock, library = SystemClock(), FileLibrary()
    accounts, draw = Accounts(store, clock), random.Random(1)
    owner = accounts.set_up_owner("owner@example.org", "Owner", "three wet umbrellas").person
    team = accounts.new_team(owner, "Everybody")
    named = {"owner": owner}
    scenarios = library.scenarios()
    with store.begin() as tx:
        for role in (Role.MANAGER, Role.REVIEWER):
            named[role.value] = Person(id=role.value, name=role.value.title(), roles={team: (role,)})
            tx.people.add(named[role.value], clock.now())
        for i in range(people):
            tx.people.add(Person(id=f"t{i:03}", name=f"Trainee {i}", roles={team: (Role.TRAINEE,)}), clock.now())
    named["trainee"] = Person(id="t000", name="Trainee 0", roles={team: (Role.TRAINEE,)})
    ids = iter(f"a{i}" for i in range(100))
    assigning = Assigning(store, clock, library, lambda: next(ids))
    assigned = {mode: [assigning.assign(named["manager"], Terms(title=f"{mode.value} {i}", team=team, mode=mode, min_score=60, max_attempts=3,
                                                                scenarios=tuple(s.id for s in scenarios))).id for i in range(4)] for mode in Mode}
    hashes = {"appraiser_hash": "a", "scorer_hash": "s", "prompt_hash": "none"}
    with store.begin() as tx:
        for s in scenarios:
            tx.frozen.keep("scenario", library.hash_of("scenario", s.id), s.id, s.model_dump_json(), clock.now())
        tx.frozen.keep("rubric", library.hash_of("rubric", "default"), "default", library.rubric("default").model_dump_json(), clock.now())
    rubric_hash = library.hash_of("rubric", "default")
    states = {s.id: engine.opening(s).model_dump(mode="json") for s in scenarios}
    turn_id = rating_id = 0
    with store.engine.begin() as connection:
        for p in range(people):
            rows: dict[Any, list[dict]] = {PracticeRecord: [], TurnRecord: [], RatingRecord: [], ResultRecord: [], ReviewRecord: []}
            for t in range(talks):
                s, mode = scenarios[draw.randrange(len(scenarios))], list(Mode)[t % 2]
                practice = f"{draw.getrandbits(80):020x}"
                began = f"2026-{1 + t // 5:02}-{1 + p % 28:02}T10:{t:02}:00.000+00:00"
                rows[PracticeRecord].append({
                    "id": practice, "person_id": f"t{p:03}", "team_id": team, "assignment_id": assigned[mode][t % 4], "scenario_id": s.id,
                    "scenario_title": s.title, "rubric_id": "default", "seed": 1, "mode": mode.value,
                    "visibility": "assessed" if mode is Mode.ASSESSMENT else ("consented" if t % 4 == 0 else "private"),
                    "client_model": "scripted", "scorer": "offline-1", "scenario_hash": library.hash_of("scenario", s.id),
                    "rubric_hash": rubric_hash, "started_at": began, "ended_at": began.replace("T10", "T11"), "outcome": "resolved",
                    "ended_by": "client", "prepare": {}, **hashes})
                sums, totals, seen = dict.fromkeys((d.value for d in Dimension), 0), [], {"own_it": [0, 0], "ask_open": [0, 0]}
                review = None
                if p * talks + t < REVIEWED * 2 and mode is Mode.ASSESSMENT:
                    review = p * talks + t + 1
                    rows[ReviewRecord].append({"id": review, "practice_id": practice, "reviewer_id": "reviewer", "blind": True,
                                               "decision": None, "reason": "", "started_at": began, "submitted_at": began, "replaces": None})
                for n in range(2 * replies + 1):
                    turn_id += 1
                    trainee = n % 2 == 1
                    rows[TurnRecord].append({"id": turn_id, "practice_id": practice, "n": n, "who": "trainee" if trainee else "client",
                                             "text": f"Turn {n} of a talk, as long as turns usually are, more or less. " * 2,
                                             "state": states[s.id], "events": [], "made": "scripted", "made_note": "", "at": began})
                    if not trainee:
                        continue
                    levels = {d: min(5, max(1, round(draw.gauss(2.4 + t / 40, 1)))) for d in Dimension}
                    for which, kind in ((None, "offline"), *([(review, "reviewer")] if review else [])):
                        rating_id += 1
                        given = levels if which is None else {d: min(5, max(1, v + draw.choice((-1, 0, 0, 1)))) for d, v in levels.items()}
                        rows[RatingRecord].append(_rating(rating_id, practice, turn_id, which, kind, given, rubric_hash, began))
                    for d, v in levels.items():
                        sums[d.value] += v
                    totals.append((sum(levels.values()), n))
                    seen["own_it"][0] += 1
                    seen["ask_open"][1] += 1
                rows[ResultRecord].append({"practice_id": practice, "said": replies, "rated": replies, "unrated": 0, "uncertain": 0,
                                           "unstable": 0, "rests_on": "offline", "weakest_n": min(totals)[1],
                                           "weakest_sum": min(totals)[0], "techniques": seen, **sums})
            for table in (PracticeRecord, TurnRecord, ReviewRecord, RatingRecord, ResultRecord):
                if rows[table]:
                    connection.execute(insert(table), rows[table])
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return named, team


def _rating(row_id: int, practice: str, turn_id: int, review: int | None, kind: str, levels: dict[Dimension, int], rubric_hash: str,
            at: str) -> dict:
    scorer = "offline-1" if review is None else "reviewer:reviewer"
    body = Rating(scorer=scorer, kind=kind, techniques=(TechniqueSeen(id="own_it", words="turns usually are"),), missed=("ask_open",),
                  dimensions={d: DimensionRating(level=v, low=v, high=v, reason="because of the words that are quoted here",
                                                 quotes=(Quote(text="as long as turns usually are", start=20, end=48),))
                              for d, v in levels.items()}).model_dump_json()
    return {"id": row_id, "practice_id": practice, "turn_id": turn_id, "review_id": review, "scorer": scorer, "kind": kind,
            "rubric_hash": rubric_hash, "rated": True, "uncertain": False, "body": body, "made_at": at,
            **{d.value: v for d, v in levels.items()}}


def screens(store: Store, people: dict[str, Person], team: str) -> dict[str, Callable[[], Any]]:
    """What each of a team's screens asks of the services."""
    clock, library = SystemClock(), FileLibrary()
    progressing, reviewing = Progressing(store, clock), Reviewing(store, clock)
    assigning, agreeing, accounts = Assigning(store, clock, library, lambda: "x"), Agreeing(store, clock), Accounts(store, clock)
    manager, reviewer, which = people["manager"], people["reviewer"], Filter(team)
    with store.reading() as tx:
        waiting = tx.reviews.queue([team], "reviewer")[0][0].practice
    return {
        "dashboard (all of it)": lambda: (progressing.dashboard(manager, which), progressing.techniques(manager, which),
                                          progressing.weakest(manager, which)),
        "dashboard: people, levels, clients": lambda: progressing.dashboard(manager, which),
        "dashboard: one person": lambda: progressing.dashboard(manager, Filter(team, person="t007")),
        "assignments with everybody's status": lambda: assigning.assignments(manager, team),
        "people": lambda: accounts.people(people["owner"]),
        "queue, and what was read": lambda: (reviewing.queue(reviewer, team), reviewing.looked(reviewer, team)),
        "what is new for a trainee": lambda: reviewing.news(people["trainee"]),
        "a talk to review": lambda: reviewing.read(reviewer, waiting),
        "agreement (first time)": lambda: (_forget_kappas(), agreeing.agreement(reviewer, team)),
        "assigned to me": lambda: assigning.assigned_to_me(people["trainee"]),
    }


def _forget_kappas() -> None:
    from trainer.services import agreeing

    agreeing._agreed.cache_clear()


def measured(store: Store, ask: Callable[[], Any], rounds: int = ROUNDS) -> dict[str, float]:
    """Queries, and the median of CPU and wall milliseconds."""
    queries: list[str] = []

    def count(_connection, _cursor, statement, *_more) -> None:
        if not statement.startswith("BEGIN"):
            queries.append(statement)

    event.listen(store.engine, "before_cursor_execute", count)
    cpu, wall = [], []
    try:
        ask()
        asked = len(queries)
        for _ in range(rounds):
            c, w = time.process_time(), time.perf_counter()
            ask()
            cpu.append((time.process_time() - c) * 1000)
            wall.append((time.perf_counter() - w) * 1000)
    finally:
        event.remove(store.engine, "before_cursor_execute", count)
    middle = sorted(range(rounds), key=lambda i: cpu[i])[rounds // 2]
    return {"queries": asked, "cpu_ms": round(cpu[middle], 1), "wall_ms": round(sorted(wall)[rounds // 2], 1)}


def main() -> dict:
    """Seeds both databases and prints the figures."""
    report: dict[str, dict] = {}
    for kind in KINDS:
        with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
            store = Store(new_database(kind, Path(folder)))
            began = time.perf_counter()
            people, team = seed(store)
            print(f"\n{kind}: {PEOPLE} people × {TALKS} talks × {REPLIES} replies, seeded in {time.perf_counter() - began:.0f} s")
            print(f"{'':<38}{'queries':>8}{'CPU ms':>9}{'wall ms':>9}")
            report[kind] = {}
            for name, ask in screens(store, people, team).items():
                found = report[kind][name] = measured(store, ask)
                print(f"{name:<38}{found['queries']:>8}{found['cpu_ms']:>9}{found['wall_ms']:>9}"
                      f"{'  over ' + str(MOST_MS) if found['cpu_ms'] > MOST_MS else ''}", flush=True)
            store.close()
    return report


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
