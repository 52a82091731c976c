"""One thing changed in a reply moves the dimension it concerns, and not the others."""

import pytest

from tests.offline import C, E, N, S, levels
from trainer.scoring.attacks import MOMENTS

# client, the reply, and the same without its acknowledgement
ACKNOWLEDGED = [
    (
        "I've rung four times. Four. My father's bed was meant to come before he leaves hospital tomorrow and nobody can tell me where it is.",
        "Four calls, and your father coming home tomorrow to no bed: I'd be frantic too. The bed is on the van to you now and arrives before 6 tonight.",
        "The bed is on the van to you now and arrives before 6 tonight.",
    ),
    (
        "The cake said Happy Birthday Karen. My daughter is Carina. She cried in front of eleven kids.",
        "Your Carina in tears in front of her friends, on her own birthday, I'm so sorry. We misread the form. You get the money back today and a new cake on Saturday at 10.",
        "We misread the form. You get the money back today and a new cake on Saturday at 10.",
    ),
    (
        "You've lost my passport photos AND my form. I took a day off unpaid for this. What now?",
        "A whole unpaid day, gone for nothing, no wonder you're angry. I've put a new form in your name and Joe takes the photos here at 3 for free.",
        "I've put a new form in your name and Joe takes the photos here at 3 for free.",
    ),
]
BLAME = ("You should have read the confirmation before you complained.", "As I already told you, that is your own mistake.", "You signed it, so don't shout at me now.")
SOON = [
    ("When will the water be back? I have a restaurant full of people.", "The water is back by 7 tonight. Our crew leader, Sam, rings you at 6 to say how it stands.", "The water will be back at some point. Someone will be in touch to say how it stands."),
    ("My laptop has been with you for three weeks. I need it for my exam.", "Your laptop gets its new screen tomorrow morning and I bring it to your door on Thursday at 5.", "Your laptop gets its new screen soon and someone will bring it to you in due course."),
    ("And who pays for the second visit?", "We pay for it. I take the 85 off your bill today and you get the new one by email before 4.", "It will be looked at. Somebody will do something with the bill shortly."),
]
FILLER = "There are, as is generally known, many sides to everything, and each side has its own sides, which is how it has always been and how it will surely go on being in the future as well."
PARAPHRASED = [
    ("Your driver left my parcel in the rain. It's a wedding dress.", "A wedding dress left in the rain, that's awful, and it was our driver. I'm sending a courier tonight to take it to a cleaner we pay. Does 7 suit you?",
     "It was our driver who left your wedding dress out in the wet; that's a horrible thing to find. Tonight I'll have a courier fetch it and bring it to a cleaner at our cost. Would 7 be all right for you?"),
    ("Why is my bill 200 higher than last month?", "The 200 is the deposit for the new meter. You get it back when the old one is returned.",
     "That extra 200 is a deposit on the new meter, and it comes back to you once you return the old one."),
    ("This is the second time you've sent the wrong size.", "To be fair, the size on the order was what you typed in. You can send it back with the label.",
     "In fairness, we sent the size that you entered in the order. There's a label for sending it back."),
]
TYPOS = [(r, r.replace("the ", "teh ", 1).replace("tomorrow", "tommorow").replace("and ", "adn ", 1).replace("you", "yuo", 1)) for _, r, _ in ACKNOWLEDGED]


@pytest.mark.parametrize(("client", "whole", "bare"), ACKNOWLEDGED)
def test_without_the_acknowledgement_empathy_falls_and_clarity_does_not(client, whole, bare):
    before, after = levels(client, whole), levels(client, bare)
    assert after[E] < before[E] and after[C] >= before[C]


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("blame", BLAME)
def test_added_blame_lowers_non_defensive_and_does_not_raise_solution(place, blame):
    client, whole, _ = ACKNOWLEDGED[place]
    before, after = levels(client, whole), levels(client, f"{whole} {blame}")
    assert after[N] < before[N] and after[N] <= 2 and after[S] <= before[S]


@pytest.mark.parametrize(("client", "sharp", "soft"), SOON)
def test_soon_and_someone_for_when_and_who_lower_clarity_and_solution(client, sharp, soft):
    before, after = levels(client, sharp), levels(client, soft)
    assert after[C] < before[C] and after[S] < before[S]


@pytest.mark.parametrize("place", range(3))
def test_filler_raises_nothing(place):
    client, whole, _ = ACKNOWLEDGED[place]
    before, after = levels(client, whole), levels(client, f"{whole} {FILLER}")
    assert all(after[d] <= before[d] for d in before)


@pytest.mark.parametrize(("client", "one", "other"), [
    ("Where is your colleague with my keys?", "Maria is on her way, she's with you at 4. If she's late I ring you.", "Petra is on her way, she's with you at 3. If she's late I ring you."),
    ("The invoice is wrong again.", "You're right, it says 420 and it should be 240. Anna sends the right one today by 5.", "You're right, it says 830 and it should be 380. Petra sends the right one today by 2."),
])
def test_other_names_and_numbers_move_nothing(client, one, other):
    assert levels(client, one) == levels(client, other)


@pytest.mark.parametrize(("client", "one", "other"), PARAPHRASED)
def test_a_paraphrase_stays_within_one(client, one, other):
    before, after = levels(client, one), levels(client, other)
    assert all(abs(before[d] - after[d]) <= 1 for d in before), (before, after)


@pytest.mark.parametrize("place", range(3))
def test_slips_that_do_not_hinder_stay_within_one(place):
    client = ACKNOWLEDGED[place][0]
    before, after = levels(client, TYPOS[place][0]), levels(client, TYPOS[place][1])
    assert all(abs(before[d] - after[d]) <= 1 for d in before), (before, after)


def test_the_same_reply_rated_twice_is_rated_the_same():
    m = MOMENTS[0]
    assert levels(m.client, m.exemplary, m.situation, m.history) == levels(m.client, m.exemplary + " ", m.situation, m.history)
