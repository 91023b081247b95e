"""Many threads' small writes share transactions, and each hears of its own fate alone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, event, text

from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.group_commit import GroupCommit
from revrise.core.errors import RevRiseError


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def engine(request) -> Iterator[Engine]:
    opened = open_engine(request.getfixturevalue(request.param))
    with opened.begin() as connection:
        connection.execute(text("CREATE TABLE mark (n INTEGER PRIMARY KEY)"))
    yield opened
    opened.dispose()


def marks(engine: Engine) -> set[int]:
    with engine.connect() as connection:
        return set(connection.execute(text("SELECT n FROM mark")).scalars())


def mark(number: int):
    def write(connection: Connection) -> int:
        connection.execute(text("INSERT INTO mark VALUES (:n)"), {"n": number})
        return number

    return write


def test_every_write_is_committed_when_it_answers(engine):
    group = GroupCommit(engine)
    commits: list[int] = []
    event.listen(engine, "commit", lambda _: commits.append(1))
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(lambda n: group.do(mark(n)), range(300)))
    assert answers == list(range(300))
    assert marks(engine) == set(answers)
    assert len(commits) < 300, "nobody wrote for the others"


def test_a_write_that_fails_fails_alone(engine):
    group = GroupCommit(engine)

    def tried(number: int) -> bool:
        try:
            group.do(mark(number % 50))
        except RevRiseError:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(tried, range(100)))
    assert sum(done) == 50
    assert marks(engine) == set(range(50))


def test_one_that_raises_is_undone_and_heard(engine):
    group = GroupCommit(engine)

    def write(connection: Connection) -> None:
        mark(1)(connection)
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        group.do(write)
    assert marks(engine) == set()
    assert group.do(mark(2)) == 2
