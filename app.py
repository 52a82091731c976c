"""The entry that `streamlit run app.py` opens: the ASGI app around the screens, guarded, warmed up before it answers."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from trainer import wiring
from trainer.domain.errors import TrainerError
from trainer.domain.people import LOCAL_PERSON
from trainer.screens import desk, entry, words
from trainer.services.accounts import Accounts
from trainer.services.daily import Daily
from trainer.settings import load
from trainer.web.guard import SignInGuard
from trainer.web.headers import SecurityHeaders
from trainer.web.health import health_route
from trainer.web.hosts import HostCheck
from trainer.web.outside import OPEN, Outside, OutsideReturn
from trainer.web.sign_in import SignIn
from trainer.web.warm import warm_up

log = logging.getLogger("trainer.app")


def accounts() -> Accounts:
    """The house stands before the first request comes."""
    return desk.desk().team.accounts


try:
    settings = load()
    sign_in = SignIn(accounts, settings.https(), settings.provider_name())
    outside = Outside(sign_in, settings.address()) if settings.with_provider() else None
except TrainerError as wrong:
    raise SystemExit(str(wrong)) from None


@asynccontextmanager
async def open_house(_app: st.App) -> AsyncIterator[dict]:
    """Everything slow is done here, once, before the first visitor; at the end owed work is given back."""
    try:
        house = wiring.build(settings)
        if not house.team.accounts.turned_on():
            settings.refuse_strangers()
    except TrainerError as wrong:
        raise SystemExit(str(wrong)) from None
    desk.lay(wiring.desk_of(house))
    warm_up([house.library.scenarios, lambda: house.practising.mine(LOCAL_PERSON),
             *(s.warm for s in house.scorers if hasattr(s, "warm"))])
    retention = Daily(house.team.privacy.apply_retention).start()
    yield {"house": house}
    retention.stop()
    house.close()


def say_sorry(error: Exception) -> bool:
    """What nobody foresaw: the details go to the log, a sentence to the screen. What a click was refused with before
    its screen was drawn is foreseen, and says what to do."""
    if isinstance(error, TrainerError):
        st.error(words.literal(error.cure), title=words.literal(error.message), icon=":material/error:")
        return True
    log.error("a screen failed", exc_info=error)
    st.error("What you have said so far is kept. Reload; if it happens again, look into the server's log.",
             title="Something went wrong on this screen.", icon=":material/error:")
    return True


app = st.App(
    Path(entry.__file__), lifespan=open_house, on_script_error=say_sorry,
    routes=[health_route(desk.laid), *sign_in.routes(), *(outside.routes() if outside else [])],
    # The outermost is named first: refused requests get the headers too.
    middleware=[Middleware(SecurityHeaders),
                Middleware(HostCheck, allowed=settings.names()),
                Middleware(SignInGuard, accounts=accounts, also_open=OPEN if outside else frozenset()),
                *([Middleware(OutsideReturn, outside=outside)] if outside else [])],
    secrets=settings.auth_section() or None,
)
