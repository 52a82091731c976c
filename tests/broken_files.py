"""Sixty-odd ways in which a scenario, rubric or techniques file can be broken, each with a word its error must hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOOD = (ROOT / "scenarios" / "freezer_for_saturday.yaml").read_text(encoding="utf-8")
RUBRIC = (ROOT / "rubrics" / "default.yaml").read_text(encoding="utf-8")
TECHNIQUES = (ROOT / "rubrics" / "techniques.yaml").read_text(encoding="utf-8")


def swap(old: str, new: str, text: str = GOOD) -> bytes:
    """The text with one place changed; the place must exist, or the case proves nothing."""
    assert old in text, f"{old!r} is no longer in the file that is broken on purpose"
    return text.replace(old, new, 1).encode()


def _laughs() -> bytes:
    rows = ["a0: &a0 ['lol','lol']"] + [f"a{i}: &a{i} [*a{i-1},*a{i-1},*a{i-1},*a{i-1},*a{i-1},*a{i-1},*a{i-1},*a{i-1},*a{i-1}]" for i in range(1, 12)]
    return "\n".join(rows).encode()


# name → (bytes, a word of the error, None where the message may vary)
CASES: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    # not YAML, or not a file we read
    "empty": (b"", "empty"),
    "only_comments": (b"# nothing\n# here\n", "empty"),
    "a_list": (b"- one\n- two\n", "mapping"),
    "a_word": (b"hello\n", "mapping"),
    "null_document": (b"~\n", "mapping"),
    "tab_indent": (swap("  role: You", "\trole: You"), "tab"),
    "tab_after_spaces": (swap("  role: You", "  \trole: You"), "tab"),
    "unclosed_quote": (swap('opening: "Nordfrost', 'opening: "Nordfrost, \n# "\n x: "'), "YAML"),
    "unclosed_bracket": (swap("techniques: [name_feeling", "techniques: [[name_feeling"), "YAML"),
    "bad_indent": (swap("  situation: Bernadette", "   situation: Bernadette"), "YAML"),
    "colon_in_text": (swap("title: The freezer for Saturday", "title: The freezer: for Saturday"), "YAML"),
    "starts_with_at": (swap("title: The", "title: @The"), "YAML"),
    "percent_directive": (b"%YAML 9.9\n---\nkind: scenario\n", "YAML"),
    "anchor": (swap("title: The freezer", "title: &t The freezer"), "anchors"),
    "alias": (swap("industry: commercial kitchen equipment", "industry: *t"), "anchors"),
    "billion_laughs": (_laughs(), "anchors"),
    "merge_key": (swap("client:\n", "client:\n  <<: {name: X}\n"), "<<"),
    "python_tag": (swap("title: The freezer for Saturday", "title: !!python/object/apply:os.system ['true']"), "tag"),
    "own_tag": (swap("difficulty: 2", "difficulty: !mine 2"), "tag"),
    "binary_tag": (swap("title: The freezer for Saturday", "title: !!binary aGVsbG8="), "tag"),
    "two_documents": (GOOD.encode() + b"\n---\nkind: scenario\n", "second document"),
    "utf16": (GOOD.encode("utf-16"), "UTF-16"),
    "latin1": (GOOD.replace("fête", "f\u00eate").encode("latin-1", "replace"), "UTF-8"),
    "null_byte": (swap("title: The", "title: Th\0e"), "control character"),
    "escape_byte": (swap("title: The", "title: Th\x1be"), "control character"),
    "one_megabyte": (lambda: swap("title: The freezer for Saturday", "title: " + "x" * 1_000_000), "bytes"),
    "long_text": (swap("title: The freezer for Saturday", "title: " + "x" * 9_000), "characters"),
    "deep_brackets": (b"kind: " + b"[" * 5_000, "exceeded"),
    "deep_and_closed": (b"kind: " + b"[" * 60 + b"]" * 60, "nested"),
    "deep_maps": (b"a: " + b"{a: " * 60 + b"1" + b"}" * 60, "nested"),
    "many_values": (lambda: b"kind: scenario\nx: [" + b"1," * 30_000 + b"1]", "values"),
    "key_twice": (swap("title: The freezer", "title: Another\ntitle: The freezer"), "twice"),
    "list_as_key": (swap("title: The", "? [a, b]\n: c\ntitle: The"), "key"),
    # well-formed, but not the format
    "unknown_kind": (swap("kind: scenario", "kind: comedy"), "kind"),
    "no_kind": (b"title: x\n", "kind"),
    "kind_is_list": (swap("kind: scenario", "kind: [scenario]"), "kind"),
    "future_version": (swap("schema_version: 1", "schema_version: 99"), "schema_version"),
    "unknown_key": (swap("industry: commercial", "industri: commercial"), "did you mean 'industry'"),
    "unknown_nested_key": (swap("  aim: She", "  goal: She"), "goal"),
    "missing_client": (swap("client:\n  name", "clint:\n  name"), "client"),
    "missing_opening": (swap("opening: ", "# opening: "), "opening"),
    "difficulty_word": (swap("difficulty: 2", "difficulty: hard"), "number"),
    "difficulty_four": (swap("difficulty: 2", "difficulty: 4"), "out of range"),
    "difficulty_half": (swap("difficulty: 2", "difficulty: 2.5"), "number"),
    "difficulty_null": (swap("difficulty: 2", "difficulty:"), "difficulty"),
    "difficulty_list": (swap("difficulty: 2", "difficulty: [2]"), "number"),
    "difficulty_nan": (swap("anger: 7.6", "anger: .nan"), "anger"),
    "challenge_unknown": (swap("challenge: delay", "challenge: late"), "allowed values"),
    "title_is_map": (swap("title: The freezer for Saturday", "title: {a: b}"), "text"),
    "title_is_number": (swap("title: The freezer for Saturday", "title: 42"), "quotation marks"),
    "title_too_long": (swap("title: The freezer for Saturday", "title: " + "long " * 40), "longer"),
    "id_with_spaces": (swap("id: freezer_for_saturday", "id: freezer for saturday"), "id"),
    "id_path": (swap("id: freezer_for_saturday", "id: ../../etc/passwd"), "id"),
    "techniques_text": (swap("techniques: [name_feeling, own_it, open_question, realistic_promise, options_tradeoffs, check_in_plan, say_what_and_why, proactive_update, reflect_back]", "techniques: name_feeling"), "list"),
    "mood_eleven": (swap("anger: 7.6", "anger: 11"), "out of range"),
    "mood_missing": (swap("trust: 2.6, ", ""), "trust"),
    "unknown_act": (swap("promises_vaguely: 1.4", "promises_loudly: 1.4"), "promises_loudly"),
    "unknown_moment": (swap("  insulted:\n    hot", "  insullted:\n    hot"), "insullted"),
    "unknown_band": (swap('    calm: ["And we were doing', '    cool: ["And we were doing'), "cool"),
    "unknown_condition": (swap("when: {trust_min: 3.0}", "when: {trust_over: 3.0}"), "trust_over"),
    "ending_unknown": (swap("- kind: resolved", "- kind: happy"), "allowed values"),
    # the format, but no sense
    "fact_of_no_topic": (swap("topics: [saturday]", "topics: [sunday]"), "no topic 'sunday'"),
    "fact_unreachable": (swap("when: {trust_min: 3.0}", "when: {trust_min: 10, facts: [wedding]}"), "unreachable"),
    "condition_of_no_fact": (swap("facts: [wedding]}", "facts: [weding]}"), "not defined"),
    "contradictory_condition": (swap("anger_max: 4.0,", "anger_max: 4.0, anger_min: 9,"), "never hold"),
    "reply_after_ceiling": (swap("when: {trust_min: 2.8}", "when: {reply_min: 30}"), "never hold"),
    "no_line_for_a_mood": (swap('    calm: ["And we were doing so well. What was that for?", "No. Not like that, not with me."]\n', ""), "mood 'calm'"),
    "moment_left_out": (swap("  stock:\n", "  sorry_only:\n"), "twice"),
    "same_line_twice": (swap("Sorry doesn't freeze anything.", "Keep the sorry, give me the freezer."), "same line"),
    "unknown_slot": (swap("'{words}'. Have you", "'{name}'. Have you"), "slot"),
    "floor_over_ceiling": (swap("floor: 5", "floor: 15"), "floor"),
    "no_way_to_leave": (swap("- kind: walked_away", "- kind: handed_over"), "walked_away"),
    "two_same_ids": (swap("- id: shop_standstill", "- id: left_in_the_dark"), "stands twice"),
    "useless_cue": (swap("cues: [saturday, wedding, two hundred", "cues: ['+', wedding, two hundred"), "cue"),
    "unknown_technique": (swap("techniques: [name_feeling", "techniques: [mind_reading"), "catalogue"),
    "bot_of_no_topic": (swap("    saturday:\n      - \"So that I", "    sunday:\n      - \"So that I"), "no topic 'sunday'"),
    # rubric and techniques
    "weights_off": (swap("weight: 0.25", "weight: 0.5", RUBRIC), "sum to"),
    "four_levels": (swap("      - {level: 5, name: attuned", "      # {level: 5, name: attuned", RUBRIC), "at least 5"),
    "levels_out_of_order": (swap("level: 1, name: dismissive", "level: 2, name: dismissive", RUBRIC), "in this order"),
    "pass_mark_200": (swap("pass_mark: 60", "pass_mark: 200", RUBRIC), "out of range"),
    "technique_twice": (swap("- id: let_them_talk", "- id: open_question", TECHNIQUES), "stands twice"),
    "technique_dimension": (swap("dimensions: [solution_focus]", "dimensions: [charm]", TECHNIQUES), "allowed values"),
}
