"""What leaves the room of the models: words, their cost, or ModelUnavailable with a cure; against a real server."""

from __future__ import annotations

import io
import json
import logging
import threading
import time
import traceback

import pytest
import tiktoken

from tests.servers.hostile import GOOD_LINE, Hostile
from trainer.domain.errors import Misconfigured, ModelUnavailable, SpendCapReached
from trainer.llm.chat_api import ChatApi
from trainer.llm.json_text import object_in
from trainer.llm.probe import examine, probe
from trainer.llm.scripted import ScriptedModel
from trainer.llm.spend import Prices, Spend
from trainer.llm.tokens import TokenCounter
from trainer.llm.wire import Patience
from trainer.ports import Ask, Message, Usage

KEY = "sk-proj-Zz9secretSECRET0042"
ASK = Ask((Message("system", "You are Marta."), Message("user", "Hello?")), max_tokens=60, seed=3, stop=("\n\n",))
JSON_ASK = Ask(ASK.messages, max_tokens=60, schema=("thing", {"type": "object", "properties": {"a": {"type": "integer"}},
                                                              "required": ["a"], "additionalProperties": False}))
# little patience only where the server says nothing: a busy machine may need a second for an ordinary answer
CALM = Patience(connect_s=5, first_s=8, idle_s=8, total_s=20, retries=2, retry_after_s=1.0)
SHORT = Patience(connect_s=1, first_s=0.6, idle_s=0.5, total_s=1.4, retries=2, retry_after_s=1.0)


@pytest.fixture(scope="module")
def server():
    with Hostile() as it:
        yield it


def model(server: Hostile, name: str, patience: Patience | None = None, **more) -> ChatApi:
    no_download = TokenCounter(lambda: None)
    patience = patience or (SHORT if name.startswith(("stalls", "drips")) else CALM)
    return ChatApi(name, server.url, KEY, patience, counter=no_download, **more)


def heard(talk) -> tuple[str, Usage]:
    text = ""
    try:
        while True:
            text += next(talk)
    except StopIteration as end:
        return text, end.value


def test_a_streamed_line_arrives_whole_with_what_it_cost(server):
    text, usage = heard(model(server, "says").stream(ASK))
    assert text == GOOD_LINE
    assert usage == Usage(prompt_tokens=40, completion_tokens=12, cached_tokens=8)
    assert server.requests[-1]["stream_options"] == {"include_usage": True}


@pytest.mark.parametrize("name", ["no-usage", "odd-usage", "refuses-stream-options", "wants-max-completion-tokens",
                                  "answers-whole", "thinks", "429-once", "500-once", "cut-once"])
def test_what_servers_differ_in_does_not_matter(server, name):
    server.calls.clear()
    for talk in (lambda m: heard(m.stream(ASK))[0], lambda m: m.say(ASK).text):
        assert talk(model(server, name)) == GOOD_LINE


