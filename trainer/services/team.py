"""All that a team does with the trainer, put together once by the wiring."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.services.accounts import Accounts
from trainer.services.assigning import Assigning
from trainer.services.progressing import Progressing


@dataclass(frozen=True)
class TeamServices:
    """Each service checks by itself what the person who asks may do."""

    accounts: Accounts
    assigning: Assigning
    progressing: Progressing
