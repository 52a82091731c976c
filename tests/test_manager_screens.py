"""What managers and those they assign to see on their screens, over the real services; the browser's part is in tests/e2e."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from tests.signed_in_screen import screen
from tests.team_house import GOOD, LIBRARY, SCENARIO, SECOND, M, joined, talked, team_house, terms
from trainer import wiring
from trainer.domain.assignment import Standing, Status
from trainer.domain.practice import Mode
from trainer.reports import team_pictures
from trainer.reports.shares import shares
from trainer.screens import assignment_draft, terms_words
from trainer.screens import desk as desk_module
from trainer.screens.assignment_editing import differences
from trainer.screens.desk import Desk, Voice
from trainer.scoring.coach import coach
from trainer.services.moments import later
from trainer.services.progressing import Filter
from trainer.store.store import Store

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def at(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'team.db'}")
    made = team_house(store)
    made.mia, made.tom, made.tess = joined(made, "Mia", made.north, M), joined(made, "Tom", made.north), joined(made, "Tess", made.north)
    team = wiring.team_of(made.practising._parts, LIBRARY)
    desk_module.lay(Desk(practising=made.practising, team=team, library=LIBRARY, voice=Voice("", "", "", ("offline-test",), list),
                         coaching=coach, note_check=str, curve=lambda turns: "", plot=str, good_talk=str, page_of=str, data_of=dict,
                         shares=shares, pictures=team_pictures))
    yield made
    made.practising.close()
    store.close()
    desk_module._laid.clear()


def text_of(shown: AppTest) -> str:
    kinds = (shown.title, shown.header, shown.subheader, shown.markdown, shown.caption, shown.info, shown.warning, shown.error, shown.success)
    return "\n".join(str(e.value) for kind in kinds for e in kind).replace("\\", "")


def buttons(shown: AppTest) -> list[str]:
    return [b.label for b in shown.button]


# -- the trainee ----------------------------------------------------------------------------------------------------

def test_home_shows_no_block_where_nothing_is_assigned(at):
    assert "Assigned to you" not in text_of(screen(at, "tom", "home"))


def test_home_says_what_counts_until_when_and_who_reads(at):
    due = (datetime.now(UTC) + timedelta(days=3, hours=1)).isoformat()
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT, min_score=65, max_attempts=2, due_at=due, note="Before *the fair*"))
    at.assigning.remind(at.mia, made.id)
    shown = screen(at, "tom", "home")
    said = text_of(shown)
    for words in ("Assigned to you", "This week", "Assessment", "reaches 65 of 100", "2 of 2 attempts left", "in 3 days", "Before *the fair*",
                  "read every word", "Your manager reminded you", "Not started"):
        assert words in said, words
    assert any(b.startswith("Prepare and talk with") for b in buttons(shown))


def test_an_attempt_under_way_is_gone_back_to_even_when_it_is_the_last(at):
    made = at.assigning.assign(at.mia, terms(at.north, max_attempts=1))
    practice = at.practising.start(at.tom, SCENARIO, assignment=made.id)
    shown = screen(at, "tom", "home")
    assert "one attempt is under way" in text_of(shown)
    at.practising.say(at.tom, practice.id, GOOD, 0)
    assert any(b.startswith("Back to the talk with") for b in buttons(screen(at, "tom", "home")))


def test_a_path_shows_what_comes_later_and_moves_on(at):
    made = at.assigning.assign(at.mia, terms(at.north, scenarios=(SCENARIO, SECOND), in_order=True))
    said = text_of(screen(at, "tom", "home"))
    assert "In this order" in said and "comes later" in said
    talked(at, at.tom, assignment=made.id)
    assert "comes later" not in text_of(screen(at, "tom", "home"))


def test_what_is_completed_stands_behind_and_used_up_attempts_say_the_way_on(at):
    done = at.assigning.assign(at.mia, terms(at.north, title="Done one", max_attempts=1))
    failed = at.assigning.assign(at.mia, terms(at.north, title="Hard one", max_attempts=1, min_score=100))
    talked(at, at.tom, assignment=done.id), talked(at, at.tom, assignment=failed.id)
    said = text_of(screen(at, "tom", "home"))
    assert "Assigned to you" not in said
    assert "Done one" in said and "Hard one" in said and "Did not pass" in said and "your manager can allow more attempts" in said


def test_the_briefing_of_an_assessment_says_who_reads_before_the_first_word(at):
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT, objectives_shown="never"))
    shown = screen(at, "tom", "briefing", scenario=SCENARIO, assignment=made.id)
    said = text_of(shown)
    assert "the reviewers of your team read every word" in said and "No hints" in said and "the scripted client plays" in said
    assert "A good talk gets this far" not in said
    next(b for b in shown.button if b.label.startswith(("Start the talk", "Call"))).click().run()
    started = at.practising.mine(at.tom)[0].practice
    assert (started.assignment, started.mode) == (made.id, Mode.ASSESSMENT)


def test_notes_of_an_assigned_talk_are_kept_with_it_and_not_with_ones_own(at):
    made = at.assigning.assign(at.mia, terms(at.north, max_attempts=1))
    shown = screen(at, "tom", "briefing", scenario=SCENARIO, assignment=made.id)
    assert "The first note opens your attempt" in text_of(shown)
    shown.text_area[0].set_value("Ask about Saturday").run()
    kept = at.practising.mine(at.tom)[0].practice
    assert kept.assignment == made.id and "Ask about Saturday" in kept.prepare.values()
    again = screen(at, "tom", "briefing", scenario=SCENARIO, assignment=made.id)
    assert again.text_area[0].value == "Ask about Saturday"          # although no attempt is left
    assert screen(at, "tom", "briefing", scenario=SCENARIO).text_area[0].value == ""


def test_an_attempt_whose_assignment_was_withdrawn_is_not_mistaken_for_ones_own_practice(at):
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT))
    at.practising.start(at.tom, SCENARIO, assignment=made.id)
    at.assigning.withdraw(at.mia, made.id, 1)
    shown = screen(at, "tom", "briefing", scenario=SCENARIO, assignment=made.id)
    assert "only you" not in text_of(shown) and not shown.button


def test_somebody_elses_assignment_opens_no_briefing(at):
    made = at.assigning.assign(at.mia, terms(at.north, people=(at.tess.id,)))
    shown = screen(at, "tom", "briefing", scenario=SCENARIO, assignment=made.id)
    assert "Look at your list of assignments" in text_of(shown)
    assert not shown.button


# -- the manager's list and form ------------------------------------------------------------------------------------

def test_the_list_says_who_is_where(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    talked(at, at.tom, assignment=made.id)
    said = text_of(screen(at, "mia", "assignments"))
    assert "1 completed" in said and "1 not started" in said
    assert "Nothing is assigned" in text_of(screen(at, "owner", "assignments", team=at.south))


def test_a_form_is_filled_warned_about_and_becomes_an_assignment(at):
    shown = screen(at, "mia", "assignments", new="1", team=at.north)
    assert "Still missing: at least one client" in text_of(shown)
    key = f"new-{at.north}-1"
    shown.multiselect(f"{key}:scenarios").set_value([SCENARIO]).run()
    shown.number_input(f"{key}:min_score").set_value(90).run()
    shown.number_input(f"{key}:max_attempts").set_value(1).run()
    assert "hardly anybody reaches that" in text_of(shown)
    shown.number_input(f"{key}:min_attempts").set_value(2).run()
    assert "nobody could complete it" in text_of(shown)
    assert next(b for b in shown.button if b.label == "Assign").disabled
    shown.number_input(f"{key}:min_attempts").set_value(None).run()
    shown.number_input(f"{key}:min_score").set_value(60).run()
    reloaded = screen(at, "mia", "assignments", new="1", team=at.north)          # a reload is a new session
    assert reloaded.number_input(f"{key}:min_score").value == 60
    next(b for b in reloaded.button if b.label == "Assign").click().run()
    asked = at.assigning.assignments(at.mia, at.north)[0].assignment.terms
    assert (asked.scenarios, asked.min_score, asked.max_attempts, asked.title, asked.people) == (
        (SCENARIO,), 60, 1, LIBRARY.scenario(SCENARIO).title, ())
    assert not assignment_draft.draft(at.mia, key)


def test_editing_keeps_every_setting_it_does_not_change(at):
    due = later("2031-05-04T15:30:00.000+00:00", 0)
    made = at.assigning.assign(at.mia, terms(at.north, scenarios=(SECOND, SCENARIO), in_order=True, people=(at.tess.id,), mode=Mode.ASSESSMENT,
                                             min_score=65, min_attempts=1, max_attempts=3, due_at=due, note="So.", objectives_shown="after"))
    shown = screen(at, "mia", "assignments", edit=made.id, team=at.north)
    shown.text_input(f"edit-{made.id}:title").set_value("Another name").run()
    next(b for b in shown.button if b.label == "Save").click().run()
    now = at.assigning.assignments(at.mia, at.north)[0].assignment.terms
    assert now == made.terms.model_copy(update={"title": "Another name"})


def test_the_second_manager_keeps_what_they_typed_and_overwrites_only_knowingly(at):
    ned = joined(at, "Ned", at.north, M)
    made = at.assigning.assign(at.mia, terms(at.north))
    shown = screen(at, "mia", "assignments", edit=made.id, team=at.north)
    shown.text_input(f"edit-{made.id}:title").set_value("Mia's").run()
    at.assigning.edit(ned, made.id, terms(at.north, title="Ned's", min_score=70), made.version)
    next(b for b in shown.button if b.label == "Save").click().run()
    said = text_of(shown)
    assert at.assigning.assignments(at.mia, at.north)[0].assignment.terms.title == "Ned's"
    assert "Title: “This week” → **“Ned's”**" in said and "Lowest score: none → **70**" in said
    assert shown.text_input(f"edit-{made.id}:title").value == "Mia's"
    next(b for b in shown.button if b.label == "Save mine over theirs").click().run()
    assert at.assigning.assignments(at.mia, at.north)[0].assignment.terms.title == "Mia's"


def test_reminding_and_withdrawing_say_what_was_done(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    shown = screen(at, "mia", "assignments", assignment=made.id, team=at.north)
    next(b for b in shown.button if b.label == "Remind").click().run()
    assert "2 people find a reminder" in text_of(shown)
    next(b for b in shown.button if b.label == "Withdraw it").click().run()
    assert "It is withdrawn." in text_of(shown)
    assert at.assigning.assigned_to_me(at.tom) == []


def test_a_manager_is_led_to_the_words_of_an_assessment_and_of_no_practice(at):
    plain = at.assigning.assign(at.mia, terms(at.north))
    test = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT))
    closed, open_ = talked(at, at.tom, assignment=plain.id), talked(at, at.tom, assignment=test.id)
    by_title = {i: at.assigning.assignments(at.mia, at.north, only=i)[0] for i in (plain.id, test.id)}
    assert by_title[plain.id].readable == frozenset() and by_title[test.id].readable == {open_.id}
    assert at.assigning.assignments(at.owner, at.north, only=test.id)[0].readable == frozenset()
    shown = at.progressing.dashboard(at.mia, Filter(at.north)).talks
    assert {t.practice: t.open for t in shown} == {closed.id: False, open_.id: True}
    assert not any(t.open for t in at.progressing.dashboard(at.owner, Filter(at.north)).talks)
    assert by_title[test.id].each[at.tom.id][SCENARIO].status is Status.COMPLETED


def test_the_last_change_is_named(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    assert at.assigning.assignments(at.mia, at.north)[0].changed_by == ""
    at.assigning.edit(at.owner, made.id, terms(at.north, title="Other"), 1)
    assert at.assigning.assignments(at.mia, at.north)[0].changed_by == "Olive Owner"
    at.assigning.withdraw(at.mia, made.id, 2)
    assert at.assigning.assignments(at.mia, at.north, True)[0].changed_by == "Mia"


def test_when_objectives_are_shown_is_frozen_with_the_talk_and_its_score_still_counts(at):
    made = at.assigning.assign(at.mia, terms(at.north, objectives_shown="never"))
    practice = talked(at, at.tom, assignment=made.id)
    assert at.practising.frozen_rubric(at.tom, practice.id).objectives_shown == "never"
    own = talked(at, at.tom)
    assert at.practising.frozen_rubric(at.tom, own.id).objectives_shown == LIBRARY.rubric("default").objectives_shown
    assert at.progressing.dashboard(at.mia, Filter(at.north)).talks[0].score == at.practising.score(at.tom, practice.id).score == 75


# -- team progress --------------------------------------------------------------------------------------------------

def test_a_team_without_talks_says_what_will_be_seen(at):
    said = text_of(screen(at, "mia", "team", since="all"))
    assert "No talk has been finished yet" in said
    assert "Nothing is assigned in this team" in text_of(screen(at, "mia", "team", part="people"))
    assert "There is no team yet" not in said


def test_levels_are_drawn_from_three_talks_on_and_each_part_shows_its_own(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    talked(at, at.tom, assignment=made.id)
    talked(at, at.tom, assignment=made.id)
    assert "1 more talk to go" in text_of(screen(at, "mia", "team"))
    talked(at, at.tess, assignment=made.id)
    shown = screen(at, "mia", "team")
    assert "to go" not in text_of(shown) and "| 3 | 4.0 (4.0–4.0)" in text_of(shown)
    figures = {m.label: m.value for m in shown.metric}
    assert figures == {"People with a talk": "2 of 2", "Talks": "3", "Median score": "75", "Reach the mark": "100 %"}
    said = text_of(screen(at, "mia", "team", part="people"))
    assert "2 talks · first 75, best 75, latest 75" in said and "2 completed" in said
    said = text_of(screen(at, "mia", "team", part="hard"))
    assert said.count("Its words are the trainee's own") == 3 and GOOD not in said
    one = text_of(screen(at, "mia", "team", part="talks", who=at.tess.id))
    assert "1 talk of Tess" in one and "words are their own" in one


def test_what_an_address_asks_for_and_is_not_there_shows_everybody(at):
    shown = screen(at, "mia", "team", who="nobody", client="no_such", since="5", part="no", at="x")
    assert shown.selectbox("address_who").value == "" and shown.selectbox("address_since").value == "90"


def test_a_trainee_finds_no_way_to_the_managers_screens(at):
    shown = screen(at, "tom", "team")
    assert "Team progress" not in text_of(shown)


# -- words and pictures ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("hours", "said"), [
    (80, "(in 3 days)"), (30, "(in 30 hours)"), (5, "(in 5 hours)"), (0.5, "(in 30 minutes)"), (-3, "(3 hours ago)"), (-100, "(4 days ago)")])
def test_a_due_date_is_said_as_one_says_it(hours, said):
    due = (NOW + timedelta(hours=hours)).isoformat()
    words = terms_words.due(terms("t", due_at=due), "Europe/Berlin", NOW)
    assert words.endswith(said) and words.startswith("until" if hours > 0 else "was due")


def test_a_due_date_is_in_ones_own_zone_and_names_another_year():
    asked = terms("t", due_at="2026-11-27T23:30:00+00:00")
    assert terms_words.due(asked, "Europe/Berlin", NOW) == "until Saturday, 28 November, 00:30 (in 2 days)"
    assert "2027" in terms_words.due(terms("t", due_at="2027-01-02T10:00:00+00:00"), "UTC", NOW)
    assert terms_words.due(terms("t"), "UTC", NOW) == "no due date"


@pytest.mark.parametrize(("other", "said"), [
    ({}, "Done after one talk, long enough to be scored (three replies or more)"),
    ({"min_score": 60}, "Done when a talk reaches 60 of 100"),
    ({"min_score": 60, "min_attempts": 2}, "Done after 2 talks, one of which reaches 60 of 100"),
    ({"min_attempts": 3, "scenarios": ("a", "b")}, "Done after 3 talks with each client, long enough to be scored (three replies or more)")])
def test_what_counts_is_one_sentence(other, said):
    assert terms_words.what_counts(terms("t", **other)) == said


def test_attempts_left_are_those_of_now():
    asked = terms("t", max_attempts=3)
    assert terms_words.attempts_left(asked, Standing(Status.IN_PROGRESS, 1, 2)) == "2 of 3 attempts left"
    assert terms_words.attempts_left(terms("t"), None) == "as many attempts as you like"


def test_pictures_escape_names_and_grow_with_the_figures():
    evil = team_pictures.first_to_best([team_pictures.Climb("<b>&", 20, 60)])
    assert "<b>" not in evil and "&lt;b&gt;&amp;" in evil and "20 → 60" in evil
    small, large = (team_pictures.bars("x", [team_pictures.Bar("a", s, "")]) for s in (0.25, 0.75))
    assert 'width="120.0"' in small and 'width="360.0"' in large
    none = team_pictures.bars("x", [team_pictures.Bar("a", None, "2 talks, too few")])
    assert none.count("<rect") == 1
    assert shares([("A", 1), ("B", 0), ("C", 3), ("D", 0), ("E", 0)]).count("<rect") == 2
    assert shares([(x, 0) for x in "ABCDE"]) == "" and team_pictures.levels_over_time("x", []) == ""


def test_a_level_higher_up_is_drawn_higher_up():
    def heights(*levels):
        import re
        drawn = team_pictures.levels_over_time("x", [team_pictures.Step(f"m{i}", v, v - 0.5, v + 0.5) for i, v in enumerate(levels)])
        return [float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', drawn)]

    low, high = heights(2.0, 4.0)
    assert high < low
    assert len(heights(3.0)) == 1


def test_what_another_manager_changed_is_listed_and_nothing_else(at):
    before = terms(at.north)
    after = terms(at.north, title="*Other*", people=(at.tom.id,), max_attempts=2)
    said = differences(before, after)
    assert len(said) == 3 and any("the whole team → **1 person**" in s for s in said)
    assert any("\\*Other\\*" in s for s in said)




def test_an_owner_of_two_teams_chooses_one_and_the_address_keeps_it(at):
    at.assigning.assign(at.mia, terms(at.north, title="Northern"))
    shown = screen(at, "owner", "assignments", team=at.north)
    assert "Northern" in text_of(shown)
    shown.selectbox[0].set_value(at.south).run()
    assert "Northern" not in text_of(shown) and shown.query_params["team"] in (at.south, [at.south])


def test_a_manager_reads_nothing_of_another_team(at):
    made = at.assigning.assign(at.owner, terms(at.south, title="Southern"))
    for query in ({"team": at.south}, {"team": at.south, "assignment": made.id}, {"team": at.south, "edit": made.id},
                  {"team": at.north, "assignment": made.id}, {"assignment": made.id}):
        assert "Southern" not in text_of(screen(at, "mia", "assignments", **query))
    assert "South" not in text_of(screen(at, "mia", "team", team=at.south))


def test_what_is_chosen_on_the_dashboard_stands_in_its_address(at):
    made = at.assigning.assign(at.mia, terms(at.north))
    talked(at, at.tom, assignment=made.id)
    shown = screen(at, "mia", "team")
    shown.selectbox("address_who").set_value(at.tess.id).run()
    assert shown.query_params["who"] in (at.tess.id, [at.tess.id])
    assert "No finished talk fits what is chosen above" in text_of(shown)
    shown.selectbox("address_who").set_value("").run()
    shown.radio("address_part").set_value("talks").run()
    assert "who" not in shown.query_params and "1 talk" in text_of(shown)


def test_going_back_to_a_briefing_brings_its_assignment_back(at):
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT))
    shown = screen(at, "tom", "briefing", scenario=SCENARIO, assignment=made.id)
    for name in ("scenario", "assignment"):        # as Streamlit's back button does
        del shown.query_params[name]
    shown.run()
    assert "No hints" in text_of(shown)
    shown.query_params["scenario"] = SCENARIO      # a link to one's own practice
    del shown.query_params["assignment"]
    shown.run()
    assert "No hints" not in text_of(shown)


def test_the_manager_finds_the_talk_of_an_assessment_beside_its_score(at):
    made = at.assigning.assign(at.mia, terms(at.north, mode=Mode.ASSESSMENT, scenarios=(SCENARIO, SECOND)))
    talked(at, at.tom, assignment=made.id), talked(at, at.tom, replies=1, scenario=SECOND, assignment=made.id)
    shown = screen(at, "mia", "assignments", assignment=made.id, team=at.north)
    links = [e.proto.label.replace("\\", "") for e in shown.get("page_link")]
    assert f"Read {LIBRARY.scenario(SCENARIO).title} (75 of 100)" in links
    assert "Read The freezer again (too short to score)" in links
