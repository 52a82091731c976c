"""Where a stepwise talk stands, as JSON for scripts."""

from __future__ import annotations

from trainer.domain.practice import Record


def step_of(record: Record) -> dict:
    """The last line, the mood it was said in, and whether the talk goes on."""
    last, practice = record.turns[-1], record.practice
    return {
        "practice": practice.id, "scenario": practice.scenario_id, "seed": practice.seed, "model": practice.client_model,
        "n": last.n, "line": last.text, "made": last.made, "note": last.made_note,
        "mood": last.state.mood.model_dump(), "facts": list(last.state.facts),
        "state": "over" if practice.over() else "your turn",
        "outcome": practice.outcome.value if practice.outcome else None,
    }
