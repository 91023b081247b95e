"""Files that more than one may have sent: there as long as anything names them, gone at once else.

The same bytes are one file. Whoever names it in a row, and whoever takes it away because nothing
names it, does so alone in the tenant: of two at once the second sees what the first did.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import OPEN, Arrival
from revrise.core.errors import NotFound, Retriable
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import AnyOf, Rule, where
from revrise.core.governance.scope import system_scope
from revrise.core.governance.subject_export import SubjectExport
from revrise.core.people.organisation import Organisation
from revrise.ports.blobs import Blobs
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_REASON = "name a file, or take one away that nothing names"


@frozen
class Files:
    """Those that calls come as."""

    desk: Desk
    blobs: Callable[[], Blobs]

    def named(self, work: UnitOfWork, sha256: str) -> int:
        """How large a file is that a row of this unit of work names: it stays from now on.

        Raises Retriable where it was taken away since it was put.
        """
        tenant = work.actor.tenant_id
        _alone(work)
        try:
            return self.blobs().size(tenant, sha256)
        except NotFound:
            raise Retriable(
                "the file was taken away this moment, for somebody else who may not keep it",
                culprit=sha256,
                remedy="send it again",
            ) from None

    @contextmanager
    def taking_away(self, by: Actor) -> Iterator[UnitOfWork]:
        """A unit of work while which nobody names a file that was not named before."""
        with self.desk.store.together(), self.desk.store.begin(by) as work:
            _alone(work)
            yield work

    def drop(self, sha256: str, by: Actor) -> bool:
        """Takes a file away unless a call, a call that came in or an export has it; says if so."""
        with self.taking_away(by) as work:
            if any(_has(work, kind, name, rule) for kind, name, rule in _named_by(sha256)):
                return False
            self.blobs().delete(by.tenant_id, sha256)
        return True


def _named_by(sha256: str) -> Iterator[tuple[type[object], str, Rule]]:
    yield Call, "call", AnyOf((where(fingerprint=sha256), where(media_sha256=sha256)))
    yield Arrival, "call_arrival", where(sha256=sha256, state=OPEN)
    yield SubjectExport, "subject_export", where(sha256=sha256)


def _has(work: UnitOfWork, kind: type[object], resource: str, rule: Rule) -> bool:
    scope = system_scope(work.actor.tenant_id, resource, "read", _REASON)
    return bool(work.of(kind).count(scope, Query(where=rule)))


def _alone(work: UnitOfWork) -> None:
    tenant = work.actor.tenant_id
    work.of(Organisation).hold(tenant, system_scope(tenant, "organisation", "update", _REASON))
