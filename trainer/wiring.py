"""The one place that knows every part by name, and chooses: which client speaks, what rates, where it is kept."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from trainer.bots.policies import Bot
from trainer.bots.walk import walk
from trainer.client import brief, engine
from trainer.client.actor import ScriptedSpeaker, Speaker
from trainer.client.model_speaker import ModelSpeaker
from trainer.domain.people import LOCAL_PERSON, Person
from trainer.domain.practice import TalkScore
from trainer.domain.rating import Unrated
from trainer.domain.scenario import Scenario
from trainer.library import FileLibrary
from trainer.library.shelf import content_hash
from trainer.library.text import read_text
from trainer.llm.chat_api import ChatApi
from trainer.llm.probe import examine
from trainer.llm.spend import Prices, Spend
from trainer.llm.wire import Patience
from trainer.ports import Scorer
from trainer.reports import agreed, team_pictures
from trainer.reports.bundle import bundle
from trainer.reports.mood_curve import mood_curve
from trainer.reports.progress_curve import progress_curve
from trainer.reports.resistance import mean_curve, resistance_curve
from trainer.reports.shares import shares
from trainer.reports.transcript_html import transcript_html
from trainer.scoring import calibration
from trainer.scoring.coach import coach
from trainer.scoring.follow_up import check_note
from trainer.scoring.judge import Judge, judge_id
from trainer.scoring.offline import OfflineScorer
from trainer.screens.desk import Desk, Voice
from trainer.services.accounts import Accounts
from trainer.services.agreeing import Agreeing
from trainer.services.assigning import Assigning
from trainer.services.auditing import Auditing
from trainer.services.authoring import Authoring
from trainer.services.moments import iso
from trainer.services.own_library import OwnLibrary
from trainer.services.parts import Parts
from trainer.services.practising import Practising
from trainer.services.privacy import Privacy
from trainer.services.progressing import Progressing
from trainer.services.reviewing import Reviewing
from trainer.services.seen import AT_ONCE, Pace
from trainer.services.team import TeamServices
from trainer.settings import Settings
from trainer.store.store import Store

ME = LOCAL_PERSON
GOOD_SEED = 1  # any will do: the skilled trainee ends well with all of them
MOST_GOOD_TALKS = 50
DEFAULT_RUBRIC = "default"


class SystemClock:
    """The machine's own clock."""

    def now(self) -> str:
        return iso(datetime.now(UTC))

    def monotonic(self) -> float:
        return time.monotonic()


class NoScorer:
    """Stands where the offline scorer's model file is missing: says so, and never makes up a level."""

    id = "offline-missing"

    def rate(self, *_asked, **_more) -> Unrated:
        return Unrated(scorer=self.id, reason="the offline scorer's model is not installed (trainer/scoring/models)")


@dataclass(frozen=True)
class House:
    """Everything, put together. ``client_model`` and ``judge_model`` are None where no model is configured."""

    settings: Settings
    library: OwnLibrary
    store: Store
    practising: Practising
    team: TeamServices
    scorers: tuple[Scorer, ...]
    client_model: ChatApi | None
    judge_model: ChatApi | None
    spend: Spend

    def bundle(self, person: Person, practice_id: str) -> dict:
        """A practice of this person as one JSON-ready document."""
        record = self.practising.record(person, practice_id)
        scenario = self.practising.frozen_scenario(person, practice_id)
        return bundle(record, scenario, self.practising.frozen_rubric(person, practice_id))

    def score(self, person: Person, practice_id: str) -> TalkScore:
        """Its score as it stands."""
        return self.practising.score(person, practice_id)

    def who_sees(self) -> str:
        """In words: who will see a talk, and to whom the words are sent."""
        server = self.settings.server()
        if not server:
            return "Only you see this talk: it is kept on this machine, and no word of it is sent anywhere."
        whose = " and ".join(filter(None, (
            f"{self.settings.model} plays the client" if self.settings.model else "",
            f"{self.settings.judge_model} rates your replies" if self.settings.judge_model else "")))
        return f"The talk is kept on this machine. What is said in it is sent to {server}: {whose}."

    def close(self) -> None:
        """Stops the workers and lets go of the database."""
        self.practising.close()
        self.store.close()


def build(settings: Settings, at_once: bool = False, rating: bool = True) -> House:
    """Puts the house together. ``at_once``: lines are whole when they are stored, as no screen shows them at a pace;
    without ``rating`` ratings stay owed until a house with them looks at the talk."""
    shipped = FileLibrary()
    spend = spend_of(settings)
    client_model, judge_model = model_of(settings, settings.model, spend), model_of(settings, settings.judge_model, spend)
    speakers: dict[str, Speaker] = {"scripted": ScriptedSpeaker()}
    if client_model:
        speakers[client_model.name] = ModelSpeaker(
            client_model, settings.token_budget, count=lambda text: client_model.counter.count(text).tokens, priced=spend.priced)
    quick = offline()
    # The quick scorer first: its levels are there at once, and the judge's come to stand beside them.
    scorers = (quick, judge_by(judge_model, shipped, quick, calibration_file(settings))) if judge_model else (quick,)
    store, clock = Store(settings.database_url), SystemClock()
    library = OwnLibrary(shipped, store, read_text)
    with store.begin() as tx:
        tx.people.add(ME, clock.now())
    parts = Parts(
        store=store, library=library, speakers=speakers, scorers=scorers, clock=clock,
        client_model=client_model.name if client_model else "scripted",
        prompt_hash=prompt_hash() if client_model else "none", pace=AT_ONCE if at_once else Pace(),
        rating_threads=0 if not rating else 4 if judge_model else 1)
    return House(settings, library, store, Practising(parts), team_of(parts, shipped, settings.keep_scores_of_erased), scorers, client_model, judge_model, spend)


