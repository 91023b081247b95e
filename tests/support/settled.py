"""Databases in which an organisation is settled already, to be copied by each test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from attrs import define
from sqlalchemy import create_engine, make_url, text

from revrise.testing.doubles import SequentialIds


@define
class CountedIds:
    """SequentialIds that know how many they gave: a copy goes on where these stopped."""

    ids: SequentialIds
    given: int = 0

    def new(self, prefix: str) -> str:
        self.given += 1
        return self.ids.new(prefix)

    def going_on(self) -> SequentialIds:
        made = SequentialIds()
        for _ in range(self.given):
            made.new("x")
        return made


def made_once(server: str, template: str, settle: Callable[[str], None]) -> str:
    """The name of a database like the template in which something was settled."""
    name = f"revrise_settled_{uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    settle(_named(server, name))
    return name


@contextmanager
def copied(server: str, name: str) -> Iterator[str]:
    """A copy for one test, dropped after it."""
    copy = f"revrise_{uuid4().hex}"
    _run(server, f"CREATE DATABASE {copy} TEMPLATE {name}")
    yield _named(server, copy)
    _run(server, f"DROP DATABASE {copy} WITH (FORCE)")


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _run(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
