"""The terminal: every command works as its help says, alone and hand in hand with other programs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import jsonschema
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.servers.hostile import Hostile
from tests.test_judge import CLIENT, REPLY, verdict
from trainer.terminal import schema
from trainer.terminal.commands import COMMANDS, main

SCENARIO = "freezer_for_saturday"
ROOT = Path(__file__).resolve().parents[1]
REPLIES = ["I can see how much hangs on this for you, and the silence was our fault. What is on Saturday?",
           "I will drive it over myself and be there at 4 pm today. Does that work for you?",
           "So: at your door at 4 pm today, and I call you at 3 to confirm. Is anything still open?"]
LEVELS = ("empathy", "clarity", "non_defensive", "solution_focus")
PRACTICE_SCHEMA = json.loads(schema.schemas()["practice"])


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    """A database of this test's own, and no setting from outside."""
    for name in [n for n in os.environ if n.startswith(("TRAINER_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRAINER_FOLDER", str(tmp_path))
    monkeypatch.setenv("TRAINER_CONFIG", str(tmp_path / "none.toml"))


def run(*argv: str) -> int:
    return main([str(a) for a in argv])


def replies_in(tmp_path, *replies: str) -> Path:
    file = tmp_path / "replies.txt"
    file.write_text("\n".join(replies or REPLIES) + "\n", encoding="utf-8")
    return file


def played(tmp_path, *replies: str, seed: int = 7) -> dict:
    out = tmp_path / "talk.json"
    assert run("play", SCENARIO, "--seed", seed, "--replies", replies_in(tmp_path, *replies), "--json", out) == 0
    return json.loads(out.read_text(encoding="utf-8"))



@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(command, capsys):
    with pytest.raises(SystemExit) as done:
        run(command, "--help")
    said = capsys.readouterr().out
    assert done.value.code == 0
    assert f"python -m trainer {command}" in said.split("examples:")[1]


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit):
        run("--help")
    said = capsys.readouterr().out
    assert all(words in said for words in COMMANDS.values())


def test_an_unattended_talk_becomes_json_of_the_documented_form(tmp_path):
    talk = played(tmp_path)
    jsonschema.validate(talk, PRACTICE_SCHEMA)
    assert {"scenario", "seed", "model", "hashes", "turns", "outcome", "objectives", "agreed", "score"} <= set(talk)
    assert set(talk["hashes"]) == {"scenario", "rubric", "appraiser", "scorer", "prompt"}
    assert [t["text"] for t in talk["turns"] if t["who"] == "trainee"] == REPLIES
    assert [t["who"] for t in talk["turns"]][:4] == ["client", "trainee", "client", "trainee"]
    assert all(set(t["mood"]) == {"anger", "trust", "patience"} for t in talk["turns"])
    assert talk["turns"][1]["events"] and talk["turns"][1]["rating"]
    assert talk["outcome"], "replies ran out, so the talk was ended"


def test_every_key_of_the_json_is_documented(tmp_path):
    said = (ROOT / "docs" / "practice-json.md").read_text(encoding="utf-8")
    talk = played(tmp_path)
    keys = set(talk) | set(talk["turns"][1]) | set(talk["turns"][1]["rating"])
    assert [k for k in sorted(keys) if f"`{k}`" not in said and k != "reason"] == []


def test_the_same_seed_and_replies_give_the_same_talk(tmp_path):
    def words(talk):
        return [(t["text"], t["mood"], t["facts"]) for t in talk["turns"]], talk["outcome"]

    assert words(played(tmp_path)) == words(played(tmp_path))


def test_an_unattended_talk_is_not_among_my_talks_unless_it_is_to_be_kept(tmp_path):
    talk = played(tmp_path)
    assert run("export", talk["practice"]) == 2
    out = tmp_path / "kept.json"
    run("play", SCENARIO, "--replies", replies_in(tmp_path), "--json", out, "--keep")
    assert run("export", json.loads(out.read_text())["practice"]) == 0


def test_when_the_client_walks_away_the_rest_is_not_said_and_that_is_told(tmp_path, capsys):
    talk = played(tmp_path, *["Calm down. It is your own fault, you idiot."] * 30)
    said = sum(t["who"] == "trainee" for t in talk["turns"])
    assert talk["outcome"] == "walked_away" and said < 30
    assert f"after reply {said}; {30 - said} more replies were not said" in capsys.readouterr().err


def test_a_reply_that_cannot_be_taken_is_passed_over_in_words(tmp_path, capsys):
    talk = played(tmp_path, REPLIES[0], "x" * 5000, "", REPLIES[1])
    assert [t["text"] for t in talk["turns"] if t["who"] == "trainee"] == REPLIES[:2]
    assert "Reply 2 was passed over: This reply has 5,000 characters" in capsys.readouterr().err


def test_json_on_standard_output_is_nothing_but_json(tmp_path, capsys):
    assert run("play", SCENARIO, "--replies", replies_in(tmp_path), "--json", "-") == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), PRACTICE_SCHEMA)


