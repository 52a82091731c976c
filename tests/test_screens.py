"""The screens as Streamlit draws them, over the real service; what only a browser can show is in tests/e2e."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.practice_house import ME, OTHER, SCENARIO, Breaks, CannotRate, Waits, house
from trainer import wiring
from trainer.bots.policies import Bot
from trainer.bots.walk import walk
from trainer.client import engine
from trainer.domain.errors import Misconfigured
from trainer.domain.mood import Mood
from trainer.domain.practice import Mode, TalkScore
from trainer.domain.rubric import Dimension
from trainer.domain.scenario import EndingKind
from trainer.library import FileLibrary
from trainer.reports.mood_curve import mood_curve
from trainer.reports.progress_curve import progress_curve
from trainer.reports.transcript_html import transcript_html
from trainer.scoring.coach import coach
from trainer.scoring.follow_up import check_note
from trainer.screens import desk as desk_module
from trainer.screens import score_words, words
from trainer.screens.compare import change_in_words
from trainer.screens.desk import Desk, Voice
from trainer.screens.next_up import done_in, next_up
from trainer.store.store import Store

ROOT = Path(__file__).resolve().parents[1]
REPLY = "You planned around Tuesday and nobody rang you. We should have called, and we did not."


@pytest.fixture(scope="module")
def library():
    return FileLibrary()


@pytest.fixture
def store(tmp_path):
    opened = Store(f"sqlite:///{tmp_path / 'screens.db'}")
    yield opened
    opened.close()


def laid(store, library, voice: Voice | None = None, **how):
    """A desk over a real service; the service."""
    practising = house(store, library, **how)

    def page_of(person, ids):
        return transcript_html([(practising.record(person, i), practising.frozen_scenario(person, i),
                                 practising.frozen_rubric(person, i), practising.score(person, i)) for i in ids])

    def good_talk(scenario):
        run = walk(scenario, Bot.SKILLED, wiring.GOOD_SEED, engine)
        return run.turns, run.outcome

    desk_module.lay(Desk(
        practising=practising, team=wiring.team_of(practising._parts, library), library=library, coaching=coach, note_check=check_note, curve=mood_curve,
        plot=progress_curve, good_talk=good_talk, page_of=page_of, data_of=lambda person, i: practising.record(person, i).model_dump(mode="json"),
        voice=voice or Voice("", "", "", ("offline-test",), list)))
    return practising


@pytest.fixture
def practising(store, library):
    service = laid(store, library)
    yield service
    service.close()
    desk_module._laid.clear()


def script(first: str) -> None:
    """What AppTest runs: the real entry, with another first screen."""
    from trainer.screens.entry import main

    main(first)


def screen(first: str, **query: str) -> AppTest:
    """One screen, drawn."""
    at = AppTest.from_function(script, args=(first,), default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def text_of(at: AppTest) -> str:
    """All that can be read on it."""
    kinds = (at.title, at.header, at.subheader, at.markdown, at.caption, at.info, at.warning, at.error, at.text)
    return "\n".join(str(e.value) for kind in kinds for e in kind)


def talked(practising, *said: str) -> str:
    """A finished talk with these replies; its id."""
    practice = practising.start(ME, SCENARIO, seed=7)
    for text in said:
        practising.say(ME, practice.id, text, practising.wait(ME, practice.id).n)
        practising.wait(ME, practice.id)
    practising.end(ME, practice.id)
    practising.wait_rated(ME, practice.id)
    return practice.id


def test_home_offers_the_guided_first_practice_to_somebody_new(practising):
    at = screen("home")
    assert not at.exception
    assert "Your first practice" in text_of(at)
    assert any(b.label == "Start my first practice" for b in at.button)


def test_home_offers_to_carry_on_with_an_open_talk(practising):
    practice = practising.start(ME, SCENARIO)
    practising.say(ME, practice.id, REPLY, 0)
    assert "Carry on where you stopped" in text_of(screen("home"))


def test_home_shows_best_and_last_of_each_client(practising):
    talked(practising, REPLY, "What is planned for Saturday?", "I ring you at 3 pm today, all right?")
    assert "Talked 1 time · best 75 · last 75 of 100" in text_of(screen("home"))


def test_a_search_that_fits_nobody_says_so(practising):
    assert "No client fits all of these" in text_of(screen("home", find="zeppelin"))


def test_filters_come_from_the_address(practising, library):
    scenario = library.scenario(SCENARIO)
    assert words.literal(scenario.title) in text_of(screen("home", challenge=scenario.challenge.value, find="freezer"))


def test_the_briefing_tells_the_facts_and_never_the_secrets(practising, library):
    scenario = library.scenario(SCENARIO)
    shown = text_of(screen("briefing", scenario=SCENARIO))
    for told in (*scenario.briefing.you_know, *scenario.briefing.you_may_not, scenario.briefing.aim):
        assert words.literal(told) in shown
    for secret in (*(f.text for f in scenario.hidden_facts), scenario.client.fears, scenario.client.wants):
        assert words.literal(secret) not in shown


def test_the_briefing_says_that_words_stay_here_or_to_whom_they_go(store, library, practising):
    assert "They stay on this machine." in text_of(screen("briefing", scenario=SCENARIO))
    laid(store, library, Voice("llama", "models.example:8080", "", ("offline-test",), list))
    shown = text_of(screen("briefing", scenario=SCENARIO))
    assert words.literal("models.example:8080") in shown and "*llama*" in shown


def test_reading_a_briefing_begins_no_talk_and_a_note_begins_one_only(practising):
    at = screen("briefing", scenario=SCENARIO)
    assert practising.mine(ME) == []
    at.text_area[0].set_value("Two days of trade").run()
    at.text_area[1].set_value("Who is the driver?").run()
    rows = practising.mine(ME)
    assert len(rows) == 1
    assert set(rows[0].practice.prepare.values()) == {"Two days of trade", "Who is the driver?"}
    again = screen("briefing", scenario=SCENARIO)
    assert again.text_area[0].value == "Two days of trade"


def test_an_unknown_scenario_is_an_error_in_words(practising):
    at = screen("briefing", scenario="nobody")
    assert not at.exception
    assert any("There is no scenario" in e.value or "There is no scenario" in (e.proto.title or "") for e in at.error)


def test_the_talk_counts_replies_and_shows_both_sides(practising):
    practice = practising.start(ME, SCENARIO)
    practising.say(ME, practice.id, REPLY, 0)
    practising.wait(ME, practice.id)
    at = screen("talk", practice=practice.id)
    assert not at.exception
    said = [t.value for t in at.text]
    record = practising.record(ME, practice.id)
    assert said == [t.text for t in record.turns]
    assert "1 of at most 14 replies" in text_of(at)


def test_a_reply_in_the_box_is_said_and_answered(practising):
    practice = practising.start(ME, SCENARIO)
    at = screen("talk", practice=practice.id)
    at.chat_input[0].set_value(REPLY).run()
    record = practising.record(ME, practice.id)
    assert [t.who for t in record.turns] == ["client", "trainee", "client"]
    assert record.turns[2].text in [t.value for t in at.text]


def test_a_stale_tab_is_told_and_says_nothing(practising):
    practice = practising.start(ME, SCENARIO)
    behind = screen("talk", practice=practice.id)
    practising.say(ME, practice.id, REPLY, 0)
    practising.wait(ME, practice.id)
    behind.chat_input[0].set_value("Me too.").run()
    assert len(practising.record(ME, practice.id).turns) == 3
    assert any("another tab" in (w.proto.title or "") for w in behind.warning)


def test_somebody_elses_talk_is_not_shown(practising):
    practice = practising.start(OTHER, SCENARIO)
    for first in ("talk", "debrief"):
        at = screen(first, practice=practice.id)
        assert len(at.text) == 0 and any("no such talk" in (e.proto.title or "") for e in at.error)


def test_an_assessment_has_no_hint_no_taking_back_and_no_mood(practising):
    practice = practising.start(ME, SCENARIO, mode=Mode.ASSESSMENT)
    at = screen("talk", practice=practice.id)
    labels = {b.label for b in at.button}
    assert not labels & {"Hint", "Take back"}
    assert len(at.toggle) == 0
    assert "Assessment" in text_of(at)


def test_the_mood_meter_is_off_until_asked_for(practising):
    practice = practising.start(ME, SCENARIO)
    at = screen("talk", practice=practice.id)
    assert at.toggle[0].value is False
    assert "Mood of the client" not in "".join(h.value for h in at.get("html"))
    at.toggle[0].set_value(True).run()
    assert "Mood of the client" in str([h.proto for h in at.get("html")])


def test_the_debrief_of_an_open_talk_leads_back_to_it(practising):
    practice = practising.start(ME, SCENARIO)
    at = screen("debrief", practice=practice.id)
    assert "still going on" in text_of(at)


def test_the_debrief_shows_score_levels_and_the_own_words(practising):
    practice_id = talked(practising, REPLY, "What is planned for Saturday?", "I ring you at 3 pm today, all right?")
    at = screen("debrief", practice=practice_id)
    assert not at.exception
    assert at.metric[0].value == "75 of 100"
    shown = text_of(at)
    assert shown.count("4 of 5 · understanding") == 3
    assert "the built-in scorer on this machine" in shown
    assert words.literal("What is planned for Saturday?") in shown


def test_two_replies_are_too_short_to_score(practising):
    at = screen("debrief", practice=talked(practising, REPLY, "What is planned for Saturday?"))
    assert "Too short to score" in text_of(at)
    assert len(at.metric) == 0


def test_a_reply_that_could_not_be_rated_says_why_and_can_be_tried_again(store, library):
    cannot = CannotRate()
    practising = laid(store, library, scorers=(cannot,))
    practice_id = talked(practising, REPLY)
    at = screen("debrief", practice=practice_id)
    assert "the server was silent" in text_of(at)
    before = cannot.times
    next(b for b in at.button if b.label == "Try to rate it again").click().run()
    practising.wait_rated(ME, practice_id)
    assert cannot.times == before + 1


def test_ratings_on_their_way_are_announced_and_never_made_up(store, library):
    class Never:
        id = "offline-never"

        def rate(self, *_asked, **_more):
            raise AssertionError("asked too early")

    practising = laid(store, library, scorers=(Never(),), rating_threads=0)
    practice = practising.start(ME, SCENARIO)
    practising.say(ME, practice.id, REPLY, 0)
    practising.wait(ME, practice.id)
    practising.end(ME, practice.id)
    shown = text_of(screen("debrief", practice=practice.id))
    assert "Reading your replies: 1 reply to go." in shown
    assert "Not read yet." in shown
    assert "Score to come" in shown and "No score" not in shown


def test_a_line_that_is_being_made_shows_that_the_client_is_typing(store, library):
    slow = Waits()
    practising = laid(store, library, speaker=slow, model="slow")
    practice = practising.start(ME, SCENARIO)
    at = screen("talk", practice=practice.id)
    practising.say(ME, practice.id, REPLY, 0)
    assert slow.speaking.wait(10)
    assert practising.line(ME, practice.id).state == "thinking"
    slow.let.set()
    at = screen("talk", practice=practice.id)
    assert any(t.value.startswith("waited: ") for t in at.text)


def test_a_model_that_fails_lets_the_scripted_client_speak_and_says_so_at_once(store, library):
    practising = laid(store, library, speaker=Breaks(), model="broken")
    practice = practising.start(ME, SCENARIO)
    at = screen("talk", practice=practice.id)
    at.chat_input[0].set_value(REPLY).run()
    note = "The model could not speak"
    assert any(note in c.value for c in at.caption)
    assert "sk-very-secret" not in text_of(at)
    assert any(note in c.value for c in screen("talk", practice=practice.id).caption)


def test_progress_draws_a_line_from_three_talks_on(practising):
    said = (REPLY, "What is planned for Saturday?", "I ring you at 3 pm today, all right?")
    talked(practising, *said)
    talked(practising, *said)
    assert "1 more talk to go" in text_of(screen("history"))
    talked(practising, *said)
    shown = text_of(screen("history"))
    assert "to go" not in shown and "Most room to grow" in shown


def test_a_good_talk_is_read_reply_by_reply_with_what_is_done_well_marked(practising, library):
    turns, _ = desk_module.desk().good_talk(library.scenario(SCENARIO))
    said = [t for t in turns if t.who == "trainee"]
    at = screen("watch", scenario=SCENARIO)
    assert [t.value for t in at.text] == [turns[0].text]
    next(b for b in at.button if b.key == "next").click().run()
    assert [t.value for t in at.text] == [turns[0].text, turns[1].text, turns[2].text]
    assert "says what this does to the client" in text_of(at)
    next(b for b in at.button if b.key == "all").click().run()
    assert len(at.text) == len(turns) and said
    assert any(b.label.startswith("Now you") for b in at.button)


@pytest.mark.parametrize("upto", ["-1", "x", "²", "999", ""])
def test_any_address_of_a_good_talk_can_be_opened(practising, upto):
    assert not screen("watch", scenario=SCENARIO, upto=upto).exception


def test_the_good_talk_of_every_scenario_ends_as_its_author_wants(library):
    for scenario in library.scenarios():
        run = walk(scenario, Bot.SKILLED, wiring.GOOD_SEED, engine)
        assert run.outcome is scenario.endings[0].kind, scenario.id


def test_settings_name_the_model_and_say_what_the_test_found(store, library):
    laid(store, library, Voice("llama", "models.example", "judge-1", ("offline-1",),
                               lambda: [(False, "Nobody listens there. Start the server.")]))
    at = screen("settings")
    assert "**llama**" in text_of(at)
    at.button[0].click().run()
    assert any("Nobody listens there" in e.value.replace("\\", "") for e in at.error)


def test_screens_without_the_app_around_them_say_how_to_open_it():
    desk_module._laid.clear()
    with pytest.raises(Misconfigured, match="streamlit run app.py"):
        desk_module.desk()


@pytest.mark.parametrize("text", ["$a$ and $b$", ":red[x]", "**b** _i_ `c`", "<b>x</b>", "# not a title", "1. no list",
                                  ":material/home:", "a | b", "~~x~~", "[l](http://x.example)", "![p](http://x.example/p)"])
def test_literal_escapes_every_sign_that_could_come_alive(text):
    out = words.literal(text)
    assert out.replace("\\", "").replace("\u2060", "") == text
    for i, sign in enumerate(out):
        if sign in "$:*_`<>#[]()!|~":
            assert out[i - 1] == "\\"


def test_marked_words_keep_the_text_and_join_overlaps():
    out = words.marked("We should have called you.", [(3, 14), (10, 21), (50, 60)])
    assert out == "We :orange-background[should have called] you\\."


@pytest.mark.parametrize(("mood", "said"), [
    (Mood(anger=8, trust=1, patience=5), "very upset and does not trust you"),
    (Mood(anger=5, trust=5, patience=2), "tense, unsure about you and is about to give up"),
    (Mood(anger=1, trust=8, patience=8), "calm and trusts you"),
])
def test_a_mood_is_said_in_words(mood, said):
    assert words.mood_words(mood) == said


def test_what_is_next_goes_from_first_practice_to_the_weakest_side(practising, library):
    scenarios, techniques = library.scenarios(), library.techniques()
    first = next_up(scenarios, practising.mine(ME), techniques)
    assert first.kind == "first" and not first.scenario.content_warning
    talked(practising, REPLY, "What is planned for Saturday?", "I ring you at 3 pm today, all right?")
    then = next_up(scenarios, practising.mine(ME), techniques)
    assert then.dimension in set(Dimension)
    assert then.kind == ("weakest" if len(scenarios) > 1 else "repeat")
    assert next_up([], [], techniques) is None


def test_done_counts_finished_talks_only(practising):
    practice = practising.start(ME, SCENARIO)
    practising.say(ME, practice.id, REPLY, 0)
    assert done_in(practising.mine(ME), SCENARIO).talks == 0
    practising.wait(ME, practice.id)
    practising.end(ME, practice.id)
    done = done_in(practising.mine(ME), SCENARIO)
    assert (done.talks, done.best) == (1, None)


def test_the_printed_page_escapes_what_anybody_wrote(practising):
    practice_id = talked(practising, "<script>alert(1)</script> & we should have called you, sorry.")
    html = desk_module.desk().page_of(ME, [practice_id])
    assert "<script" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "http" not in html.replace("http-equiv", "")


def test_the_printed_page_of_many_talks_has_anchors_of_its_own(practising):
    ids = [talked(practising, REPLY, "What is planned for Saturday?") for _ in range(2)]
    html = desk_module.desk().page_of(ME, ids)
    assert html.count('id="t0-reply-1"') == html.count('id="t1-reply-1"') == 1
    assert 'href="#t1-reply-2"' in html


def test_a_curve_of_no_replies_is_no_picture(practising, library):
    practice = practising.start(ME, SCENARIO)
    assert mood_curve(practising.record(ME, practice.id).turns) == ""
    assert progress_curve(["Empathy"], [{"Empathy": 3.0}], ["today"]) == ""


def test_outcome_and_score_are_told_apart_where_they_differ(library):
    rubric = library.rubric("default")
    means = {Dimension.EMPATHY: 2.0, Dimension.CLARITY: 3.5, Dimension.NON_DEFENSIVE: 3.5, Dimension.SOLUTION_FOCUS: 3.5}
    low = TalkScore(score=54, low=54, high=54, means=means, rated=4, passed=False)
    said = score_words.beside_the_outcome(EndingKind.RESOLVED, low, rubric)
    assert "The talk got where it should" in said and "**Empathy**, on average 2.0 of 5" in said
    after = 54 + 25 * rubric.weights()["empathy"]
    assert f"makes about {after:.0f}" in said and ("enough for the mark" in said) == (after >= rubric.pass_mark)
    assert "got where it should" not in score_words.beside_the_outcome(EndingKind.WALKED_AWAY, low, rubric)
    assert "got where it should" in score_words.beside_the_outcome(EndingKind.LEFT_OPEN, low, rubric, reached_all=True)
    well = low.model_copy(update={"score": 80, "passed": True})
    assert "another matter" in score_words.beside_the_outcome(EndingKind.WALKED_AWAY, well, rubric)
    assert score_words.beside_the_outcome(EndingKind.RESOLVED, well, rubric) == ""


def test_what_a_reply_did_to_the_client_is_said_as_a_change():
    before = Mood(anger=7, trust=3, patience=6)
    assert change_in_words(before, Mood(anger=5.5, trust=3.5, patience=6)) == "The client is much calmer and trusts you a little more."
    assert change_in_words(before, Mood(anger=7.4, trust=3, patience=4)) == "The client is a little angrier and is losing patience."
    assert change_in_words(before, before) == "The client is hardly moved."


def test_objectives_that_are_never_shown_are_not_on_the_page_to_print_either(practising, library):
    at = talked(practising, REPLY, "What is planned for Saturday?", REPLY)
    record, scenario, rubric = practising.record(ME, at), library.scenario(SCENARIO), library.rubric("default")
    score = practising.score(ME, at)
    hidden = rubric.model_copy(update={"objectives_shown": "never"})
    assert "What was reached" in transcript_html([(record, scenario, rubric, score)])
    assert "What was reached" not in transcript_html([(record, scenario, hidden, score)])


def test_two_tries_of_a_moment_are_held_side_by_side_by_the_same_replies(practising):
    first = talked(practising, REPLY, REPLY, "What is planned for Saturday?")
    again = practising.branch(ME, first, 3)
    practising.say(ME, again.id, "We should have rung you.", practising.wait(ME, again.id).n)
    practising.wait(ME, again.id)
    practising.end(ME, again.id)
    practising.wait_rated(ME, again.id)
    at = screen("compare", practice=first, other=again.id)
    shown = text_of(at)
    assert not at.exception
    assert "the same up to reply 1" in shown and "Score of reply 2" in shown and "no more replies" in shown
    assert shown.count("The client is") >= 2
    assert "second try from reply 2 on: 75 of 100" in text_of(screen("history"))


def test_a_score_that_was_left_says_so(practising):
    practice = practising.start(ME, SCENARIO)
    practising.say(ME, practice.id, REPLY, 0)
    practising.wait(ME, practice.id)
    practising.leave(ME, practice.id)
    assert "you left this talk" in text_of(screen("debrief", practice=practice.id))
    assert isinstance(practising.score(ME, practice.id), TalkScore)
