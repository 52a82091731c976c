"""The appraiser hears what no listed wording says, and is not fooled where it matters."""

from __future__ import annotations

import hashlib
import json

import pytest

from trainer.domain.acts import Act
from trainer.signals.acts import find_acts
from trainer.signals.heard import HEADS, NETWORK, hear


def acts(reply: str) -> set[Act]:
    return {f.act for f in find_acts(reply, hear)}


@pytest.mark.parametrize(("reply", "act"), [
    ("A thumb, and you in the bathtub before anatomy, id lose it too.", Act.NAMES_FEELING),
    ("Being ill, and then watching 900 sit in something you can't use, that's a double hit.", Act.NAMES_FEELING),
    ("Patch don't hold on sealant. Plug and milk 45, or tube in 19. Both today.", Act.PROMISES_CONCRETELY),
])
def test_an_act_is_heard_that_no_listed_wording_shows(reply: str, act: Act):
    assert act not in {f.act for f in find_acts(reply)}
    assert act in acts(reply)


@pytest.mark.parametrize("reply", [
    "Let me say it back: the van tomorrow at 2, and I ring you at 1. Is anything missing?",
    "I'll send you the new plan by 5 today. Would that work for you?",
    "asdf qwer jkl zxcv", "ok", "",
])
def test_a_plan_or_noise_is_not_taken_for_sympathy(reply: str):
    assert Act.NAMES_FEELING not in acts(reply)


def test_an_open_question_is_never_heard_as_blame():
    assert Act.BLAMES not in acts("Who are the people that need the text most, and what did they ask you?")


def test_heard_words_are_the_replys_own():
    reply = "It rained in on your mother's piano and nobody came. I put it on the wrong list. The tarp is up by six tonight."
    assert all(f.words in reply for f in find_acts(reply, hear))


def test_the_heads_fit_the_network_that_ships():
    card = json.loads(HEADS.with_suffix(".json").read_text(encoding="utf-8"))
    assert card["network_sha256"] == hashlib.sha256((NETWORK / "reply_rater.int8.onnx").read_bytes()).hexdigest()
    assert all(row["precision"] >= 0.8 for row in card["acts"].values() if row["heard"])
