"""Who may do what: one table, read by every service, printed into docs/permissions.md, tried cell by cell in the tests."""

from __future__ import annotations

from enum import StrEnum

from trainer.domain.errors import NotAllowed
from trainer.domain.people import Person, Role
from trainer.domain.practice import Practice, Visibility
from trainer.domain.values import Value

T, R, M, O = Role.TRAINEE, Role.REVIEWER, Role.MANAGER, Role.OWNER


class About(StrEnum):
    """What an action is about, which decides where a role is looked for."""

    LINK = "link"      # before sign-in: whoever has the password or the one-use link
    OWN = "own"        # what is the person's own; no role opens another's
    TEAM = "team"      # a role in the very team; an owner's holds in every team
    HOUSE = "house"    # the whole installation: an owner
    ANY = "any"        # the same role, held in any team at all; shows no more than those teams


class Rule(Value):
    """One action: what it is about, which roles may, and in words what they may."""

    about: About
    roles: tuple[Role, ...] = ()
    words: str


def _own(words: str) -> Rule:
    return Rule(about=About.OWN, words=words)


def _link(words: str) -> Rule:
    return Rule(about=About.LINK, words=words)


def _team(words: str, *roles: Role) -> Rule:
    return Rule(about=About.TEAM, roles=roles, words=words)


def _any(words: str, *roles: Role) -> Rule:
    return Rule(about=About.ANY, roles=roles, words=words)


def _house(words: str) -> Rule:
    return Rule(about=About.HOUSE, roles=(O,), words=words)


_MINE = "in a practice of one's own"
RULES: dict[str, Rule] = {
    **{f"Practising.{name}": _own(f"{words} {_MINE}") for name, words in {
        "start": "begin (assigned practice: only what is assigned to oneself)", "prepare": "keep answers beforehand",
        "say": "say a reply", "line": "see the client's line", "wait": "wait for the line", "resume": "ask for an owed line",
        "hint": "ask for a hint (never in an assessment)", "end": "end the talk", "leave": "leave it, unscored",
        "take_back": "take a reply back (never in an assessment)", "branch": "try a moment again",
        "branches": "list what was tried again", "record": "read everything said and rated", "score": "see the score",
        "wait_rated": "wait for the ratings", "frozen_scenario": "read its scenario", "frozen_rubric": "read its rubric",
        "note": "write a note", "differ": "see a level differently", "disagreements": "read one's own disagreements",
        "rate_again": "have an unrated reply rated again"}.items()},
    "Practising.try_out": _team("talk with a client that is still a draft", M, O),
    "Practising.mine": _own("list one's own talks"),
    "Accounts.set_up_owner": _link("make the first account, as long as there is none"),
    "Accounts.sign_in": _link("sign in with a password"),
    "Accounts.sign_in_vouched": _link("sign in through the identity provider, with an account or an open invitation"),
    "Accounts.invited": _link("open a one-use link"),
    "Accounts.accept": _link("use a one-use link to choose a password"),
    "Accounts.sign_out": _link("sign this browser out"),
    "Accounts.my_account": _own("see one's own account and signed-in browsers"),
    "Accounts.call_me": _own("change one's own name"),
    "Accounts.change_password": _own("change one's own password"),
    "Accounts.sign_out_everywhere": _own("sign out of all browsers (an owner: anybody)"),
    "Accounts.adopt_history": _house("take over the talks from before there were accounts"),
    "Accounts.reset": _house("make a one-use link for a new password"),
    "Accounts.promote": _house("make somebody an owner, or no longer one"),
    "Accounts.new_team": _house("make a team"),
    "Accounts.rename_team": _house("rename a team"),
    "Accounts.invite": _team("invite somebody (a manager: trainees and reviewers only)", M, O),
    "Accounts.uninvite": _team("withdraw an open invitation (a manager: of trainees and reviewers only)", M, O),
    "Accounts.import_people": _team("invite many from a CSV file, with a dry run", M, O),
    "Accounts.give_role": _team("give or take a role in the team (a manager: trainee and reviewer only)", M, O),
    "Accounts.deactivate": _team("shut somebody out (a manager: only who is in no other team and no manager)", M, O),
    "Accounts.activate": _team("let somebody in again", M, O),
    "Accounts.move": _team("move somebody to another team (a manager: between their own teams)", M, O),
    "Accounts.people": _any("list the people of one's teams", M, O),
    "Accounts.teams": _any("list one's teams", T, R, M, O),
    "Assigning.assign": _team("assign scenarios", M, O),
    "Assigning.edit": _team("edit an assignment", M, O),
    "Assigning.withdraw": _team("withdraw an assignment", M, O),
    "Assigning.remind": _team("remind those who are not done", M, O),
    "Assigning.warnings": _team("see which settings are unrealistic", M, O),
    "Assigning.assignments": _team("see all assignments of the team with everybody's status", M, O),
    "Assigning.assigned_to_me": _own("see what is assigned to oneself"),
    "Assigning.may_start": _own("see whether an assigned practice can be started now, and on what terms"),
    "Progressing.dashboard": _team("see status, scores and levels of assigned and shared practice, never its words", M, O),
    "Progressing.techniques": _team("see which techniques are hard", M, O),
    "Progressing.weakest": _team("see the weakest replies (words only where they may be read)", M, O),
    "Progressing.csv": _team("take the list of talks away as CSV", M, O),
    "Reviewing.queue": _team("see what waits for review, under pseudonyms", R),
    "Reviewing.read": _team("read an assessment or a shared practice (a reviewer: without levels until rated)", R, M),
    "Reviewing.reveal": _team("see the levels without rating blind first", R),
    "Reviewing.rate": _team("rate the replies of a talk that one may read, not one's own", R),
    "Reviewing.comment": _team("comment on it", R, M),
    "Reviewing.decide": _team("decide whose levels stand", R),
    "Reviewing.remarks": _own("read reviews and comments of one's own practice (reviewers, managers: those they may read)"),
    "Reviewing.answer": _own("answer a review, or ask for another look"),
    "Reviewing.share": _own("let the managers and reviewers of a team of one's own read a practice"),
    "Reviewing.unshare": _own("no longer let them (not an assessment)"),
    "Agreeing.agreement": _team("see how far scorer and reviewers agree", R, M, O),
    "Agreeing.gold": _team("take blind-rated replies away as a gold file", R, M),
    "Privacy.export_me": _own("take everything about oneself away as JSON"),
    "Privacy.erase_me": _own("erase oneself: texts redacted, name replaced by a pseudonym"),
    "Privacy.erase": _house("erase somebody on their request"),
    "Privacy.set_retention": _house("set how many days the words of a team's talks are kept"),
    "Privacy.apply_retention": _link("redact what is past its days (done daily by the trainer itself)"),
    "Auditing.entries": _house("read the log of who did what"),
    "Auditing.csv": _house("take the log away as CSV"),
    "Authoring.files": _team("list own scenarios and rubrics of the team", M, O),
    "Authoring.check": _team("have a YAML text checked", M, O),
    "Authoring.preview": _team("see what a YAML text would become", M, O),
    "Authoring.copy_of": _team("begin with a copy of a file that comes with the trainer", M, O),
    "Authoring.try_contract": _team("let the practice bots talk through a text", M, O),
    "Authoring.save": _team("write a new version", M, O),
    "Authoring.publish": _team("publish a version", M, O),
    "Authoring.retire": _team("retire a file", M, O),
    "Authoring.versions": _team("read all versions of a file", M, O),
    "Authoring.diff": _team("see what changed between two versions", M, O),
}


