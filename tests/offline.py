"""One warm offline scorer for all tests that rate, and short ways to ask it."""

from functools import lru_cache

from trainer.domain.rating import Rating
from trainer.domain.rubric import Dimension
from trainer.scoring.offline import OfflineScorer

E, C, N, S = Dimension.EMPATHY, Dimension.CLARITY, Dimension.NON_DEFENSIVE, Dimension.SOLUTION_FOCUS


@lru_cache(maxsize=1)
def scorer() -> OfflineScorer:
    found = OfflineScorer()
    found.warm()
    return found


@lru_cache(maxsize=4000)
def rate(client: str, reply: str, situation: str = "", history: tuple[tuple[str, str], ...] = ()) -> Rating:
    rating = scorer().rate(situation, history, client, reply)
    assert isinstance(rating, Rating), rating
    return rating


def levels(client: str, reply: str, situation: str = "", history: tuple[tuple[str, str], ...] = ()) -> dict[Dimension, int]:
    return rate(client, reply, situation, history).levels()
