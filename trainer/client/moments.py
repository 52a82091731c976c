"""Which moment a reply makes for the client, and the stage direction for it."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.domain.acts import Act, Event
from trainer.domain.mood import Band
from trainer.domain.scenario import Moment

HEARING = frozenset({Act.NAMES_FEELING, Act.VALIDATES, Act.OWNS, Act.CONCEDES, Act.THANKS})
PLANNING = frozenset({Act.PROMISES_CONCRETELY, Act.PROPOSES_STEP, Act.OFFERS_OPTIONS, Act.ANSWERS, Act.AGREES_CHECK_IN, Act.ESCALATES})

# a step and nothing around it: no question, no check whether it suits
_BRISK = frozenset({Act.PROMISES_CONCRETELY, Act.AGREES_CHECK_IN, Act.PROPOSES_STEP, Act.OFFERS_OPTIONS, Act.ANSWERS, Act.PASSES_OVER})
OFF_SUBJECT = "subject"  # what a PASSES_OVER is about when the reply speaks of quite another matter

# the first that fits is the moment; what hurts comes before what helps
_BAD: tuple[tuple[Act, Moment], ...] = (
    (Act.INSULTS, Moment.INSULTED),
    (Act.GIBBERISH, Moment.NONSENSE), (Act.OFF_ROLE, Moment.NONSENSE), (Act.OTHER_LANGUAGE, Moment.NONSENSE),
    (Act.PARROTS, Moment.REPEATED), (Act.REPEATS_ITSELF, Moment.REPEATED),
    (Act.BLAMES, Moment.BLAMED), (Act.DISMISSES, Moment.DISMISSED), (Act.EXCUSES, Moment.EXCUSED),
    (Act.REFUSES, Moment.REFUSED), (Act.OVERPROMISES, Moment.OVERPROMISED), (Act.TOO_LITTLE, Moment.TOO_LITTLE),
)
SEVERE = frozenset({Moment.INSULTED, Moment.NONSENSE, Moment.REPEATED, Moment.BLAMED, Moment.DISMISSED, Moment.EXCUSED, Moment.REFUSED,
                    Moment.OVERPROMISED, Moment.TOO_LITTLE, Moment.CAUGHT_PROMISE})


def moment_of(events: Sequence[Event], band: Band, unheard: bool = False) -> tuple[Moment, str]:
    """The moment and the reply's words that make it (may be empty). ``unheard``: nobody has seen yet, in this talk, how
    it is for the client, so that a plan comes across as cold even to one who is no longer hot."""
    words = {}
    for e in events:
        words.setdefault(e.act, e.words)
    acts = set(words)

    def made_by(moment: Moment, *kinds: Act) -> tuple[Moment, str]:
        return moment, next((words[k] for k in kinds if k in acts), "")

    for act, moment in _BAD:
        if act in acts:
            return made_by(moment, act)
    if any(e.act is Act.PASSES_OVER and e.about == OFF_SUBJECT for e in events):
        return Moment.PASSED_OVER, ""
    hearing, planning = acts & HEARING, acts & PLANNING
    asking = acts & {Act.ASKS_OPEN, Act.ASKS_TOPIC}
    if Act.PROMISES_VAGUELY in acts and not planning - {Act.PROPOSES_STEP} and not asking:
        return made_by(Moment.VAGUE, Act.PROMISES_VAGUELY)
    if Act.STOCK_PHRASE in acts and not hearing and not planning and not asking:
        return made_by(Moment.STOCK, Act.STOCK_PHRASE)
    if Act.SETS_BOUNDARY in acts and Act.ANSWERS not in acts and Act.PROMISES_CONCRETELY not in acts:
        return made_by(Moment.BOUNDARY, Act.SETS_BOUNDARY)
    if Act.CLOSES in acts and band is Band.CALM and not asking and Act.INVITES_VIEW not in acts:
        return made_by(Moment.CLOSING, Act.CLOSES)
    if planning - {Act.PROPOSES_STEP, Act.ESCALATES}:
        bare = not hearing and Act.APOLOGISES not in acts and acts & {Act.PROMISES_CONCRETELY, Act.OFFERS_OPTIONS}
        if bare and (band is Band.HOT or unheard or (band is Band.CALM and acts <= _BRISK)):
            return made_by(Moment.COLD_PLAN, Act.PROMISES_CONCRETELY, Act.ANSWERS, Act.OFFERS_OPTIONS)
        if Act.PROMISES_CONCRETELY not in acts and Act.OFFERS_OPTIONS in acts:
            return made_by(Moment.OPTIONS, Act.OFFERS_OPTIONS)
        return made_by(Moment.PLAN, Act.PROMISES_CONCRETELY, Act.ANSWERS, Act.AGREES_CHECK_IN)
    if Act.SUMMARISES in acts:
        return made_by(Moment.SUMMARISED, Act.SUMMARISES)
    if asking:
        return made_by(Moment.ASKED, Act.ASKS_TOPIC, Act.ASKS_OPEN)
    if Act.OWNS in acts:
        return made_by(Moment.OWNED, Act.OWNS)
    if hearing:
        return made_by(Moment.ACKNOWLEDGED, Act.NAMES_FEELING, Act.VALIDATES, Act.CONCEDES, Act.THANKS)
    if Act.APOLOGISES in acts:
        return made_by(Moment.SORRY_ONLY, Act.APOLOGISES)
    if Act.CLOSES in acts:
        return made_by(Moment.CLOSING, Act.CLOSES)
    if any(e.act is Act.PASSES_OVER and e.about != "feeling" for e in events):
        return Moment.PASSED_OVER, ""
    if Act.PROPOSES_STEP in acts:
        return made_by(Moment.PLAN, Act.PROPOSES_STEP)
    return Moment.ANYTHING, ""


FALL_BACK: dict[Moment, tuple[Moment, ...]] = {
    Moment.INSULTED: (Moment.BLAMED, Moment.DISMISSED),
    Moment.NONSENSE: (Moment.TOO_LITTLE,),
    Moment.TOO_LITTLE: (Moment.NONSENSE, Moment.PASSED_OVER),
    Moment.REPEATED: (Moment.STOCK, Moment.VAGUE),
    Moment.BLAMED: (Moment.DISMISSED, Moment.EXCUSED),
    Moment.DISMISSED: (Moment.BLAMED, Moment.PASSED_OVER),
    Moment.EXCUSED: (Moment.REFUSED, Moment.BLAMED),
    Moment.REFUSED: (Moment.EXCUSED, Moment.VAGUE),
    Moment.OVERPROMISED: (Moment.VAGUE, Moment.PLAN),
    Moment.CAUGHT_PROMISE: (Moment.OVERPROMISED, Moment.VAGUE),
    Moment.STOCK: (Moment.SORRY_ONLY, Moment.VAGUE),
    Moment.VAGUE: (Moment.STOCK, Moment.SORRY_ONLY),
    Moment.SORRY_ONLY: (Moment.STOCK, Moment.VAGUE),
    Moment.PASSED_OVER: (Moment.TOO_LITTLE,),
    Moment.COLD_PLAN: (Moment.PLAN, Moment.OPTIONS),
    Moment.ACKNOWLEDGED: (Moment.OWNED, Moment.SUMMARISED),
    Moment.OWNED: (Moment.ACKNOWLEDGED,),
    Moment.ASKED: (),
    Moment.SUMMARISED: (Moment.ACKNOWLEDGED, Moment.PLAN),
    Moment.PLAN: (Moment.OPTIONS, Moment.ACCEPTED),
    Moment.OPTIONS: (Moment.PLAN,),
    Moment.ACCEPTED: (Moment.PLAN, Moment.CLOSING),
    Moment.BOUNDARY: (Moment.OPTIONS,),
    Moment.CLOSING: (Moment.ACCEPTED, Moment.PLAN),
    Moment.ANYTHING: (),
}

STAGE: dict[Moment, str] = {
    Moment.INSULTED: "You have just been insulted; answer the insult, and mean it.",
    Moment.NONSENSE: "What you heard made no sense to you; say so.",
    Moment.TOO_LITTLE: "That was hardly an answer; ask for a real one.",
    Moment.REPEATED: "You have heard exactly this before; say so.",
    Moment.BLAMED: "You have just been blamed; refuse it.",
    Moment.DISMISSED: "Your trouble has just been made small; push back.",
    Moment.EXCUSED: "You have just heard an excuse; do not accept it.",
    Moment.REFUSED: "You have been refused without an alternative; protest or ask what there is instead.",
    Moment.OVERPROMISED: "You have been promised too much; show that you doubt it, and remember it.",
    Moment.CAUGHT_PROMISE: "Come back to the promise that was made and that cannot be kept; demand to know.",
    Moment.STOCK: "That was a stock phrase; you notice.",
    Moment.VAGUE: "That was vague; demand who, what and when.",
    Moment.SORRY_ONLY: "An apology and nothing else; ask what it changes.",
    Moment.PASSED_OVER: "What you said was passed over; say it again, shorter and harder.",
    Moment.COLD_PLAN: "A plan, but nobody has noticed how this is for you; take the plan coolly.",
    Moment.ACKNOWLEDGED: "Somebody has seen how this is for you; give a little, and no more than your mood allows.",
    Moment.OWNED: "Somebody has owned a mistake; notice it, grudgingly if you are still angry.",
    Moment.ASKED: "You have been asked; answer with what you know and may tell, no more.",
    Moment.SUMMARISED: "Somebody has said it back to you; confirm or correct it.",
    Moment.PLAN: "A concrete step is on the table; test it as this person would.",
    Moment.OPTIONS: "You have a choice; weigh it aloud in a sentence.",
    Moment.ACCEPTED: "Accept this step in your own way, and say what you count on.",
    Moment.BOUNDARY: "A limit has been set; test it once, in character.",
    Moment.CLOSING: "They are closing; say whether that is fine with you.",
    Moment.ANYTHING: "React to what was just said, and bring it back to what you want.",
}
TONE: dict[Band, str] = {
    Band.HOT: "You are hot: short, sharp sentences; no thanks, no concession.",
    Band.TENSE: "You are tense: guarded, testing, not rude.",
    Band.CALM: "You are calmer: still yourself, matter-of-fact, able to agree.",
}
