"""Watch a good talk: a skilled trainee talks with this client, reply by reply, with what was done well marked."""

from __future__ import annotations

import streamlit as st

from trainer.domain.acts import Act
from trainer.domain.conversation import Turn, replies
from trainer.screens import ways, words
from trainer.screens.bubbles import bubble
from trainer.screens.desk import desk
from trainer.screens.picture import draw_picture

# What is worth looking at, the rarer first: three a reply are enough.
DOES_WELL: dict[Act, str] = {
    Act.PARTS_WAYS: "parts ways with respect",
    Act.ESCALATES: "brings somebody in, openly",
    Act.WARNS: "names a risk and leaves the choice",
    Act.SUMMARISES: "says back what was heard",
    Act.SETS_BOUNDARY: "says kindly what is not possible",
    Act.NAMES_FEELING: "says what this does to the client",
    Act.OWNS: "stands by our part in it",
    Act.OFFERS_OPTIONS: "offers a choice",
    Act.PROMISES_CONCRETELY: "names a step with a time",
    Act.ASKS_OPEN: "asks an open question",
    Act.AGREES_CHECK_IN: "says when they talk again",
    Act.INVITES_VIEW: "asks whether it suits",
    Act.THANKS: "thanks for the criticism",
    Act.VALIDATES: "calls the feeling reasonable",
    Act.CONCEDES: "agrees where that is honest",
    Act.ANSWERS: "answers what was asked",
}
MOST_MARKED = 3


def draw() -> None:
    """The whole screen; its address holds the scenario and how far one has read."""
    scenario = desk().library.scenario(ways.asked("scenario"))
    turns, outcome = desk().good_talk(scenario)
    said = replies(turns)
    shown = _upto(len(said))
    ways.link("briefing", "Briefing", icon=":material/arrow_back:", scenario=scenario.id)
    st.title(f"A good talk with {words.literal(scenario.client.name)}", anchor=False)
    st.markdown("Somebody who knows how talks with this client. Read one reply at a time and ask yourself first what "
                "you would say. What they do well is marked; there are other good ways.")
    last = said[shown - 1].n if shown else -1
    for turn in turns:
        if turn.n <= last + 1:
            _turn(turn, scenario.client.name)
    if shown < len(said):
        with st.container(horizontal=True):
            st.button("What would you say? Show their reply", type="primary", icon=":material/visibility:", key="next",
                      on_click=_read_to, args=(shown + 1,))
            st.button("Show the whole talk", key="all", on_click=_read_to, args=(len(said),))
        return
    st.info(words.literal(words.outcome_sentence(scenario, outcome)), icon=":material/flag:",
            title=words.OUTCOME[outcome])
    st.header("How the client felt", anchor=False)
    draw_picture(desk().curve(turns, link=""), key="watched")
    if st.button(f"Now you: talk with {scenario.client.name}", type="primary", icon=":material/forum:"):
        ways.go("briefing", scenario=scenario.id)


def _upto(most: int) -> int:
    """How many replies are shown; an address can hold anything."""
    asked = st.query_params.get("upto", "")
    return min(int(asked), most) if asked.isascii() and asked.isdigit() else 0


def _read_to(n: int) -> None:
    st.query_params["upto"] = str(n)


def _turn(turn: Turn, name: str) -> None:
    if turn.who == "client":
        with bubble("client", name):
            st.text(turn.text)
        return
    with bubble("trainee", name):
        st.text(turn.text)
        rows = [f":green[:material/check:] {label}: :gray[“{words.literal(quote)}”]" for label, quote in _done_well(turn)]
        st.markdown("  \n".join([*rows, f":gray[The client is now {words.mood_words(turn.state.mood, 'them')}.]"]))


def _done_well(turn: Turn) -> list[tuple[str, str]]:
    """Up to three things with the words that do them, no words twice."""
    found: list[tuple[str, str]] = []
    for act, label in DOES_WELL.items():
        quote = next((e.words for e in turn.events if e.act is act and e.words and e.words in turn.text
                      and all(e.words not in q and q not in e.words for _, q in found)), "")
        if quote and len(found) < MOST_MARKED:
            found.append((label, quote))
    return sorted(found, key=lambda f: turn.text.find(f[1]))
