"""What the coach can say: per dimension what to keep, start and aim for, per harmful act what to stop."""

from __future__ import annotations

from trainer.domain.acts import Act
from trainer.domain.rubric import Dimension

KEEP = {
    Dimension.EMPATHY: "Saying in your own words what this does to them",
    Dimension.CLARITY: "Being plain about what happens next",
    Dimension.NON_DEFENSIVE: "Taking criticism without fighting it",
    Dimension.SOLUTION_FOCUS: "Naming a step that can really happen",
}
# What the reply must be seen to do before the offline scorer's high level is turned into praise.
SHOWN_BY = {
    Dimension.EMPATHY: (Act.NAMES_FEELING, Act.VALIDATES, Act.SUMMARISES),
    Dimension.CLARITY: (Act.PROMISES_CONCRETELY, Act.SUMMARISES, Act.OFFERS_OPTIONS, Act.ANSWERS),
    Dimension.NON_DEFENSIVE: (Act.OWNS, Act.THANKS, Act.CONCEDES, Act.SETS_BOUNDARY),
    Dimension.SOLUTION_FOCUS: (Act.PROMISES_CONCRETELY, Act.OFFERS_OPTIONS, Act.AGREES_CHECK_IN, Act.INVITES_VIEW),
}
KEEP_ACT = {
    Act.NAMES_FEELING: KEEP[Dimension.EMPATHY],
    Act.OWNS: "Standing by your side's part in it",
    Act.ASKS_OPEN: "Asking open questions",
    Act.SUMMARISES: "Saying back what you heard",
    Act.PROMISES_CONCRETELY: "Naming a step with a time to it",
    Act.OFFERS_OPTIONS: "Offering a choice",
    Act.SETS_BOUNDARY: "Saying kindly what is not possible",
}
START = {
    Dimension.EMPATHY: "Say what this costs them, with a detail from their own story, before you turn to business.",
    Dimension.CLARITY: "Say who does what, and by when. Where you do not know yet, say when you will.",
    Dimension.NON_DEFENSIVE: "Name your side's part in one sentence that begins with “I” or “we”, and leave out the reasons.",
    Dimension.SOLUTION_FOCUS: "Offer one step with an owner and a time, and ask whether it suits them.",
}
FOCUS = {
    Dimension.EMPATHY: "Whenever they tell you something that weighs on them, say first what it means for them. Only then go on.",
    Dimension.CLARITY: "Put one name and one time into every promise.",
    Dimension.NON_DEFENSIVE: "When you are criticised, answer with “you are right about …” or a question, never with a reason.",
    Dimension.SOLUTION_FOCUS: "By your third reply, put one concrete step on the table and ask whether it works for them.",
}
STOP = {
    Act.INSULTS: "Hitting back. It ends talks.",
    Act.BLAMES: "Putting it on the client or on others.",
    Act.DISMISSES: "Making the problem smaller than it is for them.",
    Act.GIVES_AWAY: "Giving away what is not yours to give.",
    Act.OVERPROMISES: "Promising what nobody in your seat can keep.",
    Act.EXCUSES: "Explaining why it happened while they are still upset: it sounds like an excuse.",
    Act.REFUSES: "A bare no. Say what is possible instead.",
    Act.GROVELS: "Apologising over and over. Once, with what you will do, is enough.",
    Act.PROMISES_VAGUELY: "“Soon”, “someone”, “we will see”: words one cannot hold you to.",
    Act.STOCK_PHRASE: "Stock phrases: they would fit any complaint, so they answer none.",
    Act.PARROTS: "Handing their own words back to them.",
}
FOCUS_STOP = {
    Act.INSULTS: "However they speak to you, do not hit back. Breathe, then answer the matter, not the tone.",
    Act.BLAMES: "Leave out whose fault it is. Say what happens next instead.",
    Act.DISMISSES: "Never make it smaller than it is for them. Say how big it is, then go on.",
    Act.GIVES_AWAY: "Hold the line on what you may not give, and say in the same breath what you can do.",
    Act.OVERPROMISES: "Promise only what you can keep, with a day to it.",
}
