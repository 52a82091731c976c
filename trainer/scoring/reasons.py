"""Says in plain words why a reply stands on a level: what was seen, and what the codebook calls that."""

from __future__ import annotations

from trainer.domain.rubric import Dimension

E, C, N, S = Dimension.EMPATHY, Dimension.CLARITY, Dimension.NON_DEFENSIVE, Dimension.SOLUTION_FOCUS

LEVEL_NAMES: dict[Dimension, tuple[str, ...]] = {
    E: ("dismissive", "token", "acknowledging", "understanding", "attuned"),
    C: ("confusing", "vague", "understandable", "clear", "crisp"),
    N: ("attacking", "defensive", "neutral", "accountable", "open"),
    S: ("blocking", "deflecting", "leaning forward", "concrete", "collaborative"),
}

# Cues that can show a low, a middle and a high level, the most telling first; what each is called in a reason.
SHOWN_BY: dict[Dimension, dict[str, tuple[tuple[str, str], ...]]] = {
    E: {
        "low": (
            ("minimising", "it plays the matter down"),
            ("blames_client", "it corrects the client instead of meeting the feeling"),
            ("sarcasm", "the tone makes light of it"),
            ("stock_sympathy", "a stock line that would fit any complaint"),
            ("apology", "a brief apology and nothing about what this means for the client"),
        ),
        "middle": (
            ("apology", "an apology, in general terms"),
            ("feeling", "the feeling is acknowledged, in general terms"),
            ("validation", "the client is met, in general terms"),
            ("stock_sympathy", "sympathy in general words"),
            ("warm_personal", "courteous attention"),
        ),
        "high": (
            ("you_feel", "it puts into its own words what this is like for the client"),
            ("cost_retold", "it says what this has cost the client"),
            ("validation", "it treats the reaction as reasonable"),
            ("feeling", "it names the feeling"),
        ),
    },
    C: {
        "low": (
            ("acronym", "insider terms carry the meaning"),
            ("vague_time", "no time that the client could hold on to"),
            ("vague_who", "it stays open who will act"),
            ("vague_what", "it stays open what will be done"),
            ("hedge", "the point is hedged away"),
            ("filler", "the point is lost between fillers"),
        ),
        "middle": (
            ("hedge", "the point comes across, but hedged"),
            ("vague_what", "the point comes across without the particulars"),
            ("vague_time", "the point comes across without a time"),
            ("vague_who", "the point comes across, but not who acts"),
            ("commits", "the point comes across"),
        ),
        "high": (
            ("unknown_said", "it says openly what is not known or not possible"),
            ("confirms", "it checks that the point was understood"),
            ("time", "it says when"),
            ("amount", "it gives the figures"),
            ("commits", "it says who does what"),
        ),
    },
    N: {
        "low": (
            ("reproach", "a reproach to the client's face"),
            ("sarcasm", "mockery"),
            ("blames_client", "the fault is put on the client"),
            ("shifts", "the matter is shifted onto others or onto rules"),
            ("argues", "it argues who is right"),
            ("minimising", "it brushes the criticism aside"),
        ),
        "middle": (
            ("grovels", "it runs itself down instead of owning its part"),
            ("apology", "an apology that neither owns nor defends"),
            ("limit", "a limit, stated without more"),
            ("commits", "it goes to business, neither defending nor owning"),
        ),
        "high": (
            ("invites", "it turns toward the criticism and asks for more of it"),
            ("owns", "it owns its part"),
            ("limit", "a limit, stated plainly and without blame"),
            ("validation", "it grants the point"),
        ),
    },
    S: {
        "low": (
            ("refuses", "it ends the matter without an alternative"),
            ("overpromises", "a promise that cannot be kept"),
            ("improper", "it agrees to something improper"),
            ("passes_on", "it passes the matter on"),
            ("vague_what", "it stalls: no step that can be checked"),
            ("vague_time", "it stalls: no time"),
            ("limit", "a no, and nothing offered beside it"),
        ),
        "middle": (
            ("open_ask", "it asks what is needed to find a way forward"),
            ("asks_view", "it asks, without a step of its own"),
            ("commits", "a step, without a time or a tie to what the client wants"),
            ("what_i_can", "something is offered, not yet a step"),
        ),
        "high": (
            ("options", "real options to choose from"),
            ("asks_view", "it asks whether this works for the client"),
            ("two_way", "it fixes how both will follow up"),
            ("commits", "a step with someone who will take it"),
            ("time", "a step with a time"),
            ("what_i_can", "a no that comes with something workable"),
        ),
    },
}

# Where no cue carries it: the codebook's own sentence for the level.
PLAIN: dict[Dimension, tuple[str, ...]] = {
    E: (
        "it pushes back against what the client feels",
        "it passes over what the client feels",
        "it recognises the problem, in general terms",
        "it puts this client's situation into its own words",
        "it puts this client's situation into its own words and treats the reaction as reasonable",
    ),
    C: (
        "after one reading the client does not know what is meant",
        "the particulars that matter are missing",
        "the point comes across, with some effort or without specifics",
        "plain words and the particulars that matter",
        "plain words, the particulars that matter, nothing wasted",
    ),
    N: (
        "it goes against the client",
        "it keeps what the client criticises at a distance and owns no part of it",
        "it neither defends nor owns",
        "it stays with its own part, without a word of blame",
        "it meets the criticism openly, without a word of defence",
    ),
    S: (
        "it closes the way forward",
        "nothing in it moves the matter",
        "a move forward that is not yet a step",
        "a specific step that can really happen",
        "a specific step, built together with the client",
    ),
}

OMITTED: dict[Dimension, str] = {
    E: "the client's words below are passed over",
    C: "the client's words below get no clear answer",
    N: "the criticism below is left standing",
    S: "nothing in the reply moves what the client asks below",
}


def band(level: int) -> str:
    return "low" if level <= 2 else "middle" if level == 3 else "high"


def sentence(dimension: Dimension, level: int, seen: list[str]) -> str:
    """'understanding: it says what this has cost the client.'"""
    return f"{LEVEL_NAMES[dimension][level - 1]}: {'; '.join(seen)}."
