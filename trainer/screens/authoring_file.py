"""One own file: edit it with its faults beside it, preview it, try it with the bots, publish it, look at its versions."""

from __future__ import annotations

from typing import Any

import streamlit as st

from trainer.domain.errors import Conflict, FileProblems, NotFound, Problem
from trainer.domain.people import Person
from trainer.domain.permissions import may
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.screens import authoring_trial, ways, widgets, words
from trainer.screens.desk import desk, person
from trainer.screens.yaml_editor import edit

_MOST_SHOWN = 12


def may_write(person: Person, team: str) -> bool:
    """Whether this team's files are this person's to write; the services ask again."""
    return may(person, "Authoring.save", team)


def draw_file(who: Person, team: str, own_id: str) -> None:
    """The whole screen for one file."""
    authoring = desk().team.authoring
    found = next((f for f in authoring.files(who, team) if f.id == own_id), None)
    if found is None:
        raise NotFound("There is no such file in this team.", "Choose one from the list.")
    versions = authoring.versions(who, own_id)
    base = st.session_state.setdefault(f"base_{own_id}", versions[0].version)
    of_base = next(v for v in versions if v.version == base)
    ways.link("authoring", "All own files", icon=":material/arrow_back:", team=team)
    st.title(words.literal(found.file_id), anchor=False)
    _standing(found, base)
    jump = st.session_state.get(f"jump_{own_id}", "")
    bad = st.session_state.get(f"bad_{own_id}", [])
    text = edit(of_base.yaml, own_id, f"{base}:{st.session_state.get(f'anew_{own_id}', 0)}", bad, jump, f"{found.file_id} as YAML")
    problems, item = authoring.preview(who, team, found.kind, text)
    lines = sorted({p.line for p in problems if p.line})
    if lines != bad:
        st.session_state[f"bad_{own_id}"] = lines
    # Boxes of their own: what comes below keeps its place however much there is to say.
    with st.container():
        _problems(own_id, problems)
    changed = text != of_base.yaml
    with st.container():
        _actions(who, found, base, text, changed, not problems)
    tabs = st.tabs(["Preview", "Try it", "Versions"])
    with tabs[0]:
        _preview(item)
    with tabs[1]:
        authoring_trial.draw_trial(who, team, found, base, text, item if isinstance(item, Scenario) else None, changed)
    with tabs[2]:
        _versions(who, found, versions)


def _standing(found: Any, base: int) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        if found.status == "published":
            st.badge(f"Version {found.published} is published", color="green", icon=":material/check_circle:")
        elif found.status == "retired":
            st.badge("Retired: offered to nobody", color="orange", icon=":material/archive:")
        else:
            st.badge("Draft: seen by nobody else", color="gray", icon=":material/edit_note:")
        st.badge(f"You edit version {base}", color="blue", icon=":material/edit:")
        if base < found.latest:
            st.badge(f"There is a newer one: {found.latest}", color="orange", icon=":material/update:")


def _problems(own_id: str, problems: list[Problem]) -> None:
    if not problems:
        st.success("Nothing is wrong with it.", icon=":material/check_circle:")
        return
    with st.container(border=True):
        st.markdown(f":red[:material/error:] **{words.count(len(problems), 'thing')} to mend**")
        for n, p in enumerate(problems[:_MOST_SHOWN]):
            with st.container(horizontal=True, vertical_alignment="center"):
                if p.line and st.button(f"Line {p.line}", key=f"line_{n}", help="Puts the cursor there"):
                    turn = st.session_state.get("jumps", 0) + 1
                    st.session_state["jumps"] = turn
                    st.session_state[f"jump_{own_id}"] = f"{p.line}:{turn}"
                    st.rerun()
                field = f"`{p.field}`: " if p.field else ""
                st.markdown(f"{field}{words.literal(p.message)}  \n:gray[{words.literal(p.cure)}]")
        if len(problems) > _MOST_SHOWN:
            st.caption(f"and {len(problems) - _MOST_SHOWN} more; many go away with the first.")


