"""The first moment of a practice: everything it will be judged by is frozen, and the client's opening is said."""

from __future__ import annotations

import hashlib

from trainer.client import engine
from trainer.domain.conversation import Turn
from trainer.domain.errors import Conflict, FileProblems, InvalidReply, NotFound
from trainer.domain.people import Person
from trainer.domain.practice import Hashes, Mode, Practice, Visibility
from trainer.domain.scenario import Scenario
from trainer.services.gate import passed
from trainer.services.parts import Parts
from trainer.services.terms import terms_for


def begin(parts: Parts, person: Person, scenario_id: str, seed: int | None, mode: Mode,
          assignment: str | None, draft: tuple[Scenario, str] | None = None) -> Practice:
    """Scenario and rubric are kept whole, by their hashes: a later edit of a file changes no talk that has begun. An
    assigned practice goes by the assignment's terms, whatever mode was asked for. ``draft``: a scenario that is in no
    library yet, with its hash; such a talk is its author's alone."""
    scenario = draft[0] if draft else parts.library.scenario(scenario_id)
    terms = None
    if assignment:
        with parts.store.reading() as tx:
            terms = terms_for(tx, person.id, assignment, scenario_id, parts.clock.now())
        mode = terms.mode
    rubric = parts.library.rubric(terms.rubric if terms else scenario.rubric)
    rubric_hash = parts.library.hash_of("rubric", rubric.id)
    if terms and terms.objectives_shown and terms.objectives_shown != rubric.objectives_shown:
        # When the objectives are shown is part of what this talk goes by: it is frozen with it, under a hash of its own.
        rubric = rubric.model_copy(update={"objectives_shown": terms.objectives_shown})
        rubric_hash = hashlib.sha256(rubric.model_dump_json().encode()).hexdigest()
    seed = parts.new_seed() if seed is None else seed
    if not 0 <= seed < 2**63:
        raise InvalidReply("A seed is a whole number from 0 on.", "Leave it out to have one chosen.")
    now, hash_of = parts.clock.now(), parts.library.hash_of
    hashes = Hashes(scenario=draft[1] if draft else hash_of("scenario", scenario.id), rubric=rubric_hash,
                    appraiser=engine.APPRAISER_VERSION, scorer=parts.scorer_ids(), prompt=parts.prompt_hash)
    practice = Practice(
        id=parts.new_id(), person=person.id, scenario_id=scenario.id, seed=seed, mode=mode, assignment=assignment,
        team=terms.team if terms else None,
        visibility=Visibility.ASSESSED if mode is Mode.ASSESSMENT else Visibility.PRIVATE,
        client_model=parts.client_model, scorer=parts.scorers[-1].id, started_at=now, hashes=hashes)
    opening = Turn(n=0, who="client", text=scenario.opening, state=engine.opening(scenario), at=now)
    with parts.store.begin() as tx:
        # Between looking and beginning, another tab may have taken the last attempt, or a manager changed the terms.
        if assignment and terms_for(tx, person.id, assignment, scenario_id, now, lock=True) != terms:
            raise Conflict("The assignment was changed a moment ago.", "Read what it says now, then begin.")
        tx.frozen.keep("scenario", hashes.scenario, scenario.id, scenario.model_dump_json(), now)
        tx.frozen.keep("rubric", hashes.rubric, rubric.id, rubric.model_dump_json(), now)
        tx.talks.add(practice, scenario.title, rubric.id)
        tx.talks.add_turn(practice.id, opening)
    return practice


def drafted(parts: Parts, person: Person, own_id: str, version: int) -> tuple[Scenario, str]:
    """A version of an own scenario that need not be published, with its hash, for somebody who may write it. Raises
    FileProblems where it has faults."""
    with parts.store.reading() as tx:
        found = tx.own_files.get(own_id)
        passed(tx, person, "Practising.try_out", found.team if found else None)
        text = next((v.yaml for v in tx.own_files.versions(own_id) if v.version == version), None) if found else None
    if text is None or found.kind != "scenario":
        raise NotFound("There is no such version of a scenario.", "Choose one from the list.")
    problems, item, content_hash = parts.library.of_text("scenario", text)
    if problems:
        raise FileProblems(problems)
    return item, content_hash
