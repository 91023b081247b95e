"""A store with a vault on either database, with one call and its words."""

from collections.abc import Iterator

import pytest
from attrs import define, field
from sqlalchemy import Engine, text

from revrise.adapters.rows.kinds import resource
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.vault.master import MasterKeys, new_text
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.testing.doubles import FixedClock, SequentialIds

TENANT, SAID = "acme", "the discount stays between us 保密"


@define
class Site:
    """A store whose master keys can be changed; `plain` is it before there was a vault."""

    engine: Engine
    keys: list[str]
    clock: FixedClock
    actor: Actor = field(factory=lambda: system_actor(TENANT))
    ids: SequentialIds = field(factory=SequentialIds)

    @property
    def store(self) -> SqlStore:
        """With the master keys of now, as a process that starts now would have them."""
        master = MasterKeys(lambda: "".join(self.keys))
        return SqlStore(self.engine, self.clock, self.ids, lambda: master)

    @property
    def plain(self) -> SqlStore:
        """Without."""
        return SqlStore(self.engine, self.clock, self.ids)

    def add(self, store: SqlStore, name: str) -> None:
        """A call with words."""
        at = self.clock.now()
        call = Call(name, name, "per_1", None, at, "en", name)
        said = Transcript("en", (Speaker("a"),), (Utterance("a", f"{SAID} {name}", 0, 9),))
        with store.begin(self.actor) as work:
            for thing in (call, CallTranscript(f"w_{name}", name, "per_1", None, said)):
                kind = resource(type(thing))
                work.of(type(thing)).add(thing, system_scope(TENANT, kind, "create", "test"))
            work.record("test.added", name)

    def words(self, store: SqlStore | None = None) -> list[str]:
        """What every call says, in order."""
        scope = system_scope(TENANT, "call_transcript", "read", "test")
        with (store or self.store).read(self.actor) as work:
            found = work.of(CallTranscript).load_many(scope)
        return sorted(one.transcript.utterances[0].text for one in found)

    def sql(self, statement: str) -> list[tuple]:
        """As whoever holds the database: plain SQL."""
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL revrise.tenant TO '{TENANT}'"))
            found = connection.execute(text(statement))
            return [tuple(row) for row in found] if found.returns_rows else []


@pytest.fixture(params=("sqlite", "postgres"))
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    engine = open_engine(request.getfixturevalue(f"{request.param}_url"))
    made = Site(engine, [new_text()], FixedClock())
    with made.plain.begin(made.actor) as work:
        scope = system_scope(TENANT, "person", "create", "test")
        work.of(Person).add(Person("per_1", "Ann"), scope)
        work.record("test.added", "per_1")
    yield made
    engine.dispose()
