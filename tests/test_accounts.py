"""Accounts let the right people in, once, and keep everybody else out; on SQLite and PostgreSQL alike."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.databases import KINDS, new_database
from tests.practice_house import TestClock, house
from tests.team_house import GOOD, LIBRARY, LOCAL_PERSON, PASSWORD, SCENARIO, M, O, R, T, joined, quick_passwords, team_house
from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.services.accounts import IDLE_S, LASTS_S, Accounts
from trainer.services.passwords import Passwords, Throttle
from trainer.services.staff import LINK_S
from trainer.store.store import Store


@pytest.fixture(params=KINDS)
def store(request, tmp_path):
    opened = Store(new_database(request.param, tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def at(store):
    made = team_house(store)
    yield made
    made.practising.close()


@pytest.fixture
def sqlite(tmp_path):
    opened = Store(new_database("sqlite", tmp_path))
    yield opened
    opened.close()


# -- turning accounts on --------------------------------------------------------------------------------------------

def test_without_accounts_everybody_here_is_the_one_local_person(store):
    accounts = Accounts(store, TestClock(), quick_passwords())
    assert not accounts.turned_on()
    assert accounts.who(None) == LOCAL_PERSON
    assert accounts.who("anything") == LOCAL_PERSON


def test_the_first_owner_turns_accounts_on_and_nobody_is_local_any_more(at):
    assert at.accounts.turned_on()
    for nobody in (None, "", "forged", "local"):
        with pytest.raises(NotAllowed, match="not signed in"):
            at.accounts.who(nobody)
    with pytest.raises(NotAllowed, match="not signed in any more"):
        at.accounts.people(LOCAL_PERSON)  # the role the local person had opens nothing now


def test_there_is_one_first_owner_also_when_two_ask_at_once(store):
    accounts = [Accounts(store, TestClock(), quick_passwords()) for _ in range(4)]
    won, refused, ready = [], [], threading.Barrier(4)

    def ask(i: int) -> None:
        ready.wait()
        try:
            won.append(accounts[i].set_up_owner(f"o{i}@example.org", f"O {i}", PASSWORD))
        except Exception as error:
            refused.append(error)

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(won) == 1
    assert all(isinstance(e, NotAllowed) for e in refused), refused


@pytest.mark.parametrize("adopt", [True, False])
def test_the_talks_so_far_become_the_owners_only_when_asked_for(store, adopt):
    clock = TestClock()
    practising = house(store, LIBRARY, clock=clock)
    practice = practising.start(LOCAL_PERSON, SCENARIO)
    practising.say(LOCAL_PERSON, practice.id, GOOD, 0)
    practising.wait(LOCAL_PERSON, practice.id, 20)
    practising.note(LOCAL_PERSON, practice.id, "reflection", "my own words")
    accounts = Accounts(store, clock, quick_passwords())
    owner = accounts.set_up_owner("o@example.org", "O", PASSWORD, adopt=adopt).person
    assert len(practising.mine(owner)) == (1 if adopt else 0)
    if not adopt:
        assert accounts.adopt_history(owner) == 1
    assert practising.record(owner, practice.id).practice.notes == {"reflection": "my own words"}
    assert practising.mine(LOCAL_PERSON) == []
    practising.close()


# -- signing in and out ---------------------------------------------------------------------------------------------

def test_a_sign_in_is_known_until_it_is_signed_out(at):
    signed = at.accounts.sign_in("OWNER@example.org ", PASSWORD)
    id_hash = at.accounts.standing(signed.token)
    assert at.accounts.who(id_hash).id == at.owner.id
    at.accounts.sign_out(signed.token)
    assert at.accounts.standing(signed.token) is None
    with pytest.raises(NotAllowed):
        at.accounts.who(id_hash)


def test_the_token_itself_is_kept_nowhere(at):
    signed = at.accounts.sign_in("owner@example.org", PASSWORD)
    with at.store.engine.connect() as connection:
        kept = connection.execute(text("SELECT id_hash FROM sign_ins")).scalars().all()
        hashes = connection.execute(text("SELECT password_hash FROM accounts")).scalars().all()
    assert signed.token not in kept and at.accounts.standing(signed.token) in kept
    assert all(h.startswith("$argon2id$") and PASSWORD not in h for h in hashes)


def test_a_sign_in_runs_out_and_dies_of_idleness(at):
    signed = at.accounts.sign_in("owner@example.org", PASSWORD)
    at.clock.ahead += IDLE_S - 60
    assert at.accounts.standing(signed.token)     # being seen keeps it alive
    at.clock.ahead += IDLE_S - 60
    assert at.accounts.standing(signed.token)
    at.clock.ahead += IDLE_S + 60
    assert at.accounts.standing(signed.token) is None
    signed = at.accounts.sign_in("owner@example.org", PASSWORD)
    for _ in range(LASTS_S // 86400):
        at.clock.ahead += 86400
        at.accounts.standing(signed.token)
    at.clock.ahead += 1
    assert at.accounts.standing(signed.token) is None


def test_wrong_name_wrong_password_and_closed_account_sound_alike(at):
    shut = joined(at, "Shut", at.north)
    at.accounts.deactivate(at.owner, shut.id)
    said = set()
    for login, password in (("owner@example.org", "wrong password"), ("nobody@example.org", PASSWORD),
                            ("shut@example.org", PASSWORD), ("owner@example.org", ""), ("", PASSWORD),
                            ("owner@example.org", "x" * 100_000), ("o\x00wner@example.org", PASSWORD)):
        with pytest.raises(NotAllowed) as refused:
            at.accounts.sign_in(login, password)
        said.add(str(refused.value))
    assert len(said) == 1


def test_guessing_is_slowed_down_for_known_and_unknown_names_alike(at):
    for login in ("owner@example.org", "nobody@example.org"):
        for _ in range(5):
            with pytest.raises(NotAllowed, match="do not go together"):
                at.accounts.sign_in(login, "wrong password")
        with pytest.raises(NotAllowed, match="tried too often"):
            at.accounts.sign_in(login, PASSWORD)
    other_process = Accounts(at.store, at.clock, quick_passwords())
    with pytest.raises(NotAllowed, match="tried too often"):
        other_process.sign_in("owner@example.org", PASSWORD)
    at.clock.ahead += 6
    assert at.accounts.sign_in("owner@example.org", PASSWORD).person.id == at.owner.id


def test_one_address_that_tries_many_names_is_slowed_down(sqlite):
    at = team_house(sqlite)
    for i in range(20):
        with pytest.raises(NotAllowed, match="do not go together"):
            at.accounts.sign_in(f"name{i}@example.org", "wrong password", "203.0.113.9")
    with pytest.raises(NotAllowed, match="tried too often"):
        at.accounts.sign_in("owner@example.org", PASSWORD, "203.0.113.9")
    assert at.accounts.sign_in("owner@example.org", PASSWORD, "203.0.113.10")


def test_the_wait_doubles_and_the_list_of_failures_stays_small():
    throttle = Throttle(free=3, first_s=5, longest_s=60, most=10)
    waits = []
    for _ in range(9):
        throttle.failed("a", 0.0)
        waits.append(throttle.wait_s("a", 0.0))
    assert waits == [0, 0, 5, 10, 20, 40, 60, 60, 60]
    for i in range(50):
        throttle.failed(f"b{i}", 0.0)
    assert len(throttle._seen) == 10


def test_only_a_few_passwords_are_checked_at_once():
    class Slow:
        """Counts who is inside."""

        def __init__(self) -> None:
            self.inside, self.most, self.lock = 0, 0, threading.Lock()

        def hash(self, _):
            return "hash"

        def verify(self, *_):
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            threading.Event().wait(0.05)
            with self.lock:
                self.inside -= 1
            return True

    slow = Slow()
    passwords = Passwords(slow, at_once=2, waiting=3)
    refused, ready = [], threading.Barrier(12)

    def check() -> None:
        ready.wait()
        try:
            passwords.fits("kept", "password")
        except NotAllowed as full:
            refused.append(full)

    threads = [threading.Thread(target=check) for _ in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert slow.most == 2
    assert len(refused) == 12 - 5


@pytest.mark.parametrize("bad", ["short", "x" * 257, "aaaaaaaaaaaaaa", "password123", "owner@example.org"])
def test_a_password_that_anybody_would_try_is_refused_in_words(sqlite, bad):
    accounts = Accounts(sqlite, TestClock(), quick_passwords())
    with pytest.raises(InvalidReply):
        accounts.set_up_owner("owner@example.org", "Olive", bad)
    assert not accounts.turned_on()


def test_signing_out_everywhere_ends_all_browsers(at):
    tokens = [at.accounts.sign_in("owner@example.org", PASSWORD).token for _ in range(3)]
    at.accounts.sign_out_everywhere(at.owner)
    assert [at.accounts.standing(t) for t in tokens] == [None] * 3


def test_a_changed_password_ends_the_other_browsers_and_the_old_password(at):
    here, there = (at.accounts.sign_in("owner@example.org", PASSWORD).token for _ in range(2))
    with pytest.raises(NotAllowed, match="not your password"):
        at.accounts.change_password(at.owner, "wrong", "a whole new sentence")
    at.accounts.change_password(at.owner, PASSWORD, "a whole new sentence", keep=at.accounts.standing(here))
    assert at.accounts.standing(here) and at.accounts.standing(there) is None
    with pytest.raises(NotAllowed):
        at.accounts.sign_in("owner@example.org", PASSWORD)


# -- links ----------------------------------------------------------------------------------------------------------

def test_a_link_lets_one_person_in_once(at):
    token = at.accounts.invite(at.owner, "Tom@Example.org", "Tom", at.north)
    assert at.accounts.invited(token).email == "tom@example.org"
    signed = at.accounts.accept(token, PASSWORD, "Tom Tester")
    assert signed.person.roles == {at.north: (T,)} and signed.person.name == "Tom Tester"
    for again in (lambda: at.accounts.invited(token), lambda: at.accounts.accept(token, PASSWORD)):
        with pytest.raises(NotFound, match="cannot be used"):
            again()


def test_of_two_who_use_a_link_at_once_one_is_let_in(at):
    token = at.accounts.invite(at.owner, "tom@example.org", "Tom", at.north)
    won, refused, ready = [], [], threading.Barrier(3)

    def use() -> None:
        ready.wait()
        try:
            won.append(at.accounts.accept(token, PASSWORD))
        except NotFound as void:
            refused.append(void)

    threads = [threading.Thread(target=use) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert (len(won), len(refused)) == (1, 2)


def test_a_link_runs_out_and_a_newer_one_voids_it(at):
    first = at.accounts.invite(at.owner, "tom@example.org", "Tom", at.north)
    second = at.accounts.invite(at.owner, "tom@example.org", "Tom", at.north)
    with pytest.raises(NotFound):
        at.accounts.invited(first)
    at.clock.ahead += LINK_S + 1
    with pytest.raises(NotFound):
        at.accounts.accept(second, PASSWORD)


def test_a_refused_password_does_not_use_the_link_up(at):
    token = at.accounts.invite(at.owner, "tom@example.org", "Tom", at.north)
    with pytest.raises(InvalidReply):
        at.accounts.accept(token, "short")
    assert at.accounts.accept(token, PASSWORD).person.name == "Tom"


def test_a_reset_link_of_an_owner_sets_a_new_password_and_ends_all_browsers(at):
    tom = joined(at, "Tom", at.north)
    old = at.accounts.sign_in("tom@example.org", PASSWORD).token
    token = at.accounts.reset(at.owner, tom.id)
    assert at.accounts.standing(old)            # nothing changes before the link is used
    at.accounts.accept(token, "quite another sentence")
    assert at.accounts.standing(old) is None
    assert at.accounts.sign_in("tom@example.org", "quite another sentence").person.id == tom.id


# -- people ---------------------------------------------------------------------------------------------------------

def test_a_manager_invites_trainees_and_reviewers_into_their_own_team_only(at):
    mia = joined(at, "Mia", at.north, M)
    assert at.accounts.invite(mia, "t@example.org", "T", at.north, (T, R))
    for team, roles in ((at.north, (M,)), (at.north, (O,)), (at.south, (T,)), (None, (O,)), (None, (T,))):
        with pytest.raises(NotAllowed):
            at.accounts.invite(mia, "x@example.org", "X", team, roles)


def test_a_deactivated_person_is_out_at_once_and_comes_back_only_by_hand(at):
    mia, tom = joined(at, "Mia", at.north, M), joined(at, "Tom", at.north)
    token = at.accounts.sign_in("tom@example.org", PASSWORD).token
    reset = at.accounts.reset(at.owner, tom.id)
    at.accounts.deactivate(mia, tom.id, at.north)
    assert at.accounts.standing(token) is None
    with pytest.raises(NotFound):
        at.accounts.accept(reset, PASSWORD)
    with pytest.raises(NotAllowed):
        at.accounts.teams(tom)
    at.accounts.activate(mia, tom.id, at.north)
    assert at.accounts.standing(token) is None  # the old browser stays out
    assert at.accounts.sign_in("tom@example.org", PASSWORD)


def test_a_manager_touches_nobody_whose_roles_reach_beyond_their_team(at):
    mia = joined(at, "Mia", at.north, M)
    other_manager, elsewhere = joined(at, "Ned", at.north, M), joined(at, "Eve", at.north)
    at.accounts.give_role(at.owner, elsewhere.id, at.south, T)
    for whom in (other_manager, elsewhere):
        with pytest.raises(NotAllowed, match="beyond your teams"):
            at.accounts.deactivate(mia, whom.id, at.north)
    with pytest.raises(NotFound):
        at.accounts.deactivate(mia, at.owner.id, at.north)
    with pytest.raises(NotAllowed):
        at.accounts.give_role(mia, mia.id, at.south, T)
    with pytest.raises(NotFound):
        at.accounts.give_role(mia, joined(at, "Sue", at.south).id, at.north, T)
    with pytest.raises(NotAllowed):
        at.accounts.give_role(mia, elsewhere.id, at.north, M)


def test_moving_takes_the_roles_along_and_needs_both_teams(at):
    mia, tom = joined(at, "Mia", at.north, M), joined(at, "Tom", at.north, T, R)
    with pytest.raises(NotAllowed):
        at.accounts.move(mia, tom.id, at.north, at.south)
    at.accounts.give_role(at.owner, mia.id, at.south, M)
    at.accounts.move(mia, tom.id, at.north, at.south)
    assert {p.person.id: p.person.roles for p in at.accounts.people(at.owner).people}[tom.id] == {at.south: (T, R)}


def test_the_last_owner_stays(at):
    for go in (lambda: at.accounts.deactivate(at.owner, at.owner.id), lambda: at.accounts.promote(at.owner, at.owner.id, False)):
        with pytest.raises(NotAllowed, match="last owner"):
            go()
    second = joined(at, "Sam", None, O)
    at.accounts.promote(second, at.owner.id, False)
    with pytest.raises(NotAllowed):
        at.accounts.new_team(at.owner, "Third")  # asked with the person as a screen remembers them


def test_a_manager_lists_the_people_of_their_teams_and_no_others(at):
    mia = joined(at, "Mia", at.north, M)
    joined(at, "Tom", at.north), joined(at, "Sue", at.south)
    at.accounts.invite(at.owner, "n@example.org", "N", at.north), at.accounts.invite(at.owner, "s@example.org", "S", at.south)
    seen = at.accounts.people(mia)
    assert {p.person.name for p in seen.people} == {"Mia", "Tom"}
    assert [i.email for i in seen.invited] == ["n@example.org"]
    assert [t.name for t in at.accounts.teams(mia)] == ["North"]


CSV = """email;name;team;roles
anna@example.org;Anna;North;trainee
not-an-address;Ben;North;
carl@example.org;;North;
dora@example.org;Dora;East;
emil@example.org;Emil;North;boss
anna@example.org;Anna again;north;
fred@example.org;Fred;North;manager
tom@example.org;Tom;North;
"""


def test_a_csv_of_people_is_tried_dry_and_each_bad_row_is_named(at):
    mia = joined(at, "Mia", at.north, M)
    joined(at, "Tom", at.north)
    rows = at.accounts.import_people(mia, CSV)
    assert [bool(r.fault) for r in rows] == [False] + [True] * 7
    faults = " | ".join(r.fault for r in rows)
    for words in ("not an e-mail address", "a name is missing", "“East” is not a team of yours", "“boss” is no role",
                  "stands in line 2 already", "that role you cannot give", "is here already"):
        assert words in faults
    assert at.accounts.import_people(mia, CSV, dry_run=False) == rows   # one bad row: nothing is done
    assert at.accounts.people(mia).invited == ()
    done = at.accounts.import_people(mia, "email,name,team\nanna@example.org,Anna,North\nzoe@example.org,Zoë,NORTH\n", dry_run=False)
    assert [at.accounts.accept(r.token, PASSWORD).person.name for r in done] == ["Anna", "Zoë"]


@pytest.mark.parametrize("text_", ["", "name\nTom\n", "email,name,team\n", "\x00", "a" * 200_000])
def test_a_file_that_is_no_list_of_people_is_refused_in_words(sqlite, text_):
    at = team_house(sqlite)
    with pytest.raises(InvalidReply):
        at.accounts.import_people(at.owner, text_)


# -- the log --------------------------------------------------------------------------------------------------------

def test_the_log_tells_who_did_what_without_words_or_names(at):
    mia = joined(at, "Mia", at.north, M)
    at.accounts.invite(mia, "t@example.org", "Tim Secretname", at.north)
    with pytest.raises(NotAllowed):
        at.accounts.sign_in("mia@example.org", "wrong password")
    with at.store.reading() as tx:
        entries = tx.audit.entries()
    acts = [e.act for e in entries]
    assert {"owner_set_up", "team_made", "invited", "joined", "signed_in", "sign_in_failed"} <= set(acts)
    assert next(e for e in entries if e.act == "invited").person == mia.id
    for words in ("@", "Mia", "Secretname", "Olive"):
        assert words not in str(entries)


def test_the_log_takes_no_words_and_no_line_of_it_can_be_changed(at):
    with pytest.raises(ValueError, match="ids only"), at.store.begin() as tx:
        tx.audit.add(at.clock.now(), None, "act", "person", "x", why="because he said so")
    for change in ("UPDATE audit SET act = 'nothing'", "DELETE FROM audit"):
        with pytest.raises(DBAPIError, match="only be added to"), at.store.engine.begin() as connection:
            connection.execute(text(change))
