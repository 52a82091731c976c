"""Home: what is next for me, and the library of difficult clients with what I have done in each."""

from __future__ import annotations

import streamlit as st

from trainer.domain.scenario import Scenario
from trainer.screens import remarks, ways, words
from trainer.screens.assigned import draw_assigned
from trainer.screens.desk import desk, person
from trainer.screens.next_up import Next, done_in, next_up

ANY = "Any"


def draw() -> None:
    """The whole screen."""
    at = desk()
    scenarios = at.library.scenarios()
    rows = at.practising.mine(person())
    techniques = at.library.techniques()
    st.title("Practise the talks nobody looks forward to", anchor=False)
    st.markdown("Talk with a difficult client, here and now. Nothing real is at stake: say it, see how they take it, "
                "read what worked, and try the moment again.")
    if st.session_state.pop("left_safely", False):
        st.info("You stepped out of the talk. Nothing was scored, and that is fine. If something stays with you, "
                "talk to somebody you trust.", icon=":material/volunteer_activism:", title="You are out")
    upcoming = next_up(scenarios, rows, techniques)
    if upcoming is None:
        st.info("There is no scenario yet. Put one into the scenarios folder and reload.")
        return
    remarks.draw_news(person())
    draw_assigned(rows, scenarios)
    _next_card(upcoming)
    st.header("All clients", anchor=False)
    shown = _filtered(scenarios, {t.id: t.name for t in techniques.techniques}, rows)
    if not shown:
        st.markdown("No client fits all of these. Try another word, or fewer filters.")
        return
    with st.grid("auto", min_column_width=330, gap="medium") as grid:
        for scenario in shown:
            with grid.cell():
                _card(scenario, rows)


def _next_card(upcoming: Next) -> None:
    scenario, client = upcoming.scenario, upcoming.scenario.client
    with st.container(border=True):
        if upcoming.kind == "carry_on":
            st.header("Carry on where you stopped", icon=":material/play_circle:", anchor=False)
            st.markdown(f"**{words.literal(client.name)}** is still waiting for your reply in "
                        f"*{words.literal(scenario.title)}*. Nothing was lost.")
            if st.button("Back to the talk", type="primary", icon=":material/forum:"):
                ways.go("talk", practice=upcoming.practice_id)
            return
        if upcoming.kind == "first":
            st.header("Your first practice: two minutes, explained as you go", icon=":material/waving_hand:", anchor=False)
            st.markdown(f"Three replies to **{words.literal(client.name)}** ({words.literal(client.job)}). "
                        "We tell you what to look at after each one. Then you read your first debrief.")
            if st.button("Start my first practice", type="primary", icon=":material/play_arrow:"):
                practice = desk().practising.start(person(), scenario.id)
                ways.go("talk", practice=practice.id, guided="1")
            return
        st.header("Next for you", icon=":material/near_me:", anchor=False)
        st.markdown(_why(upcoming))
        if st.button(f"Meet {client.name}", type="primary", icon=":material/arrow_forward:"):
            ways.go("briefing", scenario=scenario.id)


def _why(upcoming: Next) -> str:
    who = f"**{words.literal(upcoming.scenario.client.name)}** in *{words.literal(upcoming.scenario.title)}*"
    side = words.DIMENSION[upcoming.dimension].lower() if upcoming.dimension else ""
    if upcoming.kind == "weakest":
        return f"In your last talks, {side} had the most room to grow. {who} gives you a good occasion for it."
    if upcoming.kind == "repeat":
        best = "not scored yet" if upcoming.score is None else f"best so far {upcoming.score:.0f} of 100"
        return f"You have met every client. The one with the most left to gain: {who} ({best})."
    return f"Somebody you have not met yet: {who}."


def _filtered(scenarios: list[Scenario], technique_names: dict[str, str], rows: list) -> list[Scenario]:
    challenges = sorted({s.challenge for s in scenarios}, key=lambda c: words.CHALLENGE[c])
    used = sorted({t for s in scenarios for t in s.techniques if t in technique_names}, key=lambda t: technique_names[t])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        find = st.text_input("Search", key="find", bind="query-params", placeholder="delay, software, invoice …",
                             icon=":material/search:")
        with st.popover("Filter", icon=":material/tune:"):
            challenge = st.selectbox("What makes it hard", [ANY, *[c.value for c in challenges]], key="challenge",
                                     bind="query-params", format_func=lambda c: c if c == ANY else words.CHALLENGE[c])
            level = st.selectbox("How hard", [ANY, *[str(d) for d in words.DIFFICULTY]], key="level",
                                 bind="query-params", format_func=lambda d: d if d == ANY else words.DIFFICULTY[int(d)])
            technique = st.selectbox("Practise a technique", [ANY, *used], key="technique", bind="query-params",
                                     format_func=lambda t: technique_names.get(t, t))
            new_only = st.toggle("Only those I have not done", key="new", bind="query-params")
    chosen = [words.CHALLENGE[challenge] if challenge != ANY else "", words.DIFFICULTY[int(level)] if level != ANY else "",
              technique_names.get(technique, ""), "not done yet" if new_only else ""]
    if any(chosen):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption("Shown: " + ", ".join(words.literal(c) for c in chosen if c))
            st.button("Show all", on_click=_clear_filters, type="tertiary", icon=":material/close:")
    needle = find.strip().lower()
    return [s for s in scenarios
            if (challenge == ANY or s.challenge.value == challenge)
            and (level == ANY or str(s.difficulty) == level)
            and (technique == ANY or technique in s.techniques)
            and (not new_only or not done_in(rows, s.id).talks)
            and (not needle or all(w in _haystack(s) for w in needle.split()))]


def _haystack(s: Scenario) -> str:
    return " ".join((s.title, s.summary, s.industry, s.client.name, s.client.job,
                     words.CHALLENGE[s.challenge])).lower()


def _clear_filters() -> None:
    st.session_state.update(find="", challenge=ANY, level=ANY, technique=ANY, new=False)


def _card(scenario: Scenario, rows: list) -> None:
    done = done_in(rows, scenario.id)
    with st.container(border=True, height="stretch"):
        st.subheader(words.literal(scenario.title), anchor=False)
        st.markdown(f"**{words.literal(scenario.client.name)}**, {words.literal(scenario.client.job)}")
        st.markdown(words.literal(scenario.summary))
        with st.container(horizontal=True, gap="xsmall"):
            st.badge(words.CHALLENGE[scenario.challenge], color="blue")
            st.badge(words.DIFFICULTY[scenario.difficulty], color=words.DIFFICULTY_COLOUR[scenario.difficulty])
            st.badge(f"{scenario.minutes} min", color="gray", icon=":material/schedule:")
            if scenario.content_warning:
                st.badge("Content warning", color="orange", icon=":material/warning:",
                         help=scenario.content_warning)
        if done.best is not None:
            st.caption(f"Talked {words.count(done.talks, 'time')} · best {done.best:.0f} · last {done.last:.0f} of 100")
        elif done.talks:
            st.caption(f"Talked {words.count(done.talks, 'time')} · too short to score so far")
        else:
            st.caption("Not tried yet")
        with st.container(vertical_alignment="bottom", height="stretch"):
            if st.button("Prepare and talk", key=f"prepare_{scenario.id}", icon=":material/arrow_forward:"):
                ways.go("briefing", scenario=scenario.id)
