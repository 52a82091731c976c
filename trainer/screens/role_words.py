"""Roles, teams and invitations in plain English."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from trainer.domain.people import Person, Role
from trainer.screens import words

ROLE: dict[Role, str] = {Role.TRAINEE: "Trainee", Role.REVIEWER: "Reviewer", Role.MANAGER: "Manager", Role.OWNER: "Owner"}
MAY: dict[Role, str] = {
    Role.TRAINEE: "practises, and does what is assigned",
    Role.REVIEWER: "rates assessments, and talks that are shared, under pseudonyms",
    Role.MANAGER: "assigns, sees how the team gets on, invites trainees and reviewers",
    Role.OWNER: "runs the trainer: teams, people, log; reads no talks",
}


def roles_badges(person: Person, teams: dict[str, str]) -> str:
    """Every role with its team, as badges."""
    out = []
    for team, roles in person.roles.items():
        place = f" · {words.literal(teams.get(team, 'another team'))}" if team else ""
        out += [f":{'violet' if role is Role.OWNER else 'gray'}-badge[{ROLE[role]}{place}]" for role in roles]
    if not person.active:
        out.insert(0, ":red-badge[:material/block: Shut out]")
    return " ".join(out) or ":orange-badge[:material/help: In no team]"


def roles_said(roles: tuple[Role, ...]) -> str:
    """trainee and reviewer."""
    return " and ".join(ROLE[r].lower() for r in roles)


def choose_roles(offered: Iterable[Role], held: Iterable[Role], key: str) -> set[Role]:
    """A box to tick for each role, with what it is for."""
    before = set(held)
    return {r for r in offered if st.checkbox(f"**{ROLE[r]}**: {MAY[r]}", r in before, key=f"{key}_{r}")}
