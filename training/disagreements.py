"""Replies to someone who simply holds another opinion: the same manner, far from any service desk. Own writing: made from
parts, with levels by construction, and written whole by a language model (data/opinions_*.jsonl), levels by the codebook.

They teach that owning and openness are not tied to complaints, and that a reply can be read without the message before it.
Only empathy and non-defensive language are rated in them.
"""

from __future__ import annotations

import json
import random

from training.replies import DATA, LabelledReply

# What the other person says · a fact against it · a view against it
_TOPICS = (
    ("Working from home is just being lazy with a salary.", "most studies I've read find people get about as much done at home", "people who care for someone at home could hardly hold a job otherwise"),
    ("Cyclists should pay road tax like everybody else.", "roads are paid for out of general taxes, so cyclists do pay", "each bike is one car less in the queue"),
    ("Homework is pointless and should be banned.", "reading at home does seem to help the younger ones", "a little practice in quiet is how I learned anything at all"),
    ("Tipping is blackmail. Pay your staff properly.", "in many places the wage by law already counts the tips in", "a tip is the only way I have to say that someone was kind"),
    ("Dogs don't belong in restaurants, full stop.", "the food rules only keep them out of the kitchen", "an old dog asleep under a table bothers nobody"),
    ("Kids these days can't do anything without a phone.", "they read and write more words a day than we did", "my niece learned to sew from hers"),
    ("Electric cars are a scam.", "over their whole life they do come out ahead, even with a dirty grid", "for short trips in town they suit a lot of families"),
    ("Nobody needs a four-day week, we need people who work.", "the firms that tried it mostly kept it", "a rested nurse makes fewer mistakes than a tired one"),
    ("School uniforms are stupid and expensive.", "brands in class cost families more than a plain jumper does", "I was glad not to be looked at for my clothes"),
    ("Vegan food in the canteen is forcing it on us.", "the meat dishes are still there, it's one dish of five", "it's simply nice for the ones who couldn't eat there before"),
    ("Speed cameras are only there to make money.", "accidents did drop at the crossings where they stand", "I drive slower by the school because of one"),
    ("Art has no business getting public money.", "what goes in comes back in hotel nights and wages", "a town without a theatre feels poorer to me"),
    ("Everyone should have to do a year of military service.", "the army says itself that it can't train so many", "a year in a hospital might teach the same"),
    ("Zoos are prisons for animals.", "some species are only alive because zoos bred them", "I think the good ones do more than they take"),
    ("Cash should be abolished, it's for criminals.", "one person in ten has no card at all", "my grandmother keeps her budget in envelopes"),
    ("Young people just don't want to work.", "more of them work beside their studies than ever before", "they seem to me to ask what the work is for, which is fair"),
    ("Supermarkets should be open all night, every day.", "the night hours cost more than they bring in", "one shared day of rest is worth something"),
    ("Football players earn obscene money.", "most players in the lower leagues earn very little", "people do pay to see them, so someone will get it"),
    ("Nuclear power is the only way out.", "the last plants here took fifteen years to build", "I'd be uneasy to live beside the waste"),
    ("Grandparents spoil children and ruin the parents' work.", "children with close grandparents tend to do well", "a bit of spoiling was the best part of my childhood"),
    ("Old people shouldn't be allowed to drive.", "drivers under twenty-five have more accidents than those over seventy", "in the country it's the only way to the doctor"),
    ("Books are dead. Nobody reads.", "more were sold last year than ten years ago", "I see people reading on every train"),
    ("Hunting is murder.", "without it the young trees here would be eaten", "I'd sooner eat a deer that lived free than a pig that didn't"),
    ("Open offices are the best thing that happened to work.", "people in them talk less to each other, oddly", "I can't think with three calls around me"),
)
_OPEN = (
    "I can see why you'd say that", "You make a good point", "I understand where you're coming from", "I hadn't looked at it like that", "There's truth in what you say", "I agree with part of that",
    "That's a fair point and I've thought so myself", "I get why that bothers you", "Thank you for putting it so plainly", "You're right that something is off there", "I appreciate that you care about this",
    "I think we want the same thing in the end", "You've clearly thought about it", "It's a fair worry",
)
_MILD = ("I'd only add that", "I tend to think, though, that", "on the other hand, it seems to me that", "maybe it's also true that", "I might be wrong, but", "as far as I know,", "I do wonder about one thing:", "in my experience")
_ASK = (
    "What made you come to see it that way?", "Have you been through something like that yourself?", "How would you go about it?", "Tell me more about what you've seen.", "What do you think about that?",
    "I'd honestly like to hear how it looks from your side.", "Am I missing something?", "Where would you draw the line?", "Do you see it differently?", "What would change your mind, or mine?",
)
_FLAT = ("The thing is,", "In fact", "It is a fact that", "As things stand,", "Look at it this way:", "One thing to know is that", "It so happens that", "From what is known,")
_ARGUE = (
    "That's simply not true.", "I disagree.", "No, that's wrong.", "You can't say that.", "That makes no sense.", "But you forget something.", "With respect, that is not how it works.", "I don't think you have the facts.",
    "That's not an argument.", "Actually, no.", "You're mixing things up.", "That is just your opinion.",
)
_LECTURE = ("You should read up on it.", "Therefore your whole point falls.", "Anyone can look that up.", "It has been proven many times.", "There is nothing to discuss about it.", "You have to accept that.", "So no, I won't agree.", "That is the end of it.")
_JAB = (
    "What a ridiculous thing to say.", "Only someone who knows nothing could write that.", "Typical. People like you never think.", "Wow, do you believe everything you hear?", "That's the dumbest thing I've read all week.",
    "You obviously have no idea what you're talking about.", "Get out of your bubble.", "I won't waste my time on such nonsense.", "Spare me the whining.", "Are you serious?! Wake up!", "You sound bitter and blind.", "Maybe think before you type.",
)
_AWAY = ("I don't really care either way.", "I have nothing to say to that.", "Whatever, believe what you like.", "I'd just scroll past this.", "Not worth an answer.")


