"""Every public method of every service is in the table of rights, and every cell of the table is tried on the real services."""

from __future__ import annotations

import contextlib
import inspect
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.practice_house import Rates, TestClock, house
from tests.team_house import GOOD, LIBRARY, PASSWORD, ROOT, SCENARIO, M, O, R, T, joined, quick_passwords, talked, team_house, terms
from trainer.domain.errors import FileProblems, NotAllowed, NotFound, TrainerError
from trainer.domain.permissions import RULES, About, as_markdown, may
from trainer.domain.people import Person, Role
from trainer.domain.practice import Mode
from trainer.domain.rubric import Dimension
from trainer.library.text import read_text
from trainer.services.accounts import Accounts
from trainer.services.agreeing import Agreeing
from trainer.services.assigning import Assigning
from trainer.services.auditing import Auditing
from trainer.services.authoring import Authoring
from trainer.services.practising import Practising
from trainer.services.privacy import Privacy
from trainer.services.progressing import Filter, Progressing
from trainer.services.reviewing import Reviewing
from trainer.services.team import TeamServices
from trainer.store.dump import lines
from trainer.store.store import Store

SERVICES = (Practising, Accounts, Assigning, Progressing, Reviewing, Agreeing, Privacy, Auditing, Authoring)
# Not acts of a person: the app's own start and stop, and the question who a browser belongs to.
NOT_ACTS = {"Practising.close", "Accounts.turned_on", "Accounts.who", "Accounts.standing"}
OWN_FILE = (ROOT / "scenarios" / f"{SCENARIO}.yaml").read_text(encoding="utf-8")
FOUR = {1: dict.fromkeys(Dimension, 3)}


def acts_of(service: type) -> dict[str, inspect.Signature]:
    """Action → signature of every public method."""
    return {f"{service.__name__}.{name}": inspect.signature(member) for name, member in inspect.getmembers(service, inspect.isfunction)
            if not name.startswith("_") and f"{service.__name__}.{name}" not in NOT_ACTS}


ALL_ACTS = {act: signature for service in SERVICES for act, signature in acts_of(service).items()}


# -- the table is whole ---------------------------------------------------------------------------------------------

def test_every_public_method_is_in_the_table_and_the_table_has_no_other():
    assert set(RULES) == set(ALL_ACTS)


def test_a_new_method_without_a_row_would_fail():
    class Reviewing:
        """As the service, with something new."""

        def read(self, person): ...
        def delete_everything(self, person): ...

    assert set(acts_of(Reviewing)) - set(RULES) == {"Reviewing.delete_everything"}


def test_every_service_of_a_team_is_looked_at():
    given = {f.type for f in TeamServices.__dataclass_fields__.values()}
    assert given <= {s.__name__ for s in SERVICES}


def test_the_person_who_asks_comes_first_in_every_act_but_those_of_somebody_coming_in():
    for act, signature in ALL_ACTS.items():
        first = list(signature.parameters)[1:2]
        assert (first == ["person"]) == (RULES[act].about is not About.LINK), act


def test_the_table_in_the_docs_is_current():
    shown = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert shown == as_markdown(), "run: python -m trainer permissions --write docs/permissions.md"
    assert shown.count("| `") == len(RULES)


# -- a world with somebody of every role in two teams --------------------------------------------------------------------

