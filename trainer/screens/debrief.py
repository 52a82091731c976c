"""The debrief: how it ended, what to take away, how the client felt, and each reply with its levels and reasons."""

from __future__ import annotations

import json

import streamlit as st

from trainer.domain.conversation import replies
from trainer.domain.practice import Mode, Record, TalkScore
from trainer.domain.rating import standing
from trainer.domain.rubric import Rubric
from trainer.domain.scenario import Scenario
from trainer.screens import afterwards, remarks, score_words, view, ways, words
from trainer.screens.debrief_replies import draw_replies
from trainer.screens.desk import desk, person
from trainer.screens.picture import draw_picture
from trainer.screens.taking_away import offer


def draw() -> None:
    """The whole screen; its address holds the practice's id."""
    practising, practice_id = desk().practising, ways.asked("practice")
    record: Record = practising.record(person(), practice_id)
    scenario = practising.frozen_scenario(person(), practice_id)
    rubric = practising.frozen_rubric(person(), practice_id)
    if not record.practice.over():
        st.info("This talk is still going on. The debrief comes when it is over.", icon=":material/forum:")
        if st.button("Back to the talk", type="primary"):
            ways.go("talk", practice=practice_id)
        return
    coaching = desk().coaching(scenario, desk().library.techniques(), record)
    with st.sidebar:
        # A sidebar that draws something is taken over from the talk at once; an empty one stays behind, blank.
        st.markdown(f":material/flag: **The aim was:** {words.literal(scenario.briefing.aim)}")
    st.title(f"Your talk with {words.literal(scenario.client.name)}", anchor=False)
    _outcome(scenario, record)
    if not replies(record.turns):
        st.markdown("Nothing was said, so there is nothing to look back on.")
        return
    said = remarks.said_of(person(), record.practice)
    remarks.draw_told(said, person().id)
    _unrated_yet(record)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _score(practising.score(person(), practice_id), rubric, record)
    with right, st.container(border=True, height="stretch"):
        st.header("One thing for next time", icon=":material/center_focus_strong:", anchor=False)
        st.markdown(words.literal(coaching.focus))
    _keep_start_stop(coaching)
    st.header("How they felt", anchor=False)
    st.caption("Choose a number to jump to that reply. Large dots are the replies that moved them most.")
    draw_picture(desk().curve(record.turns), key="curve")
    _reached(scenario, record, rubric)
    st.header("Reply by reply", anchor=False)
    draw_replies(record, scenario, rubric, coaching, said)
    _techniques(coaching)
    st.header("After the talk", anchor=False)
    afterwards.draw_afterwards(record, scenario)
    remarks.draw_remarks(person(), record, said)
    _onwards(record, scenario)
    view.show("top", practice_id)


def _outcome(scenario: Scenario, record: Record) -> None:
    outcome = record.practice.outcome
    with st.container(horizontal=True, gap="xsmall"):
        if outcome:
            st.badge(words.OUTCOME[outcome], color=words.OUTCOME_COLOUR[outcome], icon=":material/flag:")
        st.badge(words.count(len(replies(record.turns)), "reply", "replies"), color="gray", icon=":material/forum:")
        if record.practice.branch_of:
            st.badge(score_words.which_replies(record).capitalize(), color="violet", icon=":material/alt_route:")
        if record.practice.mode is Mode.ASSESSMENT:
            st.badge("Assessment", color="violet", icon=":material/lock:")
    st.markdown(f"**{words.literal(score_words.how_it_ended(scenario, record))}**")


def waiting(record: Record) -> int:
    """How many replies have no rating yet."""
    return sum(standing(list(record.ratings.get(t.n, ()))) is None for t in record.judged())


def _unrated_yet(record: Record) -> None:
    """Looks once a second until the last rating is in, then draws the screen anew."""
    left = waiting(record)
    if not left:
        return

    @st.fragment(run_every=1.0)
    def look_again() -> None:
        now = waiting(desk().practising.record(person(), record.practice.id))
        if now < left:
            st.rerun()
        st.markdown(f":material/hourglass_top: Reading your replies: {words.count(now, 'reply', 'replies')} to go.")

    look_again()