def _reply(rng: random.Random, fact: str, view: str, level: int) -> str:
    said = rng.choice((fact, view))
    if level == 5:
        return f"{rng.choice(_OPEN)}. {_begin(rng.choice(_MILD))} {said}. {rng.choice(_ASK)}"
    if level == 4:
        return rng.choice((f"{rng.choice(_OPEN)}, and {rng.choice(_MILD)} {said}.", f"{rng.choice(_OPEN)}. {_begin(rng.choice(_MILD))} {fact}, and {view}."))
    if level == 3:
        return rng.choice((f"{rng.choice(_FLAT)} {said}.", f"{_begin(fact)}. {_begin(view)}.", f"{_begin(rng.choice(_MILD))} {said}."))
    if level == 2:
        return rng.choice((f"{rng.choice(_ARGUE)} {_begin(said)}. {rng.choice(_LECTURE)}", f"{_begin(fact)}. {rng.choice(_LECTURE)}", f"{rng.choice(_ARGUE)} {_begin(fact)}, and {view}.", rng.choice(_AWAY)))
    return rng.choice((f"{rng.choice(_JAB)} {_begin(said)}!", f"{rng.choice(_JAB)} {rng.choice(_LECTURE)}", f"{rng.choice(_ARGUE)} {rng.choice(_JAB)}", f"{_begin(said)}, but that's probably too hard for you. {rng.choice(_JAB)}"))


def _begin(text: str) -> str:
    return text[0].upper() + text[1:]


def disagreements(seed: int = 3) -> list[LabelledReply]:
    """Ten replies to each opinion, two of each level; half of them without the opinion before it."""
    rng = random.Random(seed)
    found = []
    for place, (claim, fact, view) in enumerate(_TOPICS):
        for level in (1, 2, 3, 4, 5):
            for turn in range(2):
                empathy = {1: 1, 2: 2, 3: 2, 4: 3, 5: 4}[level]
                found.append(
                    LabelledReply(
                        id=f"opinion-{place:02d}-{level}{turn}", source="disagreements", industry="", situation="", history=(),
                        client=claim if turn else "", reply=_reply(rng, fact, view, level), ratings=((empathy, 3, level, 3),),
                        tags=("opinion",), made=True, weight=0.6, rated=(True, False, True, False),
                    )
                )
    return found


def opinions() -> list[LabelledReply]:
    """The written ones, each once with the opinion before it and once without."""
    found = []
    for path in sorted(DATA.glob("opinions_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for claim in (row["claim"], ""):
                found.append(
                    LabelledReply(
                        id=f"{row['id']}{'' if claim else '-alone'}", source="opinions", industry="", situation="", history=(), client=claim,
                        reply=row["reply"], ratings=((row["levels"]["empathy"], 3, row["levels"]["non_defensive"], 3),), tags=("opinion",), made=True,
                        weight=0.8, rated=(True, False, True, False),
                    )
                )
    return found