def team_of(parts: Parts, shipped: FileLibrary, keep_scores: bool = False) -> TeamServices:
    """What a team does, over the same store and library as the practice itself."""
    store, clock, library = parts.store, parts.clock, parts.library
    return TeamServices(accounts=Accounts(store, clock), assigning=Assigning(store, clock, library, parts.new_id),
                        progressing=Progressing(store, clock), reviewing=Reviewing(store, clock), agreeing=Agreeing(store, clock),
                        authoring=Authoring(store, clock, shipped, read_text, parts.new_id),
                        privacy=Privacy(store, clock, keep_scores), auditing=Auditing(store, clock))


def has_accounts(settings: Settings) -> bool:
    """Whether people sign in here."""
    store = Store(settings.database_url)
    try:
        return Accounts(store, SystemClock()).turned_on()
    finally:
        store.close()


def offline() -> Scorer:
    """The scorer that needs nothing but this machine."""
    try:
        return OfflineScorer()
    except FileNotFoundError:
        return NoScorer()


def calibration_file(settings: Settings) -> Path:
    """Where it is kept how each judge leans."""
    return Path(settings.folder).expanduser() / "calibration.json"


def judge_by(model: ChatApi, library: FileLibrary, beside: Scorer | None, calibrated: Path | None) -> Judge:
    """The judge that asks this model, read as its calibration in that file says, where there is one."""
    kept = calibration.load(calibrated, judge_id(model.name)) if calibrated else None
    return Judge(model, library.rubric(DEFAULT_RUBRIC), offline=beside, calibration=kept)


def model_of(settings: Settings, name: str, spend: Spend) -> ChatApi | None:
    """The model of that name on the configured server."""
    if not name:
        return None
    patience = Patience(total_s=settings.timeout_s, first_s=settings.timeout_s * 2 / 3, idle_s=settings.timeout_s / 3)
    return ChatApi(name, settings.base_url, settings.api_key.get_secret_value(), patience, spend)


def spend_of(settings: Settings) -> Spend:
    """The day's budget, shared by the client and the judge."""
    if settings.price_in is None or settings.price_out is None:
        return Spend()
    return Spend(Prices(settings.price_in, settings.price_out), settings.spend_cap_usd,
                 Path(settings.folder).expanduser() / "spent.json")


def prompt_hash() -> str:
    """What a model is told stands in one file; its content is the version."""
    return hashlib.sha256(Path(brief.__file__).read_bytes()).hexdigest()


def resistance_of(title: str, talks: dict[str, list[list[float]]]) -> str:
    """The picture of how fast a client gives way; ``talks``: bot → anger after each reply, a list a talk."""
    return resistance_curve(title, {bot: mean_curve(each) for bot, each in talks.items()})


def desk_of(house: House) -> Desk:
    """What the screens have at hand: no screen knows the crafts, the store or a server by itself."""
    settings, practising = house.settings, house.practising

    def page_of(person: Person, practice_ids: Sequence[str]) -> str:
        return transcript_html([(practising.record(person, i), practising.frozen_scenario(person, i),
                                 practising.frozen_rubric(person, i), practising.score(person, i)) for i in practice_ids])

    shown: dict[str, tuple] = {}

    def good_talk(scenario: Scenario) -> tuple:
        key = content_hash(scenario)
        if key not in shown:
            run = walk(scenario, Bot.SKILLED, GOOD_SEED, engine)
            shown[key] = (run.turns, run.outcome)
            if len(shown) > MOST_GOOD_TALKS:
                shown.pop(next(iter(shown)))
        return shown[key]

    def tried() -> list[tuple[bool, str]]:
        found = [examine(m) for m in {m.name: m for m in (house.client_model, house.judge_model) if m}.values()]
        return [(f.works, f.sentence) for f in found]

    def used_today() -> str:
        with house.store.reading() as tx:
            calls, asked, said = tx.calls.tokens_on(SystemClock().now()[:10])
        cost = f", {house.spend.spent():.2f} US dollars" if house.spend.prices else ""
        cap = f" of {settings.spend_cap_usd:.2f} a day" if settings.spend_cap_usd is not None else ""
        return f"Today: {calls} model calls, {asked:,} tokens read and {said:,} written{cost}{cap}."

    voice = Voice(model=settings.model, server=settings.server(), judge=settings.judge_model,
                  scorers=tuple(s.id for s in house.scorers), test=tried, used_today=used_today)
    return Desk(practising=practising, team=house.team, library=house.library, voice=voice, coaching=coach, note_check=check_note,
                curve=mood_curve, plot=progress_curve, good_talk=good_talk, page_of=page_of, data_of=house.bundle, resistance=resistance_of, shares=shares, agreed=agreed,
                pictures=team_pictures)
