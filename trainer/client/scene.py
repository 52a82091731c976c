"""What may be said at this point of a talk: who speaks, how hot they are, what is still hidden, what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trainer.client.brief import UNSPOKEN
from trainer.client.engine import Taken
from trainer.client.resemblance import Secret, public_words
from trainer.domain.conditions import When
from trainer.domain.conversation import Turn
from trainer.domain.mood import Band
from trainer.domain.scenario import EndingKind, Moment, Scenario


@dataclass(frozen=True)
class Scene:
    """All that decides what may be said now. ``locked`` are (text, lines) of facts not earned; ``open_words`` are
    texts whose words tell nothing (briefing, other authored lines, what was said). ``softened``: the play itself has
    the client give in here. ``authored`` is the line that the play has for this place: what it does, a model may do
    too. ``unspoken`` are directions, which weak models read aloud; ``told`` are earned facts in words; ``owed`` must be
    told in this very line, because the trainee is credited with having learnt it."""

    client: str
    band: Band
    language: str = "en"
    locked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    open_words: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    reply: str = ""
    never_says: tuple[str, ...] = ()
    softened: bool = False
    authored: str = ""
    unspoken: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    owed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    secrets: tuple[Secret, ...] = field(init=False, default=(), compare=False)
    to_tell: tuple[Secret, ...] = field(init=False, default=(), compare=False)
    public: frozenset[str] = field(init=False, default=frozenset(), compare=False)

    def __post_init__(self) -> None:
        open_words = public_words((*self.open_words, *self.earlier, self.reply, self.client))
        public = open_words | public_words(self.told)
        object.__setattr__(self, "public", frozenset(public))
        object.__setattr__(self, "to_tell", tuple(Secret(text, lines, open_words) for text, lines in self.owed))
        object.__setattr__(self, "secrets", tuple(Secret(text, lines, public) for text, lines in self.locked))


def scene_of(scenario: Scenario, turns: Sequence[Turn], taken: Taken) -> Scene:
    """The scene of the line that is owed now; ``turns`` include the reply it answers."""
    known = set(taken.state.facts) | set(taken.direction.new_facts)
    locked = tuple((f.text, f.lines) for f in scenario.hidden_facts if f.id not in known)
    told = tuple(text for f in scenario.hidden_facts if f.id in known for text in (f.text, *f.lines))
    said = [t for t in turns if t.who == "client"]
    reply = next((t.text for t in reversed(turns) if t.who == "trainee"), "")
    mild = taken.direction.moment is Moment.ACCEPTED or (
        taken.ending is not None and taken.ending.kind not in (EndingKind.WALKED_AWAY, EndingKind.LEFT_OPEN))
    return Scene(
        client=scenario.client.name, band=taken.direction.band, language=scenario.language, locked=locked,
        open_words=(*_open(scenario, known - set(taken.direction.new_facts)), *(t.text for t in turns)), told=(*told, taken.direction.line),
        owed=tuple((f.text, f.lines) for f in scenario.hidden_facts if f.id in taken.direction.new_facts),
        earlier=tuple(t.text for t in said), reply=reply, never_says=scenario.client.never_says,
        softened=mild, authored=taken.direction.line,
        unspoken=(*UNSPOKEN, taken.direction.stage))


def _open(scenario: Scenario, known: set[str]) -> Iterator[str]:
    """What the trainee has read, and what the client may say without any fact having been earned."""

    def needs_no_secret(when: When) -> bool:
        return set(when.facts) <= known

    b, c = scenario.briefing, scenario.client
    yield from (scenario.title, scenario.summary, scenario.opening, c.name, c.job, b.role, b.situation, b.aim)
    yield from (*b.you_know, *b.you_may_offer, *b.you_may_not)
    for topic in scenario.topics:
        yield from topic.answers
    for concern in scenario.concerns:
        yield from (concern.text, *concern.ask, *concern.satisfied)
    for fact in scenario.hidden_facts:
        yield from fact.deflect
    for line in scenario.red_lines:
        yield from (line.text, *line.exploit)
    for lines in scenario.lines.values():
        yield from (*lines.hot, *lines.tense, *lines.calm, *lines.any)
    for part in (*scenario.beats, *scenario.endings):
        if needs_no_secret(part.when):
            yield from part.lines
