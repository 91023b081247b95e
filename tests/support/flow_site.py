"""A whole RevRise for tests of what happens by itself: real services, a world that obeys.

Receivers of webhooks answer as told, the clock stands still, and the process can be made to die
right after any commit.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define, field

from revrise.adapters.blobs.local import LocalBlobs
from revrise.adapters.http.client import SafeHttp
from revrise.adapters.rows.kinds import resource
from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.errors import Retriable
from revrise.core.events import Event
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.http import HttpAnswer
from revrise.testing.doubles import FixedClock

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
TENANT = "local"
TEAMS = (Team("west", "West"), Team("north", "North", "west"), Team("south", "South", "west"))
PEOPLE = (
    Person("coach", "Cora", "cora@example.org", team_id="west", roles=("coach",)),
    Person("manager", "Max", "max@example.org", team_id="north", roles=("manager",)),
    Person("admin", "Ada", "ada@example.org", team_id="west", roles=("admin",)),
    Person("enb", "Eve", "eve@example.org", team_id="west", roles=("enablement",), locale="zh"),
    Person("n1", "Nora", "nora@example.org", team_id="north"),
    Person("n2", "Ned", "ned@example.org", team_id="north"),
    Person("s1", "Sam", "sam@example.org", team_id="south"),
)


class Crash(BaseException):
    """The process dies here; nothing catches it but the test."""


@define
class Receivers:
    """The port HttpClient: answers by host as told, and remembers what came."""

    answers: dict[str, Callable[[], HttpAnswer]] = field(factory=dict)
    got: list[tuple[str, Mapping[str, str], bytes]] = field(factory=list)

    def check(self, url: str) -> None:
        SafeHttp().check(url)

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        self.got.append((url, headers, body))
        answer = self.answers.get(url)
        return answer() if answer else HttpAnswer(204, {})

    def says(self, url: str, status: int, **headers: str) -> None:
        self.answers[url] = lambda: HttpAnswer(
            status, {k.replace("_", "-"): v for k, v in headers.items()}
        )

    def is_down(self, url: str) -> None:
        def down() -> HttpAnswer:
            raise Retriable("no answer")

        self.answers[url] = down

    def ids(self, url: str) -> list[str]:
        return [headers["webhook-id"] for to, headers, _ in self.got if to == url]


@define
class Dying:
    """A store whose process dies right after the n-th commit (counted down in `left`)."""

    store: Any
    left: int | None = None

    def begin(self, actor: Actor) -> Any:
        return _Unit(self, self.store.begin(actor))

    def committed(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left == 0:
                raise Crash

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


@define
class _Unit:
    dying: Dying
    unit: Any

    def __enter__(self) -> Any:
        return self.unit.__enter__()

    def __exit__(self, *what: Any) -> None:
        self.unit.__exit__(*what)
        if what[0] is None:
            self.dying.committed()


@define
class Context:
    """The port JobContext, its steps remembered as a job log would, across deaths."""

    job_id: str = "job_test"
    actor: Actor = field(factory=lambda: system_actor(TENANT))
    done: dict[str, Any] = field(factory=dict)
    seen: list[tuple[int, int, str]] = field(factory=list)

    def step(self, name: str, work: Callable[[], Any]) -> Any:
        if name not in self.done:
            self.done[name] = work()
        return self.done[name]

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        self.seen.append((done, total, note))


class FlowSite(RevRise):
    """RevRise over a migrated database."""

    def __init__(self, url: str, folder: Path, plugins: Any = None, **settings: Any) -> None:
        super().__init__(
            Settings(database_url=url, data_dir=str(folder), **settings), FixedClock(NOW)
        )
        self.folder, self.receivers, self._plugins = folder, Receivers(), plugins

    @cached_property
    def store(self) -> Any:
        return Dying(super().store)

    @cached_property
    def http(self) -> Any:
        return self.receivers

    @cached_property
    def catalogue(self) -> Any:
        return self._plugins if self._plugins is not None else super().catalogue

    @cached_property
    def blobs(self) -> Any:
        return LocalBlobs(self.folder / "blobs")

    def populate(self) -> "FlowSite":
        """Organisation, teams, people."""
        self.actor()
        self.put(*TEAMS, *PEOPLE)
        self.relay_all()
        return self

    def put(self, *things: Any) -> None:
        with self.store.begin(system_actor(TENANT)) as work:
            for thing in things:
                scope = system_scope(TENANT, resource(type(thing)), "create", "test")
                work.of(type(thing)).add(thing, scope)
            work.record("test.put", TENANT)

    def all(self, kind: type[Any]) -> list[Any]:
        with self.store.read(system_actor(TENANT)) as work:
            scope = system_scope(TENANT, resource(kind), "read", "test")
            return list(work.of(kind).load_many(scope))

    def change(self, thing: Any) -> None:
        with self.store.begin(system_actor(TENANT)) as work:
            scope = system_scope(TENANT, resource(type(thing)), "update", "test")
            work.of(type(thing)).save(thing, scope, expected=thing.version - 1)
            work.record("test.changed", TENANT)

    def emit(self, *events: Event) -> None:
        with self.store.begin(system_actor(TENANT)) as work:
            work.emit(*events)
            work.record("test.happened", TENANT)

    def happened(self, name: str, subject: str, actor: str = "system", **data: Any) -> None:
        self.emit(Event(name, subject, self.clock.now(), actor, data))

    def relay_all(self) -> None:
        """A relay, run right here."""
        self.flow.relay.run(Context(), {})

    def work_off(self) -> None:
        """What a worker would do until nothing is due any more."""
        for _ in range(20):
            waited = self.flow.tick()
            if not self.job_engine.run_all() and not waited:
                return

    def wait(self, **time: float) -> None:
        self.clock.advance(timedelta(**time))

    def jobs(self) -> Sequence[Any]:
        return self.job_engine.list(self.actor())

    def close(self) -> None:
        self.engine.dispose()
