"""Own scenarios and rubrics of a team: what there is, and where a new one begins."""

from __future__ import annotations

import re
import unicodedata

import streamlit as st

from trainer.domain.people import Person
from trainer.screens import authoring_file, ways, words
from trainer.screens.desk import desk, person

STATUS = {"draft": ("Draft", "gray", "edit_note"), "published": ("Published", "green", "check_circle"),
          "retired": ("Retired", "orange", "archive")}
KIND = {"scenario": "Scenario", "rubric": "Rubric"}
_MOST_BYTES = 1_000_000


def draw() -> None:
    """The whole screen; its address may name a file."""
    who = person()
    team = _team(who)
    if not team:
        st.title("Own scenarios", anchor=False)
        st.info("There is no team yet. Make one under People, then write for it.", icon=":material/group:")
        return
    if st.query_params.get("file"):
        authoring_file.draw_file(who, team, st.query_params["file"])
    else:
        _list(who, team)


def _team(who: Person) -> str:
    teams = {t.id: t.name for t in desk().team.accounts.teams(who)}
    mine = [t for t in teams if authoring_file.may_write(who, t)]
    if len(mine) < 2 or st.query_params.get("file"):
        kept = st.query_params.get("team", "")
        return kept if kept in mine else mine[0] if mine else ""
    return st.selectbox("Team", mine, key="team", bind="query-params", format_func=lambda t: teams[t])


def _list(who: Person, team: str) -> None:
    st.title("Own scenarios", anchor=False)
    st.markdown("Clients of your own trade, written as YAML and tried before anybody meets them. What you publish is found "
                "in everybody's library; talks that have begun keep what they began with.")
    files = desk().team.authoring.files(who, team)
    if not files:
        st.info("Nothing of your own yet. Begin with a copy of a client that works, and change the words.", icon=":material/edit_note:")
    for found in files:
        label, colour, icon = STATUS[found.status]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{words.literal(found.file_id)}**  \n:gray[{KIND[found.kind]}, {words.count(found.latest, 'version')}]")
            st.badge(label if found.published in (None, found.latest) else f"{label}: version {found.published}", color=colour,
                     icon=f":material/{icon}:")
            if st.button("Open", key=f"open_{found.id}", icon=":material/edit:"):
                ways.go("authoring", file=found.id, team=team)
    st.header("Begin a new one", anchor=False)
    with st.form("begin", border=True):
        sources = _sources()
        source = st.selectbox("Begin with a copy of", list(sources), format_func=lambda key: sources[key])
        title = st.text_input("A short name for it", max_chars=60, placeholder="the late delivery",
                              help="Its id is made of it: small letters, digits and _.")
        if st.form_submit_button("Begin", type="primary", icon=":material/add:"):
            _begin(who, team, source, title)
    with st.expander("Import a YAML file", icon=":material/upload:"):
        _import(who, team)


def _sources() -> dict[str, str]:
    library = desk().library
    found = {f"scenario:{s.id}": f"Scenario: {s.title} ({words.DIFFICULTY[s.difficulty].lower()})" for s in library.shipped().scenarios()}
    return found | {f"rubric:{r.id}": f"Rubric: {r.title}" for r in library.shipped().rubrics()}


def _begin(who: Person, team: str, source: str, title: str) -> None:
    kind, _, source_id = source.partition(":")
    file_id = id_of(title)
    if not file_id:
        st.warning("Give it a short name first, such as: the late delivery.")
        return
    text = desk().team.authoring.copy_of(who, team, kind, source_id, file_id)
    own_id, _ = desk().team.authoring.save(who, team, kind, file_id, text, f"copy of {source_id}")
    ways.go("authoring", file=own_id, team=team)


def _import(who: Person, team: str) -> None:
    given = st.file_uploader("A file of at most 1 MB", type=["yaml", "yml"], key="import")
    if given is None:
        return
    if given.size > _MOST_BYTES:
        st.error("That file is larger than 1 MB. A scenario of twelve replies takes about 40 kB.")
        return
    text = given.getvalue().decode("utf-8", "replace")
    kind = "rubric" if re.search(r"(?m)^kind:\s*[\"']?rubric", text) else "scenario"
    named = re.search(r"(?m)^id:\s*[\"']?([\w-]+)", text)
    file_id = id_of(named.group(1) if named else given.name.rsplit(".", 1)[0])
    st.markdown(f"{KIND[kind]} **{words.literal(file_id)}**, {words.count(text.count(chr(10)) + 1, 'line')}. It becomes a draft; "
                "whatever is wrong with it is shown there.")
    if st.button("Import as a draft", type="primary", icon=":material/upload:"):
        own_id, _ = desk().team.authoring.save(who, team, kind, file_id, text, f"imported from {given.name}"[:120])
        ways.go("authoring", file=own_id, team=team)


def id_of(title: str) -> str:
    """"The late délivery!" → the_late_delivery."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^[^a-z]+", "", re.sub(r"[^a-z0-9]+", "_", plain)).strip("_")[:60]
