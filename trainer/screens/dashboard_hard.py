"""What is hard for a team: which clients, which techniques, and the replies that went worst."""

from __future__ import annotations

import streamlit as st

from trainer.domain.people import Person
from trainer.domain.progress import ScenarioRow, TechniqueRow
from trainer.screens import ways, words
from trainer.screens.desk import desk
from trainer.screens.picture import draw_picture
from trainer.services.progressing import Dashboard, Filter, Weak

MOST_BARS = 12


def draw_hard(who: Person, which: Filter, shown: Dashboard) -> None:
    """The hardest stands first in each list."""
    pictures = desk().pictures
    st.header("Clients, the hardest first", anchor=False)
    rows = [pictures.Bar(r.title, None if r.median is None else r.median / 100, _of_scenario(r)) for r in shown.scenarios]
    draw_picture(pictures.bars("Median score of 100", rows[:MOST_BARS]), key="hard_clients")
    st.caption("The bar is the median score of 100, told from three scored talks on." + _rest(len(rows)))
    _techniques(who, which)
    _weakest(who, which, shown)


def _of_scenario(row: ScenarioRow) -> str:
    talks = words.count(row.talks, "talk")
    if row.median is None or row.passed is None:
        return f"{talks}, too few"
    return f"{row.median:.0f} · {100 * row.passed:.0f} % pass · {talks}"


def _rest(n: int) -> str:
    return f" {words.count(n - MOST_BARS, 'easier client')} not shown." if n > MOST_BARS else ""


def _techniques(who: Person, which: Filter) -> None:
    names = {t.id: t.name for t in desk().library.techniques().techniques}
    rows = [r for r in desk().team.progressing.techniques(who, which) if r.technique in names]
    missed = any(r.missed for r in rows)
    st.header("Techniques, the rarest first" if rows and not missed else "Techniques", anchor=False)
    if not rows:
        st.markdown("No technique has been recognised often enough yet: it takes ten occasions.")
        return
    pictures = desk().pictures
    if missed:
        bars = [pictures.Bar(names[r.technique], r.share_missed, f"missed {r.missed} of {r.seen + r.missed}") for r in rows]
        said = "The bar is the share of occasions that were missed."
    else:
        most = max(r.seen for r in rows)
        ordered: list[TechniqueRow] = sorted(rows, key=lambda r: (r.seen, names[r.technique]))
        bars = [pictures.Bar(names[r.technique], r.seen / most, f"used {r.seen} times") for r in ordered]
        said = "How often each was recognised in a reply. Missed occasions are not counted: they cannot be told with enough certainty."
    draw_picture(pictures.bars("Techniques", bars[:MOST_BARS]), key="hard_techniques")
    st.caption(said + (" Of the whole team, whoever is chosen above." if which.person or which.scenario else ""))


def _weakest(who: Person, which: Filter, shown: Dashboard) -> None:
    st.header("The weakest replies", anchor=False)
    found = desk().team.progressing.weakest(who, which)
    if not found:
        st.markdown("No reply has been rated yet.")
        return
    st.caption("The weakest reply of each of the talks that went worst. The words of practice stay the trainee's, unless they share them.")
    for weak in found:
        _reply(weak, shown.names.get(weak.person, "Somebody"), who)


def _reply(weak: Weak, name: str, who: Person) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f":orange-badge[{weak.mean:.1f} of 5] **{words.literal(name)}** · {words.literal(weak.title)}")
        if weak.text is None:
            st.markdown(":gray[:material/lock: Its words are the trainee's own.]")
            return
        st.markdown("“" + words.literal(weak.text if len(weak.text) <= 400 else weak.text[:399] + "…") + "”")
        if weak.person != who.id:
            ways.link("review", "Read the talk", icon=":material/forum:", practice=weak.practice)
