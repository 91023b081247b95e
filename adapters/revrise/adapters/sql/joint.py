"""One transaction that several units of work share."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection, Engine

from revrise.adapters.sql.engine import WRITES
from revrise.adapters.sql.failures import translated


class Joint:
    """Opened by the first unit of work that writes; committed or undone as a whole.

    `expecting` is id → the version that a save of that thing has to replace.
    """

    def __init__(self, engine: Engine, expecting: Mapping[str, int]) -> None:
        self.expecting = expecting
        self._engine = engine
        self._connection: Connection | None = None
        self._afterwards: list[Callable[[], object]] = []

    @property
    def opened(self) -> bool:
        """Whether something was written, so that readers have to look here too."""
        return self._connection is not None

    def connection(self) -> Connection:
        """The shared connection, with its transaction begun."""
        if self._connection is None:
            connection = self._engine.connect().execution_options(**{WRITES: True})
            connection.begin()
            self._connection = connection
        return self._connection

    def afterwards(self, call: Callable[[], object]) -> None:
        """Called once the transaction is committed, never when it is undone."""
        self._afterwards.append(call)

    def end(self, *, well: bool) -> None:
        """Commits or undoes everything."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            with translated(self._engine):
                if not well:
                    connection.rollback()
                    return
                connection.commit()
        finally:
            connection.close()
        for call in self._afterwards:
            call()


class Joints:
    """The joint that the running thread is in, if any."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._current: ContextVar[Joint | None] = ContextVar("joint", default=None)

    def current(self) -> Joint | None:
        """None outside `together`."""
        return self._current.get()

    @contextmanager
    def together(self, expecting: Mapping[str, int]) -> Iterator[None]:
        """See Store."""
        if self._current.get() is not None:  # already together
            yield
            return
        joint = Joint(self._engine, expecting)
        token = self._current.set(joint)
        well = False
        try:
            yield
            well = True
        finally:
            self._current.reset(token)
            joint.end(well=well)
