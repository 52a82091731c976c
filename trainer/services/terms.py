"""On what terms a person may begin an assigned practice now, or why not."""

from __future__ import annotations

from typing import Any

from trainer.domain.assignment import Assignment, Attempt, Status, Terms, standing_of
from trainer.domain.errors import NotAllowed, NotFound
from trainer.domain.people import Role
from trainer.domain.practice import Visibility
from trainer.domain.progress import score_of, weights_of
from trainer.domain.rubric import Rubric

LEFT = "left"


def terms_for(tx: Any, person_id: str, assignment_id: str, scenario_id: str, now: str, lock: bool = False) -> Terms:
    """The terms, when the person is among those asked and has an attempt left. ``lock`` it where an attempt is begun:
    two tabs must not both have the last one."""
    assignment = tx.assignments.get(assignment_id, lock=lock)
    if assignment is None or not is_asked(tx, assignment, person_id):
        raise NotFound("That is not assigned to you (any more).", "Look at your list of assignments.")
    terms = assignment.terms
    if assignment.withdrawn_at:
        raise NotAllowed("This assignment has been withdrawn.", "You can practise the same client on your own.")
    if scenario_id not in terms.scenarios:
        raise NotFound("That client is not part of the assignment (any more).", "Choose one that is.")
    _, each = standing_of(terms, attempts_of(tx, [assignment_id], person_id).get((assignment_id, person_id), []), now)
    if each[scenario_id].attempts_left == 0:
        raise NotAllowed("You have used all attempts at this client.", "You can practise the same client on your own.")
    if terms.in_order:
        before = terms.scenarios[:terms.scenarios.index(scenario_id)]
        if any(each[s].status is not Status.COMPLETED for s in before):
            raise NotAllowed("This client comes later on the path.", "Complete those before it first.")
    return terms


def is_asked(tx: Any, assignment: Assignment, person_id: str) -> bool:
    """Whether the assignment is for this person, who is a trainee of its team now."""
    person = tx.people.get(person_id)
    if person is None or not person.active or Role.TRAINEE not in person.roles.get(assignment.terms.team, ()):
        return False
    return not assignment.terms.people or person_id in assignment.terms.people


def attempts_of(tx: Any, assignment_ids: list[str], person_id: str | None = None) -> dict[tuple[str, str], list[Attempt]]:
    """(assignment, person) → attempts, oldest first."""
    runs = tx.results.under(assignment_ids, person_id)
    weights = weights_by_hash(tx, {r.rubric_hash for r in runs})
    found: dict[tuple[str, str], list[Attempt]] = {}
    for run in runs:
        left = run.ended_by == LEFT
        score = None if left or not run.ended_at else score_of_run(run, weights)
        found.setdefault((run.assignment, run.person), []).append(Attempt(
            practice=run.practice, scenario=run.scenario, started_at=run.started_at, ended_at=run.ended_at, left=left,
            pending=bool(run.ended_at) and not left and not all_rated(run),
            score=None if score is None else round(score, 1), open=run.visibility != Visibility.PRIVATE))
    return found


def all_rated(run: Any) -> bool:
    """Whether every reply has been rated, or could not be; nothing said is nothing to rate."""
    if run.said is None:
        return False
    return run.said <= run.rated + run.unrated


def score_of_run(run: Any, weights: dict[str, tuple[tuple[float, ...], float]]) -> float | None:
    """The score of a talk from its sums, unrounded."""
    if not run.rated or run.rubric_hash not in weights:
        return None
    return score_of((run.empathy, run.clarity, run.non_defensive, run.solution_focus), run.rated,
                    weights[run.rubric_hash][0])


def weights_by_hash(tx: Any, hashes: set[str]) -> dict[str, tuple[tuple[float, ...], float]]:
    """Rubric hash → (weights in the order of the dimensions, pass mark)."""
    rubrics = {h: Rubric.model_validate_json(body) for h, body in tx.results.rubrics(hashes).items()}
    return {h: (weights_of(r), r.pass_mark) for h, r in rubrics.items()}
