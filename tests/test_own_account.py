"""One's own account, open invitations and an identity provider's word, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import pytest

from tests.databases import KINDS, new_database
from tests.team_house import GOOD, PASSWORD, SCENARIO, M, R, T, joined, team_house
from trainer.domain.errors import InvalidReply, NotAllowed, NotFound
from trainer.domain.people import LOCAL_PERSON
from trainer.services.accounts import Vouched
from trainer.store.dump import lines
from trainer.store.store import Store

ISSUER = "https://id.example"


@pytest.fixture(params=KINDS)
def at(request, tmp_path):
    store = Store(new_database(request.param, tmp_path))
    made = team_house(store)
    made.mia = joined(made, "Mia", made.north, M)
    made.sue = joined(made, "Sue", made.south, M)
    yield made
    made.practising.close()
    store.close()


def vouched(email: str, subject: str = "s-1", verified: bool = True) -> Vouched:
    return Vouched(ISSUER, subject, email, verified, "Said Name")


def test_my_account_shows_my_browsers_and_which_of_them_this_is(at):
    one = at.accounts.sign_in("mia@example.org", PASSWORD).token
    at.accounts.sign_in("sue@example.org", PASSWORD)
    mine = at.accounts.my_account(at.mia, at.accounts.standing(one))
    assert [b.this for b in mine.browsers].count(True) == 1 and len(mine.browsers) == 2    # that, and the one of joining
    assert mine.has_password and not mine.outside and mine.to_adopt == 0
    at.accounts.sign_out(one)
    assert len(at.accounts.my_account(at.mia).browsers) == 1
    at.accounts.sign_out_everywhere(at.mia)
    assert at.accounts.my_account(at.mia).browsers == ()


def test_talks_from_before_there_were_accounts_are_offered_to_an_owner_until_they_are_taken(at):
    talk = at.practising.start(LOCAL_PERSON, SCENARIO)
    at.practising.say(LOCAL_PERSON, talk.id, GOOD, 0)
    assert at.accounts.my_account(at.owner).to_adopt == 1
    assert at.accounts.my_account(at.mia).to_adopt == 0
    assert at.accounts.adopt_history(at.owner) == 1
    assert at.accounts.my_account(at.owner).to_adopt == 0
    assert [r.practice.id for r in at.practising.mine(at.owner)] == [talk.id]


def test_somebody_is_called_what_they_say_and_the_log_keeps_no_name(at):
    at.accounts.call_me(at.mia, "  Mia   Müller ")
    assert at.accounts.my_account(at.mia).person.name == "Mia Müller"
    with pytest.raises(InvalidReply):
        at.accounts.call_me(at.mia, " \n ")
    assert not [line for line in lines(at.store.engine) if '"audit"' in line and "Müller" in line]


def test_a_withdrawn_invitation_opens_nothing_and_others_stay(at):
    first = at.accounts.invite(at.mia, "a@example.org", "A", at.north, (T,))
    other = at.accounts.invite(at.mia, "b@example.org", "B", at.north, (T,))
    reset = at.accounts.reset(at.owner, at.sue.id)
    at.accounts.uninvite(at.mia, "A@example.org", at.north)
    with pytest.raises(NotFound):
        at.accounts.invited(first)
    assert at.accounts.invited(other) and at.accounts.invited(reset)
    with pytest.raises(NotFound, match="not open any more"):
        at.accounts.uninvite(at.mia, "a@example.org", at.north)


def test_a_manager_withdraws_no_managers_invitation_and_none_of_another_team(at):
    boss = at.accounts.invite(at.owner, "boss@example.org", "Boss", at.north, (M,))
    theirs = at.accounts.invite(at.sue, "t@example.org", "T", at.south, (T,))
    with pytest.raises(NotAllowed):
        at.accounts.uninvite(at.mia, "boss@example.org", at.north)
    for team in (at.north, at.south):
        with pytest.raises((NotAllowed, NotFound)):
            at.accounts.uninvite(at.mia, "t@example.org", team)
    assert at.accounts.invited(boss) and at.accounts.invited(theirs)


def test_a_managers_new_link_never_voids_an_invitation_to_another_team(at):
    theirs = at.accounts.invite(at.sue, "t@example.org", "T", at.south, (T,))
    with pytest.raises(InvalidReply, match="to another team"):
        at.accounts.invite(at.mia, "t@example.org", "T", at.north, (T,))
    assert at.accounts.invited(theirs)
    rows = at.accounts.import_people(at.mia, "email,name,team\nt@example.org,T,North\nu@example.org,U,North\n", dry_run=True)
    assert ["to another team" in r.fault for r in rows] == [True, False]        # said on the dry run already
    at.accounts.give_role(at.owner, at.mia.id, at.south, M)
    at.accounts.invite(at.mia, "t@example.org", "T", at.north, (T,))        # whoever manages both may
    with pytest.raises(NotFound):
        at.accounts.invited(theirs)
    theirs = at.accounts.invite(at.sue, "s@example.org", "S", at.south, (T,))
    at.accounts.invite(at.owner, "s@example.org", "S", at.north, (T,))     # an owner may
    with pytest.raises(NotFound):
        at.accounts.invited(theirs)


def test_a_provider_lets_in_whom_we_invited_with_our_role_and_our_name_for_them(at):
    at.accounts.invite(at.mia, "ina@example.org", "Ina Invited", at.north, (T, R))
    signed = at.accounts.sign_in_vouched(vouched("INA@example.org"))
    assert signed.person.roles == {at.north: (T, R)} and signed.person.name == "Ina Invited"
    assert at.accounts.who(at.accounts.standing(signed.token)).id == signed.person.id
    mine = at.accounts.my_account(signed.person)
    assert mine.outside and not mine.has_password
    with pytest.raises(NotFound, match="no password"):
        at.accounts.change_password(signed.person, "", "a whole new sentence")
    with pytest.raises(NotAllowed):
        at.accounts.sign_in("ina@example.org", "")            # an account without a password has no empty one
    again = at.accounts.sign_in_vouched(vouched("changed@example.org", verified=False))
    assert again.person.id == signed.person.id


@pytest.mark.parametrize("word", [vouched("stranger@example.org"), vouched("mia@example.org", verified=False), vouched(""),
                                  Vouched("", "s", "mia@example.org", True), Vouched(ISSUER, "", "mia@example.org", True)])
def test_a_provider_lets_in_nobody_else(at, word):
    before = list(lines(at.store.engine))
    with pytest.raises(NotAllowed):
        at.accounts.sign_in_vouched(word)
    assert list(lines(at.store.engine)) == before


def test_an_invitation_that_ran_out_or_was_withdrawn_is_none(at):
    at.accounts.invite(at.mia, "late@example.org", "Late", at.north, (T,))
    at.accounts.uninvite(at.mia, "late@example.org", at.north)
    with pytest.raises(NotAllowed):
        at.accounts.sign_in_vouched(vouched("late@example.org"))
    at.accounts.invite(at.mia, "late@example.org", "Late", at.north, (T,))
    at.clock.ahead = 8 * 86400
    with pytest.raises(NotAllowed):
        at.accounts.sign_in_vouched(vouched("late@example.org"))


def test_an_account_belongs_to_the_first_identity_and_to_nobody_shut_out_or_erased(at):
    assert at.accounts.sign_in_vouched(vouched("mia@example.org")).person.id == at.mia.id
    assert at.accounts.sign_in("mia@example.org", PASSWORD)       # the password still does
    with pytest.raises(NotAllowed):
        at.accounts.sign_in_vouched(vouched("mia@example.org", "s-2"))
    at.accounts.deactivate(at.owner, at.mia.id)
    with pytest.raises(NotAllowed):
        at.accounts.sign_in_vouched(vouched("mia@example.org"))


def test_the_same_name_at_another_provider_is_somebody_else(at):
    at.accounts.sign_in_vouched(vouched("mia@example.org"))
    with pytest.raises(NotAllowed):
        at.accounts.sign_in_vouched(Vouched("https://other.example", "s-1", "nobody@example.org", True))