def _score(score: TalkScore, rubric: Rubric, record: Record) -> None:
    to_go, again = waiting(record), bool(record.practice.branch_of)
    with st.container(border=True, height="stretch"):
        if score.score is None and to_go and "left" not in score.reason:
            st.header("Score to come", anchor=False)
            st.markdown("Your replies are still being read.")
            return
        if score.score is None:
            st.header("No score", anchor=False)
            st.markdown("Nothing has been said since the moment that you tried again." if again and not record.judged()
                        else _no_score(score))
            return
        st.metric("Score of your second try" if again else "Talk score", f"{score.score:.0f} of 100",
                  help="The mean of your levels over all rated replies: all 3s make 50, all 4s make 75.")
        if score.low is not None and score.high is not None and score.high - score.low >= 1:
            st.markdown(f"Some levels are hard to tell: it could be {score.low:.0f} to {score.high:.0f}.")
        if again:
            st.markdown("It counts the replies from the moment that you tried again, and changes no other score.")
        else:
            st.markdown(f"{'Reaches' if score.passed else 'Does not reach'} the mark of {rubric.pass_mark:.0f}. "
                        + score_words.beside_the_outcome(record.practice.outcome, score, rubric, bool(record.objectives) and all(
                            o.met for o in record.objectives)))
        st.caption(f"Rests on {words.rests_on(score.rests_on)}; {words.count(score.rated, 'reply', 'replies')} rated"
                   + (f", {score.unrated} not" if score.unrated else "") + ". A guide, not a verdict.")


def _no_score(score: TalkScore) -> str:
    if "short" not in score.reason:
        return words.literal(score.reason)
    if score.unrated:
        return (f"Only {score.rated} of your {score.rated + score.unrated} replies could be rated so far; a score takes three.")
    return "Too short to score: it takes three rated replies."


def _keep_start_stop(coaching) -> None:
    columns = st.columns(3, gap="medium")
    for column, title, icon, colour, pieces, none in (
            (columns[0], "Keep", "thumb_up", "green", coaching.keep, "Nothing stood out yet. That is what the next talk is for."),
            (columns[1], "Start", "add_circle", "blue", coaching.start, "Nothing to add from this talk."),
            (columns[2], "Stop", "do_not_disturb_on", "orange", coaching.stop, "Nothing here that you would have to stop.")):
        with column:
            st.subheader(f":{colour}[:material/{icon}:] {title}", anchor=False)
            for piece in pieces:
                quoted = ""
                if piece.quote:
                    who = "they said" if piece.of_client else "you said"
                    quoted = f"  \n:gray[{who}: “{words.literal(piece.quote)}”]"
                st.markdown(f"{words.literal(piece.text)}{quoted}")
            if not pieces:
                st.caption(none)


def _reached(scenario: Scenario, record: Record, rubric: Rubric) -> None:
    if record.objectives and rubric.objectives_shown != "never":
        st.header("What you reached", anchor=False)
        st.markdown("\n\n".join(
            f":{'green' if o.met else 'gray'}[:material/{'check_circle' if o.met else 'radio_button_unchecked'}:] "
            f"{words.literal(o.text)}{'' if o.met else ' :gray[(not this time)]'}" for o in record.objectives))
    if record.agreed:
        a = record.agreed
        st.markdown(f":material/handshake: **Agreed:** “{words.literal(a.step)}” · who: {words.literal(a.owner)}"
                    f" · when: {words.literal(a.date) or 'no time named'}")
    learnt = set(record.turns[-1].state.facts) if record.turns else set()
    told = [f.text for f in scenario.hidden_facts if f.id in learnt]
    missed = len(scenario.hidden_facts) - len(told)
    if told:
        st.markdown(":material/key: **You found out:** " + " ".join(words.literal(t) for t in told))
    if missed:
        st.caption(f"{words.count(missed, 'thing', 'things')} this client would have told you stayed untold. Ask more.")


def _techniques(coaching) -> None:
    if not coaching.techniques:
        return
    st.header("Techniques", anchor=False)
    for t in coaching.techniques:
        if t.used:
            st.markdown(f":green[:material/check_circle:] **{words.literal(t.name)}** "
                        f":gray[“{words.literal(t.used[0].quote)}”]")
    for t in coaching.techniques:
        if not t.used:
            st.markdown(f":gray[:material/radio_button_unchecked:] **{words.literal(t.name)}**: there was an occasion. "
                        f":gray[For example: “{words.literal(t.strong)}”]")


def _onwards(record: Record, scenario: Scenario) -> None:
    others = desk().practising.branches(person(), record.practice.id)
    with st.container(horizontal=True):
        if st.button(f"Talk with {scenario.client.name} again", icon=":material/replay:"):
            ways.go("briefing", scenario=scenario.id)
        if st.button("Watch a good talk", icon=":material/visibility:"):
            ways.go("watch", scenario=scenario.id)
        if st.button("All clients", icon=":material/groups:"):
            ways.go("home")
        offer("Save as a page to print", lambda who: desk().page_of(who, [record.practice.id]), f"talk-{record.practice.id}.html", "text/html",
              ":material/print:")
        offer("Save as data", lambda who: json.dumps(desk().data_of(who, record.practice.id), indent=1, ensure_ascii=False),
              f"talk-{record.practice.id}.json", "application/json", ":material/data_object:")
    first = record.practice.branch_of
    for other in ([first] if first else []) + [b.id for b in others if b.over()]:
        label = "Compare with the first try" if other == first else "Compare with your second try"
        ways.link("compare", label, icon=":material/compare_arrows:", practice=first or record.practice.id,
                  other=record.practice.id if first else other)