@dataclass
class World:
    """Ids and people of a prepared database; ``at()`` opens a copy of it."""

    file: Path
    teams: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)      # person → a talk of theirs, shared with their team
    running: dict[str, str] = field(default_factory=dict)
    assessed: dict[str, str] = field(default_factory=dict)   # team → a subject's assessment
    asked: dict[str, str] = field(default_factory=dict)      # team → an assignment for everybody in it
    only: dict[str, str] = field(default_factory=dict)       # team → an assignment for its subject alone
    files: dict[str, str] = field(default_factory=dict)
    who: str = ""
    copies: int = 0

    @contextlib.contextmanager
    def at(self):
        """All services over a fresh copy."""
        self.copies += 1
        file = self.file.with_name(f"copy-{self.copies}.db")
        shutil.copy(self.file, file)
        store, clock = Store(f"sqlite:///{file}"), TestClock()
        practising = house(store, LIBRARY, clock=clock, scorers=(Rates(),), rating_threads=0)
        number = iter(range(1000))
        made = SimpleNamespace(
            store=store, Practising=practising, Accounts=Accounts(store, clock, quick_passwords()),
            Assigning=Assigning(store, clock, LIBRARY, lambda: f"new-{next(number)}"), Progressing=Progressing(store, clock),
            Reviewing=Reviewing(store, clock), Agreeing=Agreeing(store, clock), Privacy=Privacy(store, clock),
            Auditing=Auditing(store, clock), Authoring=Authoring(store, clock, LIBRARY, read_text, lambda: f"new-{next(number)}"))
        try:
            yield made
        finally:
            practising.close()
            store.close()
            file.unlink()


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    made = World(tmp_path_factory.mktemp("world") / "world.db")
    store = Store(f"sqlite:///{made.file}")
    at = team_house(store)
    at.reviewing = Reviewing(store, at.clock)
    at.authoring = Authoring(store, at.clock, LIBRARY, read_text, iter(("file-north", "file-south")).__next__)
    made.teams = {"north": at.north, "south": at.south}
    made.people = {"owner": at.owner, "second owner": joined(at, "Second", None, O)}
    for name, team in made.teams.items():
        made.people |= {f"{name} {role.value}": joined(at, f"{name}-{role.value}", team, role) for role in (T, R, M)}
        made.people[f"{name} subject"] = joined(at, f"{name}-subject", team, T)
        made.asked[name] = at.assigning.assign(at.owner, terms(team)).id
        test = at.assigning.assign(at.owner, terms(team, mode=Mode.ASSESSMENT, people=(made.people[f"{name} subject"].id,)))
        made.only[name] = test.id
        made.assessed[name] = talked(at, made.people[f"{name} subject"], assignment=test.id).id
        at.accounts.invite(at.owner, f"waiting-{name}@example.org", "Waiting", team, (T,))
        made.files[name] = at.authoring.save(at.owner, team, "scenario", f"{name}_file", OWN_FILE.replace(SCENARIO, f"{name}_file", 1))[0]
    made.people["nobody"] = joined(at, "nobody", at.north)
    at.accounts.give_role(at.owner, made.people["nobody"].id, at.north, T, give=False)
    for name, person in made.people.items():
        made.ended[name], made.running[name] = talked(at, person, replies=1).id, talked(at, person, replies=1, end=False).id
        if name.split()[0] in made.teams:
            at.reviewing.share(person, made.ended[name], made.teams[name.split()[0]])
    made.people["shut out"] = joined(at, "shut", at.north, T, R, M)
    at.accounts.deactivate(at.owner, made.people["shut out"].id)
    at.practising.close()
    store.forget()
    store.close()
    return made


WHO = ["owner", "nobody", "shut out", *(f"{team} {role}" for team in ("north", "south") for role in ("trainee", "reviewer", "manager"))]


def denied(do) -> bool:
    """Whether it was refused as not allowed or not there; any other refusal is one of somebody who may."""
    try:
        do()
    except (NotAllowed, NotFound):
        return True
    except TrainerError:
        return False
    return False


def may_by_role(who: str, act: str, team: str) -> bool:
    """What the table says, worked out from the name of the persona alone."""
    rule = RULES[act]
    if who in ("shut out", "nobody"):
        return False
    if who == "owner":
        return O in rule.roles
    place, role = who.split()
    return Role(role) in rule.roles and (place == team or rule.about is About.ANY)


# -- what is a team's, or the whole installation's -----------------------------------------------------------------------

def _decide(at, w, p, team):
    with contextlib.suppress(NotAllowed, NotFound):
        at.Reviewing.rate(p, w.assessed[team], FOUR)
    at.Reviewing.decide(p, w.assessed[team], "reviewer", "so")


def _try_contract(at, w, p, team):
    with contextlib.suppress(FileProblems):  # whoever may is told what is wrong with the text
        at.Authoring.try_contract(p, w.teams[team], "kind: scenario")


def _comment(at, w, p, team):
    with contextlib.suppress(NotAllowed, NotFound):
        at.Reviewing.reveal(p, w.assessed[team])
    at.Reviewing.comment(p, w.assessed[team], "so")


def subject(w: World, team: str) -> str:
    return w.people[f"{team} subject"].id