def test_usage_is_estimated_and_says_so_where_the_server_is_silent(server):
    _, usage = heard(model(server, "no-usage").stream(ASK))
    assert usage.estimated and usage.completion_tokens == -(-len(GOOD_LINE) // 4)
    assert model(server, "odd-usage").say(ASK).usage.estimated


def test_what_a_server_refused_once_is_not_sent_again(server):
    server.calls.clear()
    it = model(server, "wants-max-completion-tokens")
    it.say(ASK)
    assert server.calls["wants_max_completion_tokens"] == 3
    it.say(ASK)
    assert server.calls["wants_max_completion_tokens"] == 4
    assert "max_completion_tokens" in server.requests[-1] and "temperature" not in server.requests[-1]


BAD_DAYS = {
    "429-an-hour": "rate_limited", "no-credit": "rate_limited", "500": "server_error", "503-page": "server_error",
    "401": "not_authorised", "too-long": "context_too_long", "web-page": "malformed", "stalls": "timeout",
    "stalls-in-the-middle": "timeout", "drips": "timeout", "drips-headers": "timeout", "drips-an-error": "timeout",
    "cut": "cut", "ends-early": "cut", "floods": "malformed", "floods-one-line": "malformed", "garbage": "malformed",
    "half-json": "malformed", "deep-json": "malformed", "wrong-shape": "malformed", "text-is-a-number": "malformed",
    "empty": "empty", "refuses": "refusal", "filtered": "refusal", "nobody-knows-this-model": "unknown_model",
    "echoes-key": "unsupported", "echoes-key-in-stream": "server_error",
}


@pytest.mark.parametrize("name", BAD_DAYS)
def test_a_bad_day_of_the_server_is_one_error_with_a_cure_and_no_key(server, name):
    """Whatever happens: in time, of the right kind, with a cure, and nowhere the key, not even in the traceback or a log."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    start = time.monotonic()
    try:
        with pytest.raises(ModelUnavailable) as caught:
            heard(model(server, name).stream(ASK))
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert time.monotonic() - start < 12.0
    trouble = caught.value
    assert trouble.kind == BAD_DAYS[name], trouble
    assert trouble.cure and trouble.message.endswith(".")
    everything = "".join(traceback.format_exception(trouble)) + repr(trouble) + str(trouble) + log.getvalue()
    assert KEY not in everything and "SECRET0042" not in everything and "Zz9secret" not in everything


def test_a_blank_answer_counts_as_none(server):
    with pytest.raises(ModelUnavailable) as caught:
        model(server, "only-spaces").say(ASK)
    assert caught.value.kind == "empty"


@pytest.mark.parametrize("name", ["web-page", "stalls", "drips", "500", "garbage", "half-json", "empty"])
def test_a_whole_answer_fails_in_the_same_words(server, name):
    with pytest.raises(ModelUnavailable) as caught:
        model(server, name).say(ASK)
    assert caught.value.kind == BAD_DAYS[name]


def test_a_key_is_not_shown_by_the_model_itself(server):
    it = model(server, "says")
    assert KEY not in repr(it) + str(vars(it).keys())
    assert repr(ChatApi("m", "http://joe:hidden@127.0.0.1:9/v1", counter=TokenCounter(lambda: None))) == "ChatApi('m' at 127.0.0.1:9/v1)"


def test_only_what_may_pass_is_tried_again(server):
    for name, calls in (("500", 3), ("401", 1), ("429-an-hour", 1), ("no-credit", 1), ("cut", 1)):
        server.calls.clear()
        with pytest.raises(ModelUnavailable):
            heard(model(server, name).stream(ASK))
        assert server.calls[name.replace("-", "_")] == calls, name


def test_nobody_at_the_address_is_said_so():
    gone = ChatApi("m", "http://127.0.0.1:9/v1", KEY, SHORT, counter=TokenCounter(lambda: None))
    with pytest.raises(ModelUnavailable) as caught:
        gone.say(ASK)
    assert caught.value.kind == "refused_connection" and "127.0.0.1:9" in str(caught.value)


def test_hanging_up_early_reaches_the_server_and_is_paid_for():
    with Hostile(["word " * 200]) as server:
        purse = Spend(Prices(1.0, 10.0))
        talk = model(server, "slow-words", Patience(), spend=purse).stream(ASK)
        next(talk)
        talk.close()
        assert server.hung_up.wait(10)
        assert purse.spent() > 0


def test_json_is_asked_for_by_schema_then_as_object_then_in_words():
    for name, calls in (("says", 1), ("object-only", 2), ("no-json-schema", 3)):
        with Hostile(['{"a": 1}']) as server:
            it = model(server, name)
            assert json.loads(it.say(JSON_ASK).text) == {"a": 1}
            assert len(server.requests) == calls
            it.say(JSON_ASK)
            assert len(server.requests) == calls + 1, "the refused form is remembered"


def test_a_server_that_is_down_is_not_taken_for_one_without_json(server):
    it = model(server, "500")
    with pytest.raises(ModelUnavailable):
        it.say(JSON_ASK)
    assert it.dialect.json_by == "json_schema"


@pytest.mark.parametrize("text", ["I would give it a four.", '{"a": 1', "[1, 2]", "{'a': 1}", ""])
def test_prose_and_half_json_are_no_answer(text):
    with Hostile([text]) as server, pytest.raises(ModelUnavailable) as caught:
        model(server, "says").say(JSON_ASK)
    assert caught.value.kind in ("malformed", "empty")


def test_json_is_found_in_what_a_model_writes_around_it():
    assert object_in('Sure!\n```json\n{"a": {"b": "}"}}\n```') == '{"a": {"b": "}"}}'
    assert object_in('{"a": [1, 2,],}') == '{"a": [1, 2]}'
    assert object_in('{not this} but {"a": "\\"{"}') == '{"a": "\\"{"}'
    assert object_in('{"all": [{"a": 1}, {"b": 2}') is None, "a part of a cut answer is not the answer"
    assert object_in('{"a": 1, "a": 2}') == '{"a": 1, "a": 2}', "doubled keys are left for the judge to see"


def test_the_probe_says_in_words_whether_it_works_and_the_cure(server):
    assert examine(model(server, "says")).works
    assert probe(model(server, "says")).startswith("The connection works: says at 127.0.0.1")
    unknown = examine(model(server, "nobody-knows-this-model"))
    assert not unknown.works and "It serves: says, small-7b" in unknown.sentence
    wrong = ChatApi("says", server.url, "wrong-key-123456", SHORT, counter=TokenCounter(lambda: None))
    assert not examine(wrong).works and "OPENAI_API_KEY" in probe(wrong) and "123456" not in probe(wrong)
    away = ChatApi("says", "http://127.0.0.1:9/v1", KEY, SHORT, counter=TokenCounter(lambda: None))
    assert "TRAINER_BASE_URL" in probe(away)
    calls = server.calls["500"]
    assert not examine(model(server, "500")).works and server.calls["500"] == calls + 1, "no patience in a probe"


def test_the_day_cannot_cost_more_than_the_cap(server, tmp_path):
    """Eight calls at once against a budget that holds two: the other six are refused before they cost anything."""
    record = tmp_path / "spend.json"
    purse = Spend(Prices(10.0, 1000.0), cap_usd=0.13, path=record)
    refused = []

    def one() -> None:
        try:
            model(server, "slow-words", Patience(), spend=purse).say(ASK)
        except SpendCapReached as trouble:
            refused.append(trouble)

    threads = [threading.Thread(target=one) for _ in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert len(refused) == 6 and 0 < purse.spent() <= 0.13
    assert Spend(Prices(10.0, 1000.0), 0.13, record).spent() == pytest.approx(purse.spent()), "kept over a restart"
    tomorrow = Spend(Prices(10.0, 1000.0), 0.13, record, today=lambda: "2999-01-01")
    assert tomorrow.spent() == 0.0
    assert model(server, "says", spend=tomorrow).say(ASK).usage.cost == pytest.approx(40 * 10e-6 + 12 * 1e-3)


def test_a_cap_without_prices_and_a_torn_record_are_said_at_once(tmp_path):
    with pytest.raises(Misconfigured, match="TRAINER_PRICE_IN"):
        Spend(cap_usd=1.0)
    (tmp_path / "spend.json").write_text("{tor")
    with pytest.raises(Misconfigured, match="spend.json"):
        Spend(Prices(1, 1), 1.0, tmp_path / "spend.json")


def test_tokens_are_estimated_until_the_encoding_is_there_and_never_waited_for():
    tiny = tiktoken.Encoding("tiny", pat_str=r"\w+|\W", mergeable_ranks={bytes([i]): i for i in range(256)}, special_tokens={})
    gate = threading.Event()

    def slow():
        gate.wait(10)
        return tiny

    counter = TokenCounter(slow)
    counter.warm()
    start = time.monotonic()
    assert counter.count("four") .tokens == 1 and counter.count("four").estimated
    assert time.monotonic() - start < 0.5
    gate.set()
    assert counter.ready(5)
    assert counter.count("four").tokens == 4 and not counter.count("four").estimated


def test_no_network_for_the_tokenizer_means_an_estimate():
    def no_network():
        raise OSError("no route to host")

    counter = TokenCounter(no_network)
    counter.warm()
    assert not counter.ready(5)
    assert counter.count("é" * 8).tokens == 4, "bytes, not characters"


def test_a_scripted_model_says_what_it_was_given():
    it = ScriptedModel(["One two.", ModelUnavailable("Gone.", kind="cut"), "Three."])
    assert heard(it.stream(ASK))[0] == "One two."
    with pytest.raises(ModelUnavailable):
        it.say(ASK)
    assert it.say(ASK).text == "Three." and len(it.asked) == 3
    with pytest.raises(ModelUnavailable):
        it.say(ASK)
