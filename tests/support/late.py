"""A store in whose first unit of work that writes somebody else does something meanwhile."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from attrs import define, field

from revrise.core.governance.actor import Actor


@define
class Late:
    """A store; before its first write is kept, somebody else does something; `first`: begun."""

    inner: Any
    other: Callable[[], object]
    first: bool = False
    thread: Thread | None = None

    def begin(self, actor: Actor) -> Any:
        if self.first:
            self.meanwhile()
        return _Unit(self, self.inner.begin(actor))

    def meanwhile(self) -> None:
        if self.thread is None:
            self.thread = Thread(target=self.other)
            self.thread.start()
            self.thread.join(0.5)  # where it has to wait it goes on afterwards

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@define
class _Unit:
    store: Late
    unit: Any
    work: Any = field(init=False)

    def __enter__(self) -> Any:
        self.work = self.unit.__enter__()
        return self

    def __exit__(self, *what: Any) -> None:
        self.unit.__exit__(*what)

    def record(self, *given: Any) -> None:
        self.work.record(*given)
        self.store.meanwhile()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.work, name)