def _actions(who: Person, found: Any, base: int, text: str, changed: bool, well: bool) -> None:
    authoring, own_id = desk().team.authoring, found.id
    with st.container(horizontal=True, vertical_alignment="bottom"):
        note = st.text_input("What you changed (for the list of versions)", key=f"note_{own_id}", max_chars=200)
        if st.button("Save", type="primary", icon=":material/save:", disabled=not changed):
            _save(who, found, base, text, note)
        if st.button("Publish", icon=":material/publish:", disabled=changed or not well or found.published == base,
                     help="For new talks of everybody, from now on. Save first; a file with faults cannot be published."):
            try:
                authoring.publish(who, own_id, base)
            except FileProblems as wrong:
                for p in wrong.problems:
                    st.error(f"{words.literal(p.message)} {words.literal(p.cure)}")
                return
            st.toast("Published. It is in the library now.", icon=":material/publish:")
            st.rerun()
        if found.status == "published":
            with st.popover("Retire", icon=":material/archive:"):
                st.markdown("Nobody can begin it any more. Talks that have begun go on, and their debriefs stay.")
                if st.button("Yes, retire it", key="retire"):
                    authoring.retire(who, own_id)
                    st.rerun()
        st.download_button("Export", text, file_name=f"{found.file_id}.yaml", mime="application/yaml", icon=":material/download:",
                           on_click="ignore")
    if changed:
        st.caption(":material/circle: Not saved yet. What you type stays in this browser tab, also over a reload.")


def _save(who: Person, found: Any, base: int, text: str, note: str) -> None:
    own_id = found.id
    try:
        _, version = desk().team.authoring.save(who, found.team, found.kind, found.file_id, text, note, own_id, after=base)
    except Conflict as late:
        st.error(f"{words.literal(late.cure)} Their version is under “Versions”.", title=words.literal(late.message), icon=":material/group:")
        if found.latest > base:
            st.code(desk().team.authoring.diff(who, own_id, base, found.latest)[:6000], language="diff", wrap_lines=True)
            st.button("Put mine on top of theirs", on_click=_on_top, args=(found, text, note), icon=":material/merge:")
        return
    st.session_state[f"base_{own_id}"] = version
    st.toast(f"Saved as version {version}.", icon=":material/save:")
    st.rerun()


def _on_top(found: Any, text: str, note: str) -> None:
    # A callback runs before the screen has asked who is there: it asks by itself.
    _, version = desk().team.authoring.save(person(), found.team, found.kind, found.file_id, text, note, found.id, after=found.latest)
    st.session_state[f"base_{found.id}"] = version


def _preview(item: Scenario | Rubric | None) -> None:
    if item is None:
        st.markdown("There is nothing to show until the faults above are mended.")
        return
    if isinstance(item, Rubric):
        widgets.rubric_to_read(item)
        return
    st.subheader(words.literal(item.title), anchor=False)
    widgets.scenario_badges(item)
    st.markdown(words.literal(item.summary))
    st.markdown(f":material/person: **{words.literal(item.client.name)}**, {words.literal(item.client.job)}")
    st.markdown(words.literal(item.briefing.situation))
    widgets.draw_facts(item)
    st.markdown("**They open with**")
    with st.chat_message("client", avatar=":material/person:"):
        st.markdown(words.literal(item.opening))
    st.markdown("**And say, for instance**")
    for moment, lines in list(item.lines.items())[:40]:
        said = [(band, line) for band in ("hot", "tense", "calm", "any") for line in getattr(lines, band)[:1]]
        if said:
            st.markdown(f":gray[{moment.value.replace('_', ' ')}]  \n" + "  \n".join(f":gray-badge[{b}] {words.literal(x)}" for b, x in said))


def _versions(who: Person, found: Any, versions: list) -> None:
    zone = st.context.timezone
    names = {p.person.id: p.person.name for p in desk().team.accounts.people(who).people}
    for v in versions:
        by = names.get(v.author, "somebody")
        note = f": {words.literal(v.note)}" if v.note else ""
        st.markdown(f"**Version {v.version}** · {words.day(v.at, zone)} · {words.literal(by)}{note}")
    if len(versions) > 1:
        numbers = [v.version for v in versions]
        left, right = st.columns(2)
        older = left.selectbox("What changed from version", numbers[1:], key=f"older_{found.id}")
        newer = right.selectbox("to version", [n for n in numbers if n > older], key=f"newer_{found.id}")
        st.code(desk().team.authoring.diff(who, found.id, older, newer)[:20000] or "Nothing.", language="diff", wrap_lines=True)
    with st.popover("Go back to an older version", icon=":material/undo:", disabled=len(versions) < 2):
        back = st.selectbox("Put this version's text into the box", [v.version for v in versions], key=f"back_{found.id}")
        if st.button("Put it there as a new version", key="restore"):
            text = next(v.yaml for v in versions if v.version == back)
            _, version = desk().team.authoring.save(who, found.team, found.kind, found.file_id, text, f"version {back} again",
                                                    found.id, after=found.latest)
            st.session_state[f"base_{found.id}"] = version
            st.rerun()