def may(person: Person, action: str, team: str | None = None) -> bool:
    """Whether the person may do it in ``team``. What is own is compared by the service, which knows whose it is."""
    rule = RULES[action]
    if rule.about is About.LINK:
        return True
    if not person.active:
        return False
    if rule.about is About.OWN:
        return True
    house = set(person.roles.get("", ()))
    if O in house and O in rule.roles:
        return True
    if rule.about is About.HOUSE:
        return False
    places = person.roles.items() if rule.about is About.ANY else [(team, person.roles.get(team, ()))] if team else []
    return any(place and set(held) & set(rule.roles) for place, held in places)


def must(person: Person, action: str, team: str | None = None) -> None:
    """Raises NotAllowed where ``may`` says no."""
    if not may(person, action, team):
        raise NotAllowed("You may not do that.", f"It takes {_roles(RULES[action])}; ask an owner of this trainer.")


def is_owner(person: Person) -> bool:
    """Whether the person owns the installation."""
    return person.active and O in person.roles.get("", ())


def teams_with(person: Person, *roles: Role) -> tuple[str, ...]:
    """The teams in which the person holds one of these roles."""
    return tuple(t for t, held in person.roles.items() if t and set(held) & set(roles))


def may_read_words(person: Person, practice: Practice) -> bool:
    """The trainee always; managers and reviewers of its team where it is assessed or shared. No owner as such."""
    if not person.active:
        return False
    if practice.person == person.id:
        return True
    if practice.visibility is Visibility.PRIVATE or not practice.team:
        return False
    return bool(set(person.roles.get(practice.team, ())) & {R, M})


def may_grant(person: Person, role: Role) -> bool:
    """Nobody gives what is more than a manager may give, except an owner."""
    return is_owner(person) or role in (T, R)


def _roles(rule: Rule) -> str:
    if rule.about is About.OWN:
        return "the person whose it is"
    names = {O: "an owner"} | {r: f"a {r.value} of the team" for r in (T, R, M)}
    return " or ".join(names[r] for r in rule.roles) or "a password or link"


def as_markdown() -> str:
    """The table as docs/permissions.md shows it."""
    lines = ["# Who may do what", "",
             "Made from `trainer/domain/permissions.py` by `python -m trainer permissions`; a test fails when it is out of "
             "date. “in the team”: in the team that the action is about; an owner's right holds in every team. Nobody who "
             "has been deactivated may do anything.", "",
             "| what | about | trainee | reviewer | manager | owner | in words |", "|---|---|---|---|---|---|---|"]
    shown = {About.LINK: "before sign-in", About.OWN: "one's own", About.TEAM: "a team", About.HOUSE: "everything",
             About.ANY: "one's teams"}
    for action, rule in RULES.items():
        cells = [_cell(rule, role) for role in (T, R, M, O)]
        lines.append(f"| `{action}` | {shown[rule.about]} | {' | '.join(cells)} | {rule.words} |")
    return "\n".join([*lines, "", "The words of a practice are read by its trainee; by managers and reviewers of its team "
                      "only when it is an assessment or the trainee shares it; by nobody else, owners included.", ""])


def _cell(rule: Rule, role: Role) -> str:
    if rule.about in (About.LINK, About.OWN):
        return "yes" if rule.about is About.LINK else "own"
    if role not in rule.roles:
        return "–"
    return "yes" if role is O else "in the team" if rule.about is About.TEAM else "own teams"
