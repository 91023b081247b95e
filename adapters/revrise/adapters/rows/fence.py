"""The fence of a running job: what it writes counts only while its worker holds it.

A worker that was paused longer than its lease goes on as if nothing had happened. Every unit of
work asks before it commits, in its own transaction, whether the job it belongs to is still held.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from attrs import frozen

from revrise.ports.jobs import Cancelled


@frozen
class Held:
    """A job as its worker holds it."""

    tenant_id: str
    job_id: str
    version: int

    def check(self, version: int | None) -> None:
        """Raises Cancelled when the stored version is another one."""
        if version != self.version:
            raise Cancelled("this job was cancelled or taken over", culprit=self.job_id)


_held: ContextVar[Held | None] = ContextVar("held_job", default=None)


def held() -> Held | None:
    """The job this thread runs, if any."""
    return _held.get()


@contextmanager
def holding(job: Held) -> Iterator[None]:
    """While this thread runs the job."""
    token = _held.set(job)
    try:
        yield
    finally:
        _held.reset(token)
