"""Accounts from a terminal: the first owner, invitations by one-use link, who is here, and who is shut out."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from trainer.domain.errors import Misconfigured, NotFound
from trainer.domain.people import Person, Role
from trainer.services.accounts import Accounts
from trainer.settings import Settings, load
from trainer.store.store import Store
from trainer.terminal import printing
from trainer.wiring import SystemClock

EXAMPLES = """\
  python -m trainer people add --owner --email olive@example.org --name "Olive Owner"
  python -m trainer people team "Support north"
  python -m trainer people invite tom@example.org "Tom Tester" --team "Support north" --role trainee
  python -m trainer people import people.csv            (tries it; --do invites them)
  python -m trainer people list
  python -m trainer people deactivate tom@example.org
Whoever can run this can read the database anyway: it acts as an owner (the first one, or --as)."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it asks for."""
    parser.add_argument("--as", dest="as_owner", metavar="EMAIL", help="the owner in whose name it is done")
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    add = what.add_parser("add", help="make the first owner; accounts are on from then on")
    add.add_argument("--owner", action="store_true", required=True, help="said, so that nobody does it unawares")
    add.add_argument("--email", required=True)
    add.add_argument("--name", required=True)
    add.add_argument("--adopt", action="store_true", help="the talks held here so far become this owner's")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input (no terminal)")
    listed = what.add_parser("list", help="who is here, and who is invited")
    listed.add_argument("--json", metavar="OUT", help="as JSON; - is standard output")
    team = what.add_parser("team", help="make a team")
    team.add_argument("name")
    invite = what.add_parser("invite", help="print a one-use link for somebody")
    invite.add_argument("email")
    invite.add_argument("name")
    invite.add_argument("--team", help="the team's name; none for another owner")
    invite.add_argument("--role", action="append", choices=[r.value for r in Role], help="may be given several times (default: trainee)")
    for name, words in (("deactivate", "shut somebody out"), ("activate", "let somebody in again"),
                        ("reset", "print a one-use link for a new password")):
        what.add_parser(name, help=words).add_argument("email")
    many = what.add_parser("import", help="invite everybody in a CSV file: email,name,team,roles")
    many.add_argument("file", type=Path)
    many.add_argument("--do", action="store_true", help="not only try: invite them, and print the links as CSV")


def run(args: argparse.Namespace) -> int:
    """Does one of them."""
    settings = load()
    store = Store(settings.database_url)
    try:
        return _ACTS[args.what](args, settings, store, Accounts(store, SystemClock()))
    finally:
        store.close()


def _add(args: argparse.Namespace, settings: Settings, store: Store, accounts: Accounts) -> int:
    if accounts.turned_on():
        raise Misconfigured("There is an owner already.", "Another owner is invited: python -m trainer people invite EMAIL NAME --role owner")
    accounts.set_up_owner(args.email, args.name, _password(args.password_stdin), adopt=args.adopt)
    print(f"{printing.harmless(args.name)} owns this trainer now, and everybody signs in: {settings.address()}")
    return 0


def _list(args: argparse.Namespace, _settings: Settings, store: Store, accounts: Accounts) -> int:
    owner = _owner(store, accounts, args.as_owner)
    teams = {t.id: t.name for t in accounts.teams(owner)}
    found = accounts.people(owner)
    people = [{"email": x.person.email, "name": x.person.name, "active": x.person.active, "can_sign_in": x.has_account,
               "roles": {teams.get(t, ""): [r.value for r in roles] for t, roles in x.person.roles.items()}} for x in found.people]
    invited = [{"email": i.email, "name": i.name, "team": teams.get(i.team or "", ""), "roles": [r.value for r in i.roles],
                "until": i.expires_at} for i in found.invited]
    if args.json:
        printing.as_json({"teams": sorted(teams.values()), "people": people, "invited": invited}, args.json)
    if args.json != "-":
        for p in people:
            roles = "; ".join(f"{', '.join(r)}{f' in {t}' if t else ''}" for t, r in p["roles"].items())
            print(printing.harmless(f"{p['email'] or '–':<32} {p['name']:<24} {roles}{'' if p['active'] else ' (shut out)'}"))
        for i in invited:
            print(printing.harmless(f"{i['email']:<32} {i['name']:<24} invited until {i['until'][:10]}"))
    return 0