OF_A_TEAM = {
    "Accounts.adopt_history": lambda at, w, p, team: at.Accounts.adopt_history(p),
    "Accounts.reset": lambda at, w, p, team: at.Accounts.reset(p, subject(w, team)),
    "Accounts.promote": lambda at, w, p, team: at.Accounts.promote(p, subject(w, team)),
    "Accounts.new_team": lambda at, w, p, team: at.Accounts.new_team(p, "Third"),
    "Accounts.rename_team": lambda at, w, p, team: at.Accounts.rename_team(p, w.teams[team], "Other"),
    "Accounts.invite": lambda at, w, p, team: at.Accounts.invite(p, "new@example.org", "New", w.teams[team]),
    "Accounts.uninvite": lambda at, w, p, team: at.Accounts.uninvite(p, f"waiting-{team}@example.org", w.teams[team]),
    "Accounts.import_people": lambda at, w, p, team: _no_fault(at.Accounts.import_people(
        p, f"email,name,team\nnew@example.org,New,{team}\n", dry_run=False)),
    "Accounts.give_role": lambda at, w, p, team: at.Accounts.give_role(p, subject(w, team), w.teams[team], R),
    "Accounts.deactivate": lambda at, w, p, team: at.Accounts.deactivate(p, subject(w, team), w.teams[team]),
    "Accounts.activate": lambda at, w, p, team: at.Accounts.activate(p, subject(w, team), w.teams[team]),
    "Accounts.move": lambda at, w, p, team: at.Accounts.move(p, subject(w, team), w.teams[team], w.teams[team]),
    "Accounts.people": lambda at, w, p, team: at.Accounts.people(p),
    "Accounts.teams": lambda at, w, p, team: at.Accounts.teams(p),
    "Assigning.assign": lambda at, w, p, team: at.Assigning.assign(p, terms(w.teams[team])),
    "Assigning.edit": lambda at, w, p, team: at.Assigning.edit(p, w.asked[team], terms(w.teams[team], title="Other"), 1),
    "Assigning.withdraw": lambda at, w, p, team: at.Assigning.withdraw(p, w.asked[team], 1),
    "Assigning.remind": lambda at, w, p, team: at.Assigning.remind(p, w.asked[team]),
    "Assigning.warnings": lambda at, w, p, team: at.Assigning.warnings(p, terms(w.teams[team])),
    "Assigning.assignments": lambda at, w, p, team: at.Assigning.assignments(p, w.teams[team]),
    "Progressing.dashboard": lambda at, w, p, team: at.Progressing.dashboard(p, Filter(w.teams[team])),
    "Progressing.techniques": lambda at, w, p, team: at.Progressing.techniques(p, Filter(w.teams[team])),
    "Progressing.weakest": lambda at, w, p, team: at.Progressing.weakest(p, Filter(w.teams[team])),
    "Progressing.csv": lambda at, w, p, team: at.Progressing.csv(p, Filter(w.teams[team])),
    "Reviewing.queue": lambda at, w, p, team: at.Reviewing.queue(p, w.teams[team]),
    "Reviewing.read": lambda at, w, p, team: at.Reviewing.read(p, w.assessed[team]),
    "Reviewing.reveal": lambda at, w, p, team: at.Reviewing.reveal(p, w.assessed[team]),
    "Reviewing.rate": lambda at, w, p, team: at.Reviewing.rate(p, w.assessed[team], FOUR),
    "Reviewing.comment": _comment,
    "Reviewing.decide": _decide,
    "Agreeing.agreement": lambda at, w, p, team: at.Agreeing.agreement(p, w.teams[team]),
    "Agreeing.gold": lambda at, w, p, team: at.Agreeing.gold(p, w.teams[team]),
    "Privacy.erase": lambda at, w, p, team: at.Privacy.erase(p, subject(w, team)),
    "Privacy.set_retention": lambda at, w, p, team: at.Privacy.set_retention(p, w.teams[team], 30),
    "Auditing.entries": lambda at, w, p, team: at.Auditing.entries(p),
    "Auditing.csv": lambda at, w, p, team: at.Auditing.csv(p),
    "Authoring.files": lambda at, w, p, team: at.Authoring.files(p, w.teams[team]),
    "Authoring.check": lambda at, w, p, team: at.Authoring.check(p, w.teams[team], "scenario", OWN_FILE),
    "Authoring.preview": lambda at, w, p, team: at.Authoring.preview(p, w.teams[team], "scenario", OWN_FILE),
    "Authoring.copy_of": lambda at, w, p, team: at.Authoring.copy_of(p, w.teams[team], "scenario", SCENARIO, "a_copy"),
    "Authoring.try_contract": _try_contract,
    "Practising.try_out": lambda at, w, p, team: at.Practising.try_out(p, w.files[team], 1),
    "Authoring.save": lambda at, w, p, team: at.Authoring.save(p, w.teams[team], "scenario", f"{team}_file", OWN_FILE, "", w.files[team], 1),
    "Authoring.publish": lambda at, w, p, team: at.Authoring.publish(p, w.files[team], 1),
    "Authoring.retire": lambda at, w, p, team: at.Authoring.retire(p, w.files[team]),
    "Authoring.versions": lambda at, w, p, team: at.Authoring.versions(p, w.files[team]),
    "Authoring.diff": lambda at, w, p, team: at.Authoring.diff(p, w.files[team], 1, 1),
}


