"""All that a team does with the trainer, put together once by the wiring."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.services.accounts import Accounts
from trainer.services.agreeing import Agreeing
from trainer.services.assigning import Assigning
from trainer.services.auditing import Auditing
from trainer.services.authoring import Authoring
from trainer.services.privacy import Privacy
from trainer.services.progressing import Progressing
from trainer.services.reviewing import Reviewing


@dataclass(frozen=True)
class TeamServices:
    """Each service checks by itself what the person who asks may do."""

    accounts: Accounts
    assigning: Assigning
    progressing: Progressing
    reviewing: Reviewing
    agreeing: Agreeing
    authoring: Authoring
    privacy: Privacy
    auditing: Auditing
