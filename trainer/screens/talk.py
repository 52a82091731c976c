"""The talk: the client's words and mine, how far we are, and every way to go on, pause, end or step out."""

from __future__ import annotations

import streamlit as st

from trainer.domain.conversation import Turn, replies
from trainer.domain.errors import Conflict, InvalidReply, TalkOver, TrainerError
from trainer.domain.people import Person
from trainer.domain.practice import Mode, Record
from trainer.domain.scenario import Scenario
from trainer.screens import score_words, talk_tools, view, ways, widgets, words
from trainer.screens.bubbles import SPEAKS, draw_line_as_it_comes, draw_turns, mood_meter
from trainer.screens.desk import desk, person
from trainer.screens.draft import beside_the_box
from trainer.screens.guide import draw_guide
from trainer.services.seen import LineStatus


def draw() -> None:
    """The whole screen; its address holds the practice's id, the store holds everything else."""
    # Who asks is looked up once a run: the tail below asks for the line twenty times a second.
    me, practising, practice_id = person(), desk().practising, ways.asked("practice")
    scenario, status, trouble = _scenario(me, practice_id), _line(me, practice_id), None
    boxed = status.state != "over"
    if boxed:
        # The box itself must stand outside st.bottom: only then does the screen follow the talk downwards.
        tools = st.bottom.container()
        text = _reply_box(scenario, practice_id)
        if text:
            trouble = _say(me, practice_id, text)
            status = _line(me, practice_id)
    record: Record = practising.record(me, practice_id, rated=False)
    guided = _guided(practice_id)
    if boxed:
        with tools:
            talk_tools.draw_tools(record, scenario)
    with st.sidebar:
        _beside(scenario, record)
    _heading(scenario, record, guided, status)
    draw_turns(_said(record, status), scenario.client.name)
    if status.state in SPEAKS:
        status = draw_line_as_it_comes(scenario.client.name, lambda known: _line(me, practice_id, known))
        if status.state == "over":
            st.rerun()
        if guided:
            record = practising.record(me, practice_id, rated=False)
    st.session_state[_seen(practice_id)] = status.n
    if trouble is not None:
        st.warning(words.literal(trouble.cure), title=words.literal(trouble.message), icon=":material/info:")
    if status.state == "over":
        _over(scenario, record)
        return
    talk_tools.draw_hint(practice_id, status.n)
    if guided:
        draw_guide(scenario, record.turns)


def _scenario(me: Person, practice_id: str) -> Scenario:
    """As it was when the practice began: it never changes, so it is asked for once."""
    key = f"scenario_{practice_id}"
    if key not in st.session_state:
        st.session_state[key] = desk().practising.frozen_scenario(me, practice_id)
    return st.session_state[key]


def _guided(practice_id: str) -> bool:
    if st.query_params.get("guided"):
        st.session_state[f"guided_{practice_id}"] = True
    return f"guided_{practice_id}" in st.session_state


def _line(me: Person, practice_id: str, known: LineStatus | None = None) -> LineStatus:
    """Where the client's line stands; one that nobody is at, as after a crash, is asked for again."""
    status = desk().practising.line(me, practice_id, known)
    if status.state == "owed":
        desk().practising.resume(me, practice_id)
    return status


def _seen(practice_id: str) -> str:
    return f"seen_{practice_id}"


def _said(record: Record, status: LineStatus) -> tuple[Turn, ...]:
    """What is drawn at once: a line that is still being spoken is left to the tail."""
    return tuple(t for t in record.turns if t.n < status.n) if status.state in SPEAKS else record.turns


def _reply_box(scenario: Scenario, practice_id: str) -> str | None:
    key, kept = f"reply_{practice_id}", f"kept_{practice_id}"
    if kept in st.session_state:
        st.session_state[key] = st.session_state.pop(kept)
    return st.chat_input(f"Your reply to {scenario.client.name}", key=key)


def _say(me: Person, practice_id: str, text: str) -> TrainerError | None:
    """Hands the reply over. What cannot be taken goes back into the box, with the reason in words."""
    after = st.session_state.get(_seen(practice_id), -1)
    try:
        desk().practising.say(me, practice_id, text, after)
    except (Conflict, InvalidReply) as refused:
        st.session_state[f"kept_{practice_id}"] = text
        st.session_state[f"trouble_{practice_id}"] = refused
        st.rerun()
    except TalkOver as over:
        return over
    st.session_state.pop(f"hint_{practice_id}", None)
    return None


def _heading(scenario: Scenario, record: Record, guided: bool, status: LineStatus) -> None:
    practice, said = record.practice, replies(record.turns)
    trouble = st.session_state.pop(f"trouble_{practice.id}", None)
    st.title(words.literal(scenario.client.name), anchor=False)
    badges = [f":gray-badge[:material/forum: {len(said)} of at most {scenario.ceiling} replies]"]
    elapsed = words.seconds_between(said[0].at, practice.ended_at) if said else None
    if status.state == "over" and elapsed is not None:
        badges.append(f":gray-badge[:material/schedule: {words.literal(words.clock(elapsed))}]")
    if practice.mode is Mode.ASSESSMENT:
        badges.append(":violet-badge[:material/lock: Assessment: no hints, nothing taken back]")
    if practice.branch_of:
        badges.append(f":violet-badge[:material/alt_route: Second try, from reply {practice.replies_before() + 1} on]")
    st.markdown(f"{words.literal(scenario.client.job)} · *{words.literal(scenario.title)}*\n\n{' '.join(badges)}")
    if status.state != "over":
        beside_the_box(practice.id, status.n, scenario.client.name, elapsed)
    if "Mobi" in st.context.headers.get("User-Agent", ""):
        st.caption("Your briefing and notes are behind the arrows at the top left.")
    if (guided or st.session_state.get("show_mood")) and record.turns:
        mood_meter(record.turns[-1].state.mood)
    if trouble is not None:
        st.warning(f"{words.literal(trouble.cure)} Your words are kept in the box below.",
                   title=words.literal(trouble.message), icon=":material/info:")


def _beside(scenario: Scenario, record: Record) -> None:
    # One piece of text, not ten: all of it is drawn anew with every reply.
    pieces = [f":material/flag: **Your aim:** {words.literal(scenario.briefing.aim)}"]
    notes = {q: a for q, a in record.practice.prepare.items() if a}
    if notes:
        pieces.append("**Your notes**")
        pieces += [f"*{words.literal(question)}*  \n{words.literal(answer)}" for question, answer in notes.items()]
    st.markdown("\n\n".join([*pieces, widgets.facts_in_words(scenario)]))
    if record.practice.mode is not Mode.ASSESSMENT:
        st.toggle("Show the client's mood", key="show_mood", persist_state="session",
                  help="Three bars above the talk. Off by default: with a real client you have to sense it.")
    st.caption(words.literal(widgets.model_note(desk().voice)))


def _over(scenario: Scenario, record: Record) -> None:
    outcome = record.practice.outcome
    st.info(words.literal(score_words.how_it_ended(scenario, record)), icon=":material/flag:",
            title=f"The talk is over: {words.OUTCOME[outcome].lower()}" if outcome else "The talk is over")
    if st.button("Read your debrief", type="primary", icon=":material/insights:"):
        ways.go("debrief", practice=record.practice.id)
    view.show("end", record.practice.id)