def _no_fault(rows) -> None:
    if any(r.fault for r in rows):
        raise NotAllowed(rows[0].fault)


def test_every_act_on_a_team_is_tried():
    assert set(OF_A_TEAM) == {a for a, rule in RULES.items() if rule.about in (About.TEAM, About.HOUSE, About.ANY)}


@pytest.mark.parametrize("act", OF_A_TEAM)
def test_who_may_not_do_it_in_that_team_is_refused_and_nothing_changes(world, act):
    with world.at() as at:
        before = list(lines(at.store.engine))
        for who in WHO:
            for team in world.teams:
                if not may_by_role(who, act, team):
                    assert denied(lambda w=who, t=team: OF_A_TEAM[act](at, world, world.people[w], t)), f"{who} did {act} in {team}"
        assert list(lines(at.store.engine)) == before


@pytest.mark.parametrize("act", OF_A_TEAM)
def test_who_may_do_it_in_that_team_can(world, act):
    done = 0
    for who in WHO:
        for team in world.teams:
            if may_by_role(who, act, team):
                with world.at() as at:
                    OF_A_TEAM[act](at, world, world.people[who], team)
                done += 1
    assert done


def test_the_domain_says_the_same_as_the_table_read_by_name(world):
    for act in OF_A_TEAM:
        for who in WHO:
            if who != "shut out":
                person = world.people[who] if who != "nobody" else world.people[who].model_copy(update={"roles": {}})
                for team, team_id in world.teams.items():
                    assert may(person, act, team_id) == may_by_role(who, act, team), (act, who, team)


# -- what is one's own ------------------------------------------------------------------------------------------------

OF_ONES_OWN = {
    "Practising.start": lambda at, w, p, of: at.Practising.start(p, SCENARIO, assignment=None if of == w.who else w.only["south"]),
    "Practising.mine": lambda at, w, p, of: at.Practising.mine(p) if of == w.who else _not_among(at.Practising.mine(p), w.ended[of]),
    "Practising.prepare": lambda at, w, p, of: at.Practising.prepare(p, w.running[of], {"q": "a"}),
    "Practising.say": lambda at, w, p, of: at.Practising.say(p, w.running[of], f"{GOOD} Again.", 2),
    "Practising.line": lambda at, w, p, of: at.Practising.line(p, w.running[of]),
    "Practising.wait": lambda at, w, p, of: at.Practising.wait(p, w.running[of], 1),
    "Practising.resume": lambda at, w, p, of: at.Practising.resume(p, w.running[of]),
    "Practising.hint": lambda at, w, p, of: at.Practising.hint(p, w.running[of]),
    "Practising.end": lambda at, w, p, of: at.Practising.end(p, w.running[of]),
    "Practising.leave": lambda at, w, p, of: at.Practising.leave(p, w.running[of]),
    "Practising.take_back": lambda at, w, p, of: at.Practising.take_back(p, w.running[of]),
    "Practising.branch": lambda at, w, p, of: at.Practising.branch(p, w.ended[of], 1),
    "Practising.branches": lambda at, w, p, of: at.Practising.branches(p, w.ended[of]),
    "Practising.record": lambda at, w, p, of: at.Practising.record(p, w.ended[of]),
    "Practising.score": lambda at, w, p, of: at.Practising.score(p, w.ended[of]),
    "Practising.wait_rated": lambda at, w, p, of: at.Practising.wait_rated(p, w.ended[of], 1),
    "Practising.frozen_scenario": lambda at, w, p, of: at.Practising.frozen_scenario(p, w.ended[of]),
    "Practising.frozen_rubric": lambda at, w, p, of: at.Practising.frozen_rubric(p, w.ended[of]),
    "Practising.note": lambda at, w, p, of: at.Practising.note(p, w.ended[of], "reflection", "so"),
    "Practising.differ": lambda at, w, p, of: at.Practising.differ(p, w.ended[of], 1, "clarity", 3, "so"),
    "Practising.disagreements": lambda at, w, p, of: at.Practising.disagreements(p, w.ended[of]),
    "Practising.rate_again": lambda at, w, p, of: at.Practising.rate_again(p, w.ended[of], 1),
    "Accounts.my_account": lambda at, w, p, of: _same(at.Accounts.my_account(p).person.id, w.people[of].id),
    "Accounts.call_me": lambda at, w, p, of: _renamed(at, w, p, of),
    "Accounts.change_password": lambda at, w, p, of: at.Accounts.change_password(p, PASSWORD if of == w.who else "not theirs", "a whole new sentence"),
    "Accounts.sign_out_everywhere": lambda at, w, p, of: at.Accounts.sign_out_everywhere(p, w.people[of].id),
    "Assigning.assigned_to_me": lambda at, w, p, of: (
        at.Assigning.assigned_to_me(p) if of == w.who
        else _not_among_ids([t.assignment.id for t in at.Assigning.assigned_to_me(p)], "no such")),
    "Assigning.may_start": lambda at, w, p, of: at.Assigning.may_start(p, w.asked["north"] if of == w.who else w.only["south"], SCENARIO),
    "Reviewing.remarks": lambda at, w, p, of: at.Reviewing.remarks(p, w.ended[of]),
    "Reviewing.answer": lambda at, w, p, of: at.Reviewing.answer(p, w.ended[of], "so"),
    "Reviewing.share": lambda at, w, p, of: at.Reviewing.share(p, w.ended[of], w.teams["north"]),
    "Reviewing.unshare": lambda at, w, p, of: at.Reviewing.unshare(p, w.ended[of]),
    "Privacy.export_me": lambda at, w, p, of: _about(at.Privacy.export_me(p), w.people[of].id),
    "Privacy.erase_me": lambda at, w, p, of: at.Privacy.erase_me(p) if of == w.who else _untouched(at, w, p, of),
}
# Only a trainee of a team can be asked to practise; only who is in a team can share with it.
NEEDS_A_TEAM = {"Assigning.may_start": ("north trainee",), "Reviewing.share": tuple(w for w in WHO if w.startswith("north")),
                "Reviewing.answer": tuple(w for w in WHO if w.split()[0] in ("north", "south"))}
