"""My progress: how each side of my talks develops, best and last per client, every talk, and all of it to take away."""

from __future__ import annotations

import json
from collections import Counter

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.rubric import Dimension
from trainer.screens import ways, words
from trainer.screens.desk import desk, person
from trainer.screens.picture import draw_picture
from trainer.screens.next_up import done_in, weakest_dimension
from trainer.screens.taking_away import offer

ENOUGH_FOR_A_PLOT = 3
A_SCREENFUL = 12


def draw() -> None:
    """The whole screen."""
    rows = [r for r in desk().practising.mine(person()) if r.replies]
    st.title("My progress", anchor=False)
    if not rows:
        st.markdown("You have not talked with anybody yet. Your talks appear here as soon as you have.")
        ways.link("home", "Choose a client", icon=":material/arrow_forward:")
        return
    finished = [r for r in rows if r.practice.over()]
    # A second try begins in the middle of another talk: it is no new measurement.
    scored = [r for r in finished if r.score.score is not None and not r.practice.branch_of]
    _over_time(scored)
    _per_client(rows)
    _per_technique(finished)
    _all_talks(rows)
    _take_away(finished)


def _over_time(scored: list) -> None:
    zone = st.context.timezone
    with st.container(border=True):
        st.header("How you develop", anchor=False)
        if len(scored) < ENOUGH_FOR_A_PLOT:
            more = ENOUGH_FOR_A_PLOT - len(scored)
            st.markdown(f"A line needs at least three scored talks: {words.count(more, 'more talk', 'more talks')} to go.")
            return
        oldest_first = list(reversed(scored[:30]))
        names = [words.DIMENSION[d] for d in Dimension]
        talks = [{words.DIMENSION[d]: m for d, m in r.score.means.items()} for r in oldest_first]
        days = [words.short_day(r.practice.started_at, zone) for r in oldest_first]
        draw_picture(desk().plot(names, talks, days), key="plot")
        st.caption("Mean level per talk, 1 to 5. Single talks go up and down; look at the direction.")
        weakest = weakest_dimension(scored)
        if weakest is not None:
            st.markdown(f"Most room to grow in your last five talks: **{words.DIMENSION[weakest]}**.")


def _per_client(rows: list) -> None:
    st.header("Client by client", anchor=False)
    seen: dict[str, str] = {}
    for row in rows:
        seen.setdefault(row.practice.scenario_id, row.title)
    lines = ["| Client | Talks | Best | Last | Best second try |", "|---|---|---|---|---|"]
    for scenario_id, title in seen.items():
        done = done_in(rows, scenario_id)
        best, last = (f"{x:.0f}" if x is not None else "no score" for x in (done.best, done.last))
        again = f"{done.again:.0f}" if done.again is not None else "–"
        lines.append(f"| {words.literal(title)} | {done.talks} | {best} | {last} | {again} |")
    st.markdown("\n".join(lines))
    st.caption("A second try of a moment is scored by its own replies and stands apart from your talks.")


def _per_technique(finished: list) -> None:
    """Only counted when it is looked at: it reads the last talks whole."""
    looked = st.expander(f"Technique by technique, over your last {A_SCREENFUL} talks", icon=":material/handyman:",
                         on_change="rerun", key="techniques")
    if not looked.open:
        return
    used: Counter[str] = Counter()
    occasions: Counter[str] = Counter()
    names: dict[str, str] = {}
    catalogue = desk().library.techniques()
    for row in finished[:A_SCREENFUL]:
        record = desk().practising.record(person(), row.practice.id)
        scenario = desk().practising.frozen_scenario(person(), row.practice.id)
        for t in desk().coaching(scenario, catalogue, record).techniques:
            names[t.id] = t.name
            occasions[t.id] += 1
            used[t.id] += bool(t.used)
    with looked:
        if not occasions:
            st.markdown("No technique has been recognised in your talks yet.")
            return
        lines = ["| Technique | Used | Talks with an occasion |", "|---|---|---|"]
        lines += [f"| {words.literal(names[t])} | {used[t]} | {n} |" for t, n in occasions.most_common()]
        st.markdown("\n".join(lines))
        st.caption("Only what can be recognised with some certainty is counted.")


def _all_talks(rows: list) -> None:
    st.header("Every talk", anchor=False)
    zone = st.context.timezone
    pages = -(-len(rows) // A_SCREENFUL)
    known = {r.practice.id: r for r in rows}
    at = st.pagination(pages, key="talks", bind="query-params") if pages > 1 else 1
    for row in rows[(at - 1) * A_SCREENFUL: at * A_SCREENFUL]:
        p = row.practice
        score = f"{row.score.score:.0f} of 100" if row.score.score is not None else "no score"
        state = words.OUTCOME[p.outcome] if p.outcome else "left without a score" if p.over() else "not finished"
        with st.container(border=True, gap="xxsmall"):
            ways.link("debrief" if p.over() else "talk", f"**{words.literal(row.title)}**", width="stretch",
                      icon=":material/insights:" if p.over() else ":material/play_circle:", practice=p.id)
            st.markdown(" · ".join(filter(None, (
                words.day(p.started_at, zone), words.count(row.replies, "reply", "replies"), state,
                score if p.outcome and not p.branch_of else "", _again(row, known.get(p.branch_of or "")) if p.branch_of else ""))))


def _again(row, first) -> str:
    """A second try beside the talk that it was rewound from."""
    mine = row.score.score
    said = f"second try from reply {row.practice.replies_before() + 1} on"
    if mine is None:
        return said
    whole = first.score.score if first is not None else None
    return f"{said}: {mine:.0f} of 100 for these replies" + (f" (the whole first talk: {whole:.0f})" if whole is not None else "")


def _take_away(finished: list) -> None:
    st.header("Take it with you", anchor=False)
    st.markdown("Everything you have said here, in a page you can read and print, or as data that the scorer reads again.")
    records = [r.practice.id for r in finished]
    with st.container(horizontal=True):
        offer("All my talks as one page", lambda who: desk().page_of(who, records), "my-talks.html", "text/html", ":material/print:", not records)
        offer("All my talks as data", lambda who: _data(who, records), "my-talks.json", "application/json", ":material/data_object:", not records)


def _data(who: Person, ids: list[str]) -> str:
    return json.dumps({"talks": [desk().data_of(who, i) for i in ids]}, indent=1, ensure_ascii=False)
