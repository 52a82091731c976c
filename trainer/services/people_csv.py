"""Reads a CSV list of people to invite, and says for every bad row what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from trainer.domain.errors import InvalidReply
from trainer.domain.people import Role
from trainer.services.tokens import clean_email, clean_name

MOST = 1000
HEAD = ("email", "name", "team", "roles")


@dataclass(frozen=True)
class Row:
    """One person to invite; ``fault`` says why not; ``token`` is the invitation's, once made."""

    line: int
    email: str
    name: str
    team: str
    roles: tuple[Role, ...]
    fault: str = ""
    token: str = ""

    def with_token(self, token: str) -> Row:
        """The row, invited."""
        return replace(self, token=token)


def read_people(text: str, teams: Mapping[str, str], may_give: Callable[[Role], bool],
                known: Callable[[str], str]) -> list[Row]:
    """All rows in their order. ``teams``: name in lower case → id, those that may be invited into; ``known(email)``
    says in words why somebody cannot be invited. Columns: email, name, team, roles (separated by spaces)."""
    text = text.removeprefix("\ufeff")
    try:
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
        head = [(h or "").strip().lower() for h in reader.fieldnames or ()]
        if not set(HEAD[:3]) <= set(head):
            raise InvalidReply("The first line must name the columns: email,name,team,roles.",
                               "Add that line; roles may be left out, everybody is a trainee then.")
        reader.fieldnames = head
        rows = [(reader.line_num, r) for r in reader if any((v or "").strip() for v in r.values() if isinstance(v, str))]
    except csv.Error as wrong:
        raise InvalidReply(f"This is not a CSV file: {wrong}.", "Save the table as CSV, UTF-8.") from None
    if len(rows) > MOST:
        raise InvalidReply(f"There are {len(rows):,} rows; at most {MOST:,} are read at once.", "Split the file.")
    seen: dict[str, int] = {}
    out = [_row(line, r, teams, may_give, known, seen) for line, r in rows]
    if not out:
        raise InvalidReply("There is nobody in this file.", "Add a line for each person below the first.")
    return out


def _row(line: int, given: dict, teams: Mapping[str, str], may_give: Callable[[Role], bool],
         known: Callable[[str], str], seen: dict[str, int]) -> Row:
    cell = {k: (given.get(k) or "").strip() for k in HEAD}
    faults: list[str] = []
    email, name = cell["email"], cell["name"]
    try:
        email = clean_email(email)
    except InvalidReply:
        faults.append(f"“{email[:60]}” is not an e-mail address")
    try:
        name = clean_name(name)
    except InvalidReply:
        faults.append("a name is missing or too long")
    words = (cell["roles"] or "trainee").lower().replace(",", " ").replace("+", " ").split()
    odd = [w for w in words if w not in {r.value for r in Role}]
    roles = tuple(dict.fromkeys(Role(w) for w in words if w not in odd))
    if odd:
        faults.append(f"“{odd[0][:40]}” is no role: trainee, reviewer, manager")
    if Role.OWNER in roles or not all(may_give(r) for r in roles):
        faults.append("that role you cannot give")
    if cell["team"].lower() not in teams:
        faults.append(f"“{cell['team'][:40]}” is not a team of yours")
    if email in seen:
        faults.append(f"the address stands in line {seen[email]} already")
    elif email:
        seen[email] = line
    if not faults and (why := known(email)):
        faults.append(f"{why[0].lower()}{why[1:].rstrip('.')}")
    if None in given:
        faults.append("the line has more columns than the first")
    return Row(line, email, name, cell["team"], roles, "; ".join(faults))
