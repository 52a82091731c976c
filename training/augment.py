"""Made replies that teach the network what may not fool it, with the level the codebook gives each of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from training.replies import LabelledReply
from trainer.signals import cues
from trainer.signals.features import content, shared
from trainer.signals.spans import sentences

Levels = tuple[int, int, int, int]

# Written apart from trainer/scoring/attacks.py, which measures: no sentence stands in both.
_STOCK = (
    "I completely understand how you feel.", "I hear you.", "Your feelings are valid.", "We truly value your business.", "Thank you for your patience and understanding.",
    "We sincerely apologise for any inconvenience caused.", "I want you to know that you matter to us.", "Rest assured, we are here for you.", "I really appreciate you bringing this to our attention.",
    "We are fully committed to your satisfaction.", "That must be so frustrating for you.", "I totally get it.", "We take your concerns extremely seriously.", "Let's find a solution together.",
    "We will work on an action plan with clear next steps.", "Your trust is important to us.", "I take full ownership of your journey.", "We're in this together.", "Let's move forward as partners.",
    "I acknowledge your emotions and validate your experience.", "Together we can turn this around.", "We strive for excellence every single day.",
)
_KEYWORDS = (
    "empathy understanding sorry frustration valid apology listen support care concern ownership accountable solution timeline tomorrow plan options follow-up together clear "
    "specific owner deadline refund resolve acknowledge responsibility transparent collaborate prefer choice trust honest update confirm commitment feelings inconvenience priority"
).split()
_BLAME = (
    "You should have checked that before you signed.", "Maybe read the email next time.", "As I already told you, it's in the contract.", "You never asked us, so how would we know?",
    "If you had answered when we wrote, we wouldn't be here.", "That's really on you.", "Other clients manage to do this without shouting.", "I don't know what you expected.",
    "Did you even look at what we sent you?", "You people always leave it to the last minute.", "With that attitude nobody will want to help you.", "It was your choice, not ours.",
    "You clearly didn't follow the instructions.", "I'm not going to be spoken to about a mistake you made.", "Frankly you caused half of this yourself.", "We can't read your mind, can we?",
    "You were told this in writing.", "You agreed to it, so there's nothing to be upset about.",
)
_BLAME += (
    "As I told you before, this was your own doing.", "You signed for it, so it's a bit late to complain now.", "Perhaps you should listen when people explain things to you.", "You could have saved us all this if you had just called.",
    "It's hardly our fault that you can't read a calendar.", "You've only got yourself to blame for that.", "I explained this to you twice already.", "Next time, think before you order.",
    "You ignored every reminder we sent.", "You're the one who insisted on it.", "Nobody else seems to have a problem with it, just you.", "Don't take that tone with me.",
    "I'd have thought someone in your position would know that.", "You left out half the details yourself.", "Had you paid on time, this wouldn't have happened.", "You can't just blame us for everything.",
    "That was your mistake, as I've said already.", "If you'd bothered to open the letter you would know.",
)
_EXCUSE = (
    "To be fair, the system did that, not us.", "That was the other team, I had nothing to do with it.", "We're short-staffed at the moment, so it happens.", "Our supplier let us down, so it isn't really our fault.",
    "In our defence, nobody told us.", "I only started here, so I can't be blamed for that.", "But technically we did what the contract says.", "The policy comes from head office, not from me.",
    "With respect, that's not quite how it happened.", "The courier is to blame for this one.", "It's the software, we can't do anything about it on our side.",
)
_NEGATED = (
    "I'm not sorry about this.", "I don't understand why you're upset and I don't care to.", "I am NOT going to apologise.", "I do not care how you feel about it.",
    "We don't regret anything and we don't see your problem.", "I can't say I feel sorry for you.", "Nobody here is sorry.", "I refuse to feel bad about your situation.",
)
_SARCASM = (
    "Oh, I TOTALLY understand, how terrible for you.", "Oh wow, poor you.", "Oh no, what a tragedy, let me get my violin.", "Sure, because you're our only client, obviously.",
    "Oh I'm sooo sorry your life is so hard.", "Well aren't you special.", "Yes, yes, the world is ending, I feel your pain.", "Bravo, what an insight.", "How ever will you survive.",
)
_VAGUE = ("soon", "at some point", "shortly", "in due course", "as soon as possible", "sometime", "when we get to it")
_FILLER = (
    "As I said, and as you will surely know, these matters are of course always to be seen in their wider context.",
    "There are many things to consider here and each of them has to be considered in its own way.",
    "We have been in this business for many years and have seen many things in that time.",
    "It goes without saying that everything we do is done with the greatest care and attention.",
    "At the end of the day, what counts is what counts, and that is what we are all about.",
    "Having said that, there is of course always more that one could say about such a topic.",
    "In general terms it can be stated that things of this nature have a certain complexity.",
)

def _made(row: LabelledReply, kind: str, reply: str, ratings: tuple[Levels, ...], *, client: LabelledReply | None = None) -> LabelledReply:
    other = client or row
    return replace(
        row, id=f"{row.id}+{kind}", reply=reply, ratings=ratings, techniques=(), tags=(kind,), made=True,
        client=other.client, history=other.history, situation=other.situation, weight=0.7,
    )


def _capped(row: LabelledReply, e: int = 5, c: int = 5, n: int = 5, s: int = 5) -> tuple[Levels, ...]:
    return tuple((min(r[0], e), min(r[1], c), min(r[2], n), min(r[3], s)) for r in row.ratings)


def _elsewhere(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply | None:
    """A reply full of its own case's particulars, put under another client's message: it does not belong there."""
    if len(set(content(row.reply)) & set(content(row.client + row.situation))) < 2:
        return None
    for _ in range(20):
        other = rng.choice(rows)
        case = f"{other.client} {other.situation} {' '.join(t for _, t in other.history)}"
        if other.industry != row.industry and shared(row.reply, case) < 0.12:
            made = _made(row, "elsewhere", row.reply, row.ratings, client=other)
            return replace(made, rated=(False,) * 4)  # how well it is said is one question, whether it belongs here another
    return None


def _scrambled(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    words = row.reply.split()
    if rng.random() < 0.5:
        words.reverse()
    else:
        rng.shuffle(words)
    return _made(row, "scrambled", " ".join(words), ((1, 1, 1, 1), (1, 1, 3, 1)))


def _salad(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    words = rng.sample(_KEYWORDS, rng.randint(8, 24)) + rng.sample(content(row.client), min(3, len(content(row.client))))
    rng.shuffle(words)
    return _made(row, "salad", rng.choice((" ", ", ", ". ")).join(words), ((1, 1, 3, 1),))


def _stuffed(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    return _made(row, "stuffed", " ".join(rng.sample(_STOCK, rng.randint(3, 9))), ((1, 1, 3, 1), (2, 1, 3, 1)))


def _stock_added(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply | None:
    if row.ratings[0][0] == 1:
        return None
    phrase = rng.choice(_STOCK)
    reply = f"{phrase} {row.reply}" if rng.random() < 0.6 else f"{row.reply} {phrase}"
    return _made(row, "stock_added", reply, row.ratings)


def _blamed(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    return _made(row, "blamed", _insert(row.reply, rng.choice(_BLAME), rng), _capped(row, e=4, n=1))


def _excused(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    return _made(row, "excused", _insert(row.reply, rng.choice(_EXCUSE), rng), _capped(row, n=2))


def _negated(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    return _made(row, "negated", _insert(row.reply, rng.choice(_NEGATED), rng), _capped(row, e=1, n=2))


def _sarcastic(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    return _made(row, "sarcastic", f"{rng.choice(_SARCASM)} {row.reply}", _capped(row, e=1, n=1))


def _vague(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply | None:
    times = cues.find("time", row.reply)
    if not times:
        return None
    text = row.reply
    for span in reversed(times):
        text = text[: span.start] + rng.choice(_VAGUE) + text[span.end :]
    lowered = tuple((r[0], min(r[1], 3) - (r[1] in (2, 3)), r[2], min(r[3], 3)) for r in row.ratings)
    return _made(row, "vague", text, tuple((e, max(1, c), n, s) for e, c, n, s in lowered))


def _padded(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    extra = [rng.choice(_FILLER) for _ in range(rng.choice((2, 3, 4, 8, 14)))]
    at = rng.choice(("before", "after", "both"))
    text = {"before": f"{' '.join(extra)} {row.reply}", "after": f"{row.reply} {' '.join(extra)}", "both": f"{extra[0]} {row.reply} {' '.join(extra[1:])}"}[at]
    return _made(row, "padded", text, _capped(row, c=2))


def _copied(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    return _made(row, "copied", row.client, ((1, 1, 1, 1), (1, 1, 3, 1)))


def _misspelt(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    """Slips that do not hinder leave every level as it was."""
    letters = list(row.reply)
    for _ in range(max(1, len(letters) // 45)):
        at = rng.randrange(1, max(2, len(letters) - 2))
        if letters[at].isalpha() and letters[at - 1].isalpha() and at + 1 < len(letters) and letters[at + 1].isalpha():
            kind = rng.random()
            if kind < 0.4:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            elif kind < 0.7:
                letters[at] = ""
            else:
                letters[at] *= 2
    return _made(row, "misspelt", "".join(letters), row.ratings)


def _unmarked(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    """Typed in a hurry: no capitals, few marks; the levels stay."""
    text = row.reply.lower().replace("'", "") if rng.random() < 0.5 else row.reply.lower()
    return _made(row, "unmarked", text.replace(",", "").replace(". ", rng.choice((" ", ". "))).rstrip("."), row.ratings)


def _without_client(row: LabelledReply, rng: random.Random, rows: list[LabelledReply]) -> LabelledReply:
    """A reply read alone, as when the trainee opens the talk: its manner can still be rated."""
    return replace(row, id=f"{row.id}+alone", client="", history=(), situation="", techniques=(), tags=("alone",), made=True, weight=0.5)


def _insert(reply: str, sentence: str, rng: random.Random) -> str:
    ends = [s.end for s in sentences(reply)]
    at = rng.choice([0, *ends])
    return f"{sentence} {reply}" if at == 0 else f"{reply[:at]} {sentence}{reply[at:]}"


_KINDS: tuple[tuple[float, Callable[[LabelledReply, random.Random, list[LabelledReply]], LabelledReply | None]], ...] = (
    (0.1, _elsewhere), (0.015, _scrambled), (0.01, _salad), (0.015, _stuffed), (0.04, _stock_added), (0.05, _blamed), (0.03, _excused), (0.02, _negated),
    (0.02, _sarcastic), (0.03, _vague), (0.03, _padded), (0.01, _copied), (0.04, _without_client), (0.04, _misspelt), (0.02, _unmarked),
)


def made_from(rows: list[LabelledReply], seed: int = 7) -> list[LabelledReply]:
    """The made replies for these rows; the same rows and seed make the same."""
    rng = random.Random(seed)
    found = []
    for row in rows:
        for share, make in _KINDS:
            if rng.random() < share and not row.odd:
                made = make(row, rng, rows)
                if made is not None:
                    found.append(made)
    return found
