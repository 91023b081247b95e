"""One state of the database that several units of work read, asked the same thing only once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from sqlalchemy import Connection, Engine

from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated
from revrise.adapters.sql.wall import within

T = TypeVar("T")


class Moment:
    """Opened by the first question; over as soon as something is written.

    Whoever reads when it is over reads on as it was: the last of them closes the connection.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._answers: dict[Hashable, object] = {}
        self._readers = 0
        self.over = False

    def enter(self, tenant_id: str) -> Connection:
        """The shared connection, with its transaction begun, until `leave`."""
        if self._connection is None:
            self._connection = reading(self._engine, tenant_id)
        with translated(self._engine):
            within(self._connection, tenant_id)
        self._readers += 1
        return self._connection

    def leave(self) -> None:
        """One reader less."""
        self._readers -= 1
        self._close_unread()

    def answer(self, question: Hashable, ask: Callable[[], T]) -> T:
        """What `ask` gives; for a question asked before, what it gave then."""
        if self.over:
            return ask()
        if question not in self._answers:
            self._answers[question] = ask()
        return self._answers[question]  # type: ignore[return-value]

    def end(self) -> None:
        """Nobody comes in any more, and nothing is remembered."""
        self.over = True
        self._answers.clear()
        self._close_unread()

    def _close_unread(self) -> None:
        if self.over and not self._readers and self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()


class Moments:
    """The moment that the running thread is in, if any."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._current: ContextVar[Moment | None] = ContextVar("moment", default=None)

    def current(self) -> Moment | None:
        """None outside `moment`, and once something was written in it."""
        found = self._current.get()
        return None if found is None or found.over else found

    def end(self) -> None:
        """What is read from now on sees what is written from now on."""
        if (found := self._current.get()) is not None:
            found.end()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """See Store."""
        if self.current() is not None:
            yield
            return
        mine = Moment(self._engine)
        token = self._current.set(mine)
        try:
            yield
        finally:
            self._current.reset(token)
            mine.end()


def reading(engine: Engine, tenant_id: str) -> Connection:
    """A connection that reads one state of a tenant's rows for as long as it is open."""
    options: dict[str, object] = {WRITES: False}
    if engine.dialect.name == "postgresql":
        # One state for all questions, as on SQLite.
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with translated(engine):
        connection = engine.connect().execution_options(**options)
        connection.begin()
        within(connection, tenant_id)
    return connection