OWNERS_MAY = {"Accounts.sign_out_everywhere"}
# Reading remarks is for those of the team too who may read the talk: it is shared.
READERS = {"Reviewing.remarks": ("south reviewer", "south manager")}


def _not_among(rows, practice_id: str) -> None:
    _not_among_ids([r.practice.id for r in rows], practice_id)


def _not_among_ids(ids, unwanted: str) -> None:
    if unwanted not in ids:
        raise NotFound("it is not among them")


def _about(document: dict, person_id: str) -> None:
    if document["person"] != person_id:
        raise NotFound("it is about somebody else")


def _same(got: str, wanted: str) -> None:
    if got != wanted:
        raise NotFound("it is about somebody else")


def _renamed(at, w, p, of) -> None:
    at.Accounts.call_me(p, "Another Name")
    with at.store.reading() as tx:
        if tx.people.get(w.people[of].id).name != "Another Name":
            raise NotAllowed("only the asker was renamed")


def _untouched(at, w, p, of) -> None:
    at.Privacy.erase_me(p)
    with at.store.reading() as tx:
        if tx.people.get(w.people[of].id).active:
            raise NotAllowed("only the asker was erased")


def test_every_act_on_ones_own_is_tried():
    assert set(OF_ONES_OWN) == {a for a, rule in RULES.items() if rule.about is About.OWN}


@pytest.mark.parametrize("act", OF_ONES_OWN)
def test_everybody_may_do_it_with_what_is_theirs(world, act):
    for who in NEEDS_A_TEAM.get(act, tuple(w for w in WHO if w != "shut out")):
        world.who = who
        with world.at() as at:
            assert not denied(lambda w=who: OF_ONES_OWN[act](at, world, world.people[w], w)), f"{who} could not {act}"


@pytest.mark.parametrize("act", OF_ONES_OWN)
def test_nobody_may_do_it_with_what_is_anothers_whatever_their_role(world, act):
    with world.at() as at:
        for who in WHO:
            world.who = who
            if who == "shut out" and act.startswith("Practising."):
                continue  # nobody is shut out there but by who(): test_sign_in tries that over the real server
            if (who == "owner" and act in OWNERS_MAY) or who in READERS.get(act, ()):
                continue
            if act == "Privacy.erase_me" and who == "owner":
                continue  # would erase the owner that the others need
            assert denied(lambda w=who: OF_ONES_OWN[act](at, world, world.people[w], "south subject")), f"{who} did {act}"
