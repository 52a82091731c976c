"""The store: everything that is kept, behind two doors; one ``begin()`` is one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from trainer.domain.errors import TrainerError
from trainer.store.accounts import Accounts
from trainer.store.assignments import Assignments
from trainer.store.audit import Audit
from trainer.store.connect import BEGINS, open_engine
from trainer.store.frozen import FrozenFiles
from trainer.store.migrate import upgrade
from trainer.store.own_files import OwnFiles
from trainer.store.owed import OwedWork
from trainer.store.people import People
from trainer.store.personal import Personal
from trainer.store.ratings import Ratings
from trainer.store.redaction import Redaction
from trainer.store.results import Results
from trainer.store.review_desk import ReviewDesk
from trainer.store.review_pairs import ReviewPairs
from trainer.store.reviews import Reviews
from trainer.store.spending import ModelCalls
from trainer.store.talks import Talks
from trainer.store.teams import Teams


class Transaction:
    """What can be done between begin and commit. Never hold one while a model speaks."""

    def __init__(self, session: Session) -> None:
        self.talks = Talks(session)
        self.owed = OwedWork(session)
        self.ratings = Ratings(session)
        self.frozen = FrozenFiles(session)
        self.calls = ModelCalls(session)
        self.people = People(session)
        self.teams = Teams(session)
        self.accounts = Accounts(session)
        self.audit = Audit(session)
        self.assignments = Assignments(session)
        self.results = Results(session)
        self.reviews = Reviews(session)
        self.review_desk = ReviewDesk(session)
        self.review_pairs = ReviewPairs(session)
        self.own_files = OwnFiles(session)
        self.personal = Personal(session)
        self.redaction = Redaction(session)


class Store:
    """A database that is at the newest schema."""

    def __init__(self, database_url: str) -> None:
        self.engine = open_engine(database_url)
        with _plainly():
            upgrade(self.engine)
        self._writing = self.engine.execution_options(**{BEGINS: "IMMEDIATE"})

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """One transaction that may write: committed at the end of the block, undone by any error in it."""
        with _plainly(), Session(self._writing, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield Transaction(session)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One transaction that only reads; it sees one state of everything and stops nobody."""
        with _plainly(), Session(self.engine, autoflush=False) as session:
            yield Transaction(session)
            session.rollback()

    def forget(self) -> None:
        """What was redacted leaves SQLite's log as well, as soon as nobody reads from it any more."""
        if self.engine.dialect.name == "sqlite":
            with _plainly(), self.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")  # a checkpoint cannot run inside a transaction
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Lets go of all connections."""
        self.engine.dispose()


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except OperationalError as fault:
        # The driver's own words may hold the address with its password: they go into no message.
        raise TrainerError("The database does not answer.", "Try again in a moment; if it stays so, look whether the "
                           "disk is full or the database server is down.") from fault
