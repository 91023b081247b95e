"""Keys of what is kept encrypted: a master key, one key a tenant, one key a call, file or purpose.

Rows and files are sealed by the store itself: a service sees plain things and never a key.
"""

from datetime import datetime
from typing import Protocol

from attrs import frozen

KINDS = ("call", "blob", "token")
# Why a key is destroyed: said in a word, since the audit trail keeps no personal data.
REASONS = ("erasure", "withdrawal", "retention", "leak", "mistake")


@frozen
class TenantKey:
    """A tenant's key: active | retiring, since when, which master key wraps it.

    `wraps` counts the data keys that it wraps itself.
    """

    id: str
    state: str
    made_at: datetime
    master: str
    wraps: int


@frozen
class SealedKind:
    """The data keys of one of KINDS, destroyed ones apart; `oldest` is when the first was made."""

    kind: str
    active: int
    shredded: int
    stale: int
    oldest: datetime | None = None


@frozen
class Rotation:
    """A new tenant key, empty without a vault; `stale` data keys are to be wrapped by it."""

    tenant: str = ""
    stale: int = 0


@frozen
class KeyStatus:
    """How a tenant's keys stand.

    `master` is the id of the master key that wraps now, `stale_tenants` how many tenant keys
    another master key wraps, `tenant` the id of the tenant key that wraps now, `stale` how many
    data keys an older one wraps. `active` and `shredded` count data keys, `plain` the cells that
    are not encrypted yet. `tenants` are the tenant keys, the newest first; `kinds` what is sealed.
    """

    master: str
    tenant: str
    stale_tenants: int
    stale: int
    active: int
    shredded: int
    plain: int
    tenants: tuple[TenantKey, ...] = ()
    kinds: tuple[SealedKind, ...] = ()


class Keys(Protocol):
    """The keys of one tenant in a unit of work; what is done to them is undone with it.

    A store without a vault has none: everything is 0 and stays plain.
    """

    def status(self) -> KeyStatus:
        """How they stand."""
        ...

    def rotate(self) -> Rotation:
        """A new tenant key, and every tenant key under the master key of now.

        What is sealed need not be written again. `rewrap` takes the data keys over; the tenant
        key of before keeps working until a later rotation finds that nothing is wrapped by it.
        """
        ...

    def rewrap(self, limit: int) -> int:
        """Wraps up to `limit` data keys of older tenant keys by the newest one; says how many."""
        ...

    def encrypt(self, limit: int) -> int:
        """Seals up to `limit` cells that were written plain; says how many."""
        ...

    def shred(self, kind: str, subject_id: str) -> int:
        """Destroys the data keys of one of KINDS; says how many there were.

        What they sealed can be read no more, in old copies of rows and files neither. Done again
        it is 0.
        """
        ...


class NoKeys:
    """Implements `Keys` where nothing is encrypted."""

    def status(self) -> KeyStatus:
        """See Keys."""
        return KeyStatus("", "", 0, 0, 0, 0, 0)

    def rotate(self) -> Rotation:
        """See Keys."""
        return Rotation()

    def rewrap(self, limit: int) -> int:  # noqa: ARG002
        """See Keys."""
        return 0

    def encrypt(self, limit: int) -> int:  # noqa: ARG002
        """See Keys."""
        return 0

    def shred(self, kind: str, subject_id: str) -> int:  # noqa: ARG002
        """See Keys."""
        return 0
