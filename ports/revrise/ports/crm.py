"""CRM: what every customer system looks like to RevRise, and how it is read.

Canonical fields of a record, by kind. A field left out of `fields` is unknown to the source (the
host keeps what it has); None means empty at the source.

| kind    | fields                                                                              |
|---------|-------------------------------------------------------------------------------------|
| team    | name, parent → team                                                                 |
| person  | name, email, team → team, roles (several)                                           |
| product | name, category, list_price, currency                                                |
| account | name, industry, country, employees, revenue, parent → account                       |
| card    | name, phone, email, account → account                                               |
| deal    | name, account → account, card → card, owner → person, product → product, stage,     |
|         | value, currency, opened_at, closed_at, lost_reason                                  |

A reference (→) holds the external id of the other record, whether or not that record exists:
the host reports what it cannot resolve. `FIELDS` says the same to programs.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import repeat
from typing import Any, Final, Protocol

from attrs import frozen

from revrise.ports.readiness import Readiness

TEXT: Final = "text"  # str
TEXTS: Final = "texts"  # tuple[str, ...]
WHOLE: Final = "int"  # int
DECIMAL: Final = "decimal"  # Decimal, money in major units
TIME: Final = "time"  # datetime in UTC

# Kinds in the order a connector must send them; a type that is a kind is a reference to it.
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "team": {"name": TEXT, "parent": "team"},
    "person": {"name": TEXT, "email": TEXT, "team": "team", "roles": TEXTS},
    "product": {"name": TEXT, "category": TEXT, "list_price": DECIMAL, "currency": TEXT},
    "account": {
        "name": TEXT,
        "industry": TEXT,
        "country": TEXT,
        "employees": WHOLE,
        "revenue": DECIMAL,
        "parent": "account",
    },
    "card": {"name": TEXT, "phone": TEXT, "email": TEXT, "account": "account"},
    "deal": {
        "name": TEXT,
        "account": "account",
        "card": "card",
        "owner": "person",
        "product": "product",
        "stage": TEXT,
        "value": DECIMAL,
        "currency": TEXT,
        "opened_at": TIME,
        "closed_at": TIME,
        "lost_reason": TEXT,
    },
}
KINDS: Final[tuple[str, ...]] = tuple(FIELDS)


@frozen
class CrmRecord:
    """One thing as the CRM knows it, in canonical fields; `origin` is (file or stream, line)."""

    kind: str
    external_id: str
    fields: Mapping[str, Any]
    origin: tuple[str, int]
    deleted: bool = False

    @property
    def digest(self) -> str:
        """128-bit BLAKE2b of the canonical fields: equal digests mean nothing changed.

        The origin does not count. Computed anew on every call.
        """
        values = [*map(self.fields.get, FIELDS[self.kind], repeat(...))]
        known = (self.kind, self.external_id, self.deleted, values)
        return blake2b(repr(known).encode(), digest_size=16).hexdigest()


@frozen
class RowError:
    """Why one row was left out. `line` is the physical line it starts on, from 1."""

    file: str
    line: int
    column: str
    reason: str


@frozen
class CrmPage:
    """A batch of records and what went wrong on the way; `cursor` resumes right after it."""

    records: Sequence[CrmRecord]
    rejected: Sequence[RowError]
    warnings: Sequence[str]
    cursor: str


@frozen
class CrmCapabilities:
    """What a connector can do: send only changes, report deletions, take writes back."""

    incremental: bool = False
    deletes: bool = False
    push: bool = False


@frozen
class PreviewRow:
    """A source row beside the record it becomes, or beside the error that keeps it out."""

    kind: str
    source: Mapping[str, str]
    record: CrmRecord | None
    error: RowError | None = None


class CrmConnector(Protocol):
    """One CRM, ready to be read.

    Every method raises Retriable when the world fails for now, Fatal when it goes on failing,
    Misconfigured when a setting or mapping is wrong, Invalid on a cursor it did not write. No
    message ever shows a secret.
    """

    @property
    def id(self) -> str:
        """The id of the kind of connector, e.g. `csv`."""
        ...

    @property
    def capabilities(self) -> CrmCapabilities:
        """What it can do."""
        ...

    def check(self) -> Readiness:
        """Whether `pull` would work; never raises, reads as little as it can."""
        ...

    def pull(self, cursor: str | None) -> Iterator[CrmPage]:
        """Pages of records, kinds in the order of `KINDS`, memory bounded by the page.

        None sends everything. The cursor of any page goes on right after it; that of the last
        page sends what changed since (everything, for a connector that is not incremental).
        A record may come twice, and a parent after its child of the same kind.
        """
        ...

    def preview(self, limit: int = 20) -> Iterator[PreviewRow]:
        """At most `limit` rows of each mapped source, as they would be read."""
        ...


class CrmConnectorKind(Protocol):
    """What a plugin registers: makes connectors to one kind of CRM."""

    @property
    def id(self) -> str:
        """Short name used on the command line, e.g. `csv`."""
        ...

    @property
    def title(self) -> str:
        """Name for people."""
        ...

    def connect(self, source: str, options: Mapping[str, str]) -> CrmConnector:
        """A connector to `source` (folder, address …). Raises Misconfigured naming the key."""
        ...

    def propose(self, source: str) -> str:
        """A first mapping for `source` as text, for a person to correct. Raises Misconfigured."""
        ...