def test_another_program_can_talk_line_by_line(tmp_path):
    talk = subprocess.Popen(
        [sys.executable, "-m", "trainer", "play", SCENARIO, "--seed", "7", "--replies", "-", "--json",
         str(tmp_path / "t.json")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT)

    def heard() -> str:
        """The client's next line: after the name, up to the blank line."""
        lines = []
        while (line := talk.stdout.readline()) != "":
            if line.strip():
                lines.append(line.strip())
            elif lines:
                return " ".join(lines)
        return ""

    name = "Bernadette Okafor:"
    assert heard().startswith(name)
    for reply in REPLIES:
        talk.stdin.write(reply + "\n")
        talk.stdin.flush()
        assert heard().startswith(name), "the answer comes before the next reply is sent"
    talk.stdin.close()
    assert talk.wait(60) == 0
    talk.stdout.close()
    assert len(json.loads((tmp_path / "t.json").read_text())["turns"]) == 8


def test_a_talk_goes_on_step_by_step_over_several_commands(tmp_path, capsys):
    assert run("start", SCENARIO, "--seed", 7, "--json") == 0
    step = json.loads(capsys.readouterr().out)
    assert (step["state"], step["n"]) == ("your turn", 0)
    for i, reply in enumerate(REPLIES):
        assert run("say", step["practice"], reply, "--json") == 0
        step = json.loads(capsys.readouterr().out)
        assert step["n"] == 2 * (i + 1) and step["line"]
    assert run("finish", step["practice"], "--json") == 0
    talk = json.loads(capsys.readouterr().out)
    jsonschema.validate(talk, PRACTICE_SCHEMA)
    assert all(t["rating"] for t in talk["turns"] if t["who"] == "trainee")
    whole = played(tmp_path)
    assert [(t["text"], t["mood"]) for t in talk["turns"]] == [(t["text"], t["mood"]) for t in whole["turns"]]
    capsys.readouterr()
    assert run("export", step["practice"]) == 0
    exported = json.loads(capsys.readouterr().out)
    assert exported == talk
    assert run("say", step["practice"], "one more thing") == 2
    assert "The talk has ended" in capsys.readouterr().err


def test_by_hand_the_briefing_comes_first_and_it_says_who_sees_the_talk(tmp_path):
    done = subprocess.run([sys.executable, "-m", "trainer", "play", SCENARIO], input=f"{REPLIES[0]}\n\n/hint\n/end\n",
                          capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert said.index("Aim:") < said.index("no word of it is sent anywhere") < said.index("Bernadette Okafor:")
    assert "There is nothing in this reply." in said and "Outcome:" in said and "You: " in said


@pytest.mark.parametrize(("argv", "words"), [
    (["play", "no_such_scenario"], SCENARIO), (["export", "nothing"], "no such talk of yours"),
    (["say", "nothing", "hello"], "no such talk of yours"), (["check", "/no/such/folder"], "There is no"),
    (["play", SCENARIO, "--replies", "/no/such/file"], "cannot be read"),
    (["play", SCENARIO, "--model", "some-model"], "TRAINER_BASE_URL"),
    (["rate", "--jsonl", "/no/such/file", "--out", "-"], "cannot be read"),
    (["serve", "--host", "0.0.0.0"], "i-understand-anyone-can-read-this")])
def test_what_cannot_be_done_is_said_in_words_with_the_cure_and_exit_code_2(argv, words, capsys):
    assert run(*argv) == 2
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said


def test_a_taken_port_is_said_before_anything_is_started(capsys):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        assert run("serve", "--port", door.getsockname()[1]) == 2
    assert "--port" in capsys.readouterr().err


def test_the_shipped_files_are_well_and_a_broken_one_is_named(tmp_path, capsys):
    assert run("check") == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text("kind: scenario\nid: [\n", encoding="utf-8")
    capsys.readouterr()
    assert run("check", broken, "--json") == 1
    (problem, *_) = json.loads(capsys.readouterr().out)
    assert problem["file"].endswith("broken.yaml") and problem["line"] and problem["cure"]


def line(i, **other) -> str:
    return json.dumps({"id": i, "situation": "A late parcel.", "history": [], "client": "Where is my parcel?",
                       "reply": "It leaves today at four. I'll send you the number by five, does that help?"} | other)


def raw(text: str) -> str:
    return text.replace("\\u2028", "\u2028")


def test_rate_gives_one_line_for_each_in_the_same_order_with_its_id(tmp_path):
    given = [line("a"), "not json", line(7, history=[{"role": "client", "text": "Hello?"}, {"role": "trainee", "text": "Hi."}]),
             '{"id": "c", "reply": 5, "client": "x"}', "[1]", line("d", history=[{"role": "bot", "text": "x"}]), line("e")]
    (tmp_path / "in.jsonl").write_text(raw("\n".join(given)), encoding="utf-8")
    assert run("rate", "--jsonl", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl") == 0
    out = [json.loads(x) for x in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [o["id"] for o in out] == ["a", None, 7, "c", None, "d", "e"]
    for n in (1, 3, 4, 5):
        assert out[n]["levels"] is None and "line" in out[n]["reason"]
    for n in (0, 2, 6):
        assert set(out[n]["levels"]) == set(LEVELS) and all(1 <= v <= 5 for v in out[n]["levels"].values())
    assert out[0]["levels"] == out[6]["levels"]


@pytest.mark.parametrize("odd", ["\ud800 half a pair", "\u2028 a line break inside", "\x00\x1b[31m", "x" * 200_000, "🎂" * 50, ""],
                         ids=["half-pair", "line-separator", "controls", "endless", "emoji", "empty"])
def test_odd_text_costs_no_line_its_rating_or_its_reason(odd, tmp_path):
    given = [line(odd[:5]), line("odd", reply=odd, client=odd, history=[{"role": "client", "text": odd}]), line("after")]
    (tmp_path / "in.jsonl").write_text(raw("\n".join(given)), encoding="utf-8")
    assert run("rate", "--jsonl", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl") == 0
    out = [json.loads(x) for x in (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n") if x]
    assert [o["id"] for o in out] == [odd[:5], "odd", "after"]
    assert out[0]["levels"] and out[2]["levels"] and (out[1]["levels"] or out[1]["reason"])


def test_an_exported_talk_rates_to_the_same_levels_again(tmp_path):
    talk = played(tmp_path)
    assert run("rate", "--jsonl", tmp_path / "talk.json", "--out", tmp_path / "again.jsonl") == 0
    again = [json.loads(x) for x in (tmp_path / "again.jsonl").read_text(encoding="utf-8").splitlines()]
    first = [t["rating"]["levels"] for t in talk["turns"] if t["who"] == "trainee"]
    assert None not in first
    assert [a["levels"] for a in again] == first


def test_the_agreement_of_the_offline_scorer_stands_beside_its_baselines(tmp_path, capsys):
    words = ["Calm down, that's your problem.", "Sorry for the inconvenience.", "I see.",
             "Two days lost before Saturday; of course you're angry. That was my mistake.",
             "I'll bring it at four today and call you at three; does that suit you?"]
    gold = [line(i, reply=words[i % 5], levels=dict.fromkeys(LEVELS, i % 5 + 1)) for i in range(20)]
    (tmp_path / "gold.jsonl").write_text("\n".join(gold), encoding="utf-8")
    assert run("agreement", "--gold", tmp_path / "gold.jsonl", "--json", tmp_path / "a.json") == 0
    report = json.loads((tmp_path / "a.json").read_text())
    assert report["rated"] == 20
    for name in LEVELS:
        figures = report["dimensions"][name]
        assert figures["n"] == 20 and sum(map(sum, figures["confusion"])) == 20
        assert {"kappa", "low", "high", "exact", "within_one", "spearman", "bias", "length_only", "keywords_only"} <= set(figures)
    assert "empathy" in capsys.readouterr().out


def test_a_judge_is_calibrated_on_peoples_levels_and_rates_straight_from_then_on(tmp_path, monkeypatch, capsys):
    gold = [line(i, client=CLIENT, reply=REPLY, levels=dict.fromkeys(LEVELS, 4) | {"empathy": 2}) for i in range(30)]
    (tmp_path / "gold.jsonl").write_text("\n".join(gold), encoding="utf-8")
    (tmp_path / "one.jsonl").write_text(gold[0], encoding="utf-8")

    def empathy() -> int:
        assert run("rate", "--jsonl", tmp_path / "one.jsonl", "--out", tmp_path / "out.jsonl", "--scorer", "judge") == 0
        rated = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
        assert rated["kind"] == "judge" and rated["levels"]["clarity"] == 4
        return rated["levels"]["empathy"]

    assert run("calibrate", "--gold", tmp_path / "gold.jsonl") == 2
    assert "TRAINER_JUDGE_MODEL" in capsys.readouterr().err
    with Hostile([verdict()]) as server:
        monkeypatch.setenv("TRAINER_BASE_URL", server.url)
        monkeypatch.setenv("TRAINER_JUDGE_MODEL", "says")
        assert empathy() == 4
        assert run("calibrate", "--gold", tmp_path / "gold.jsonl") == 0
        assert "4 → 2" in capsys.readouterr().out
        assert empathy() == 2


def test_the_shipped_schemas_are_those_of_the_code(capsys):
    assert run("schema", "--check") == 0, capsys.readouterr().out


def test_the_app_is_served_and_stops_when_it_is_told_to():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "trainer", "serve", "--port", str(port), "--no-browser"], cwd=ROOT,
                              stdout=subprocess.PIPE, text=True)
    try:
        assert f"http://localhost:{port}" in server.stdout.readline()
        assert answers(f"http://127.0.0.1:{port}/healthz")
    finally:
        server.terminate()
    assert server.wait(30) is not None
    server.stdout.close()
    assert not answers(f"http://127.0.0.1:{port}/healthz", 0), "no server is left behind"


def test_who_says_so_is_served_under_other_names_but_only_from_its_own_screens():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "trainer", "serve", "--host", "127.0.0.2", "--port", str(port),
                               "--i-understand-anyone-can-read-this", "--no-browser"], cwd=ROOT)
    here = f"127.0.0.2:{port}"  # a name that config.toml does not let in
    try:
        assert answers(f"http://{here}/healthz")
        with connect(f"ws://{here}/_stcore/stream", origin=f"http://{here}"):
            pass
        with pytest.raises(InvalidStatus):
            connect(f"ws://{here}/_stcore/stream", origin="http://elsewhere.example")
    finally:
        server.terminate()
        server.wait(30)


def answers(address: str, patience_s: float = 60) -> bool:
    until = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as said:
                return said.status == 200
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.2)


def test_a_process_killed_while_the_model_is_silent_loses_nothing_of_the_talk(capsys, monkeypatch):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(8)  # takes connections and never answers
        monkeypatch.setenv("TRAINER_BASE_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/v1")
        monkeypatch.setenv("TRAINER_MODEL", "a-model")
        assert run("start", SCENARIO, "--json") == 0
        practice = json.loads(capsys.readouterr().out)["practice"]
        step = subprocess.Popen([sys.executable, "-m", "trainer", "say", practice, REPLIES[0]], cwd=ROOT)
        turns: list = []
        while len(turns) < 2:
            assert run("export", practice) == 0
            turns = json.loads(capsys.readouterr().out)["turns"]
        time.sleep(1)
        step.kill()
        step.wait()
    # The server is gone now: the line that was owed is spoken by the scripted client, and the talk goes on.
    assert run("say", practice, REPLIES[1], "--json") == 0
    assert json.loads(capsys.readouterr().out)["n"] == 4
    assert run("export", practice) == 0
    turns = json.loads(capsys.readouterr().out)["turns"]
    assert [t["text"] for t in turns if t["who"] == "trainee"] == REPLIES[:2]
    assert [t["made"] for t in turns if t["who"] == "client"] == ["scripted", "fallback", "fallback"]
    assert turns[2]["made_note"]