def _team(args: argparse.Namespace, _settings: Settings, store: Store, accounts: Accounts) -> int:
    accounts.new_team(_owner(store, accounts, args.as_owner), args.name)
    print(f"There is a team “{printing.harmless(args.name)}” now.")
    return 0


def _invite(args: argparse.Namespace, settings: Settings, store: Store, accounts: Accounts) -> int:
    owner = _owner(store, accounts, args.as_owner)
    team = next((t.id for t in accounts.teams(owner) if args.team and t.name.lower() == args.team.lower()), None)
    if args.team and team is None:
        raise NotFound(f"There is no team “{args.team}”.", "Make it first: python -m trainer people team NAME")
    token = accounts.invite(owner, args.email, args.name, team, tuple(Role(r) for r in args.role or ["trainee"]))
    print(f"{settings.address()}/account/invite?token={token}")
    print("The link works once, for seven days. Send it to nobody else.", file=sys.stderr)
    return 0


def _import(args: argparse.Namespace, settings: Settings, store: Store, accounts: Accounts) -> int:
    try:
        text = args.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as cannot:
        raise Misconfigured(f"{args.file} cannot be read as UTF-8 text: {cannot}.", "Save the table as CSV, UTF-8.") from None
    rows = accounts.import_people(_owner(store, accounts, args.as_owner), text, dry_run=not args.do)
    faults = [r for r in rows if r.fault]
    for r in faults:
        print(printing.harmless(f"line {r.line}: {r.email or r.name}: {r.fault}"), file=sys.stderr)
    if faults:
        print(f"{len(faults)} of {len(rows)} rows cannot be used; nobody was invited.", file=sys.stderr)
        return 1
    if not args.do:
        print(f"All {len(rows)} rows are well. Invite them with --do.")
    for r in rows if args.do else ():
        print(printing.harmless(f"{r.email},{settings.address()}/account/invite?token={r.token}"))
    return 0


def _reset(args: argparse.Namespace, settings: Settings, store: Store, accounts: Accounts) -> int:
    owner = _owner(store, accounts, args.as_owner)
    print(f"{settings.address()}/account/reset?token={accounts.reset(owner, _id_of(store, args.email))}")
    return 0


def _shut(args: argparse.Namespace, _settings: Settings, store: Store, accounts: Accounts) -> int:
    owner = _owner(store, accounts, args.as_owner)
    (accounts.deactivate if args.what == "deactivate" else accounts.activate)(owner, _id_of(store, args.email))
    print(f"{printing.harmless(args.email)} is {'shut out' if args.what == 'deactivate' else 'let in again'}.")
    return 0


_ACTS = {"add": _add, "list": _list, "team": _team, "invite": _invite, "import": _import, "reset": _reset,
         "deactivate": _shut, "activate": _shut}


def _owner(store: Store, accounts: Accounts, email: str | None) -> Person:
    if not accounts.turned_on():
        raise Misconfigured("There are no accounts yet.", "Make the first: python -m trainer people add --owner --email … --name …")
    with store.begin() as tx:
        owners = [tx.people.get(i) for i in tx.teams.owners()]
    found = next((o for o in owners if email is None or o.email == email.lower()), None)
    if found is None:
        raise NotFound(f"{email} is no owner of this trainer.", f"Owners are: {', '.join(o.email for o in owners)}.")
    return found


def _id_of(store: Store, email: str) -> str:
    with store.reading() as tx:
        found = tx.teams.by_email(email.strip())
    if found is None:
        raise NotFound(f"Nobody here has the address {email}.", "Look at: python -m trainer people list")
    return found


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise Misconfigured("There is no terminal to ask for a password on.", "Pipe it in, and say --password-stdin.")
    first = getpass.getpass("A password (ten characters or more): ")
    if getpass.getpass("Once more: ") != first:
        raise Misconfigured("The two were not the same.", "Try again.")
    return first
