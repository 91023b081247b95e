"""Ledger entries as kept: one row a posting, with the person's team as it was at the time."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.entry import LedgerEntry, Posting, wallet


@frozen
class LedgerPosting:
    """One side of a ledger entry; `wallet` marks the person's own side.

    Rows are added, never changed; the points of an entry's rows sum to zero.
    """

    id: str
    entry_id: str
    person_id: str
    team_id: str | None
    at: datetime
    account: str
    points: int
    wallet: bool
    reason_en: str
    reason_zh: str
    rule: str = ""
    source_id: str = ""
    reverses: str | None = None
    version: int = 1


def postings(entry: LedgerEntry, team_id: str | None) -> tuple[LedgerPosting, ...]:
    """The rows of an entry."""
    return tuple(
        LedgerPosting(
            id=f"{entry.id}:{number}",
            entry_id=entry.id,
            person_id=entry.person_id,
            team_id=team_id,
            at=entry.at,
            account=side.account,
            points=side.points,
            wallet=side.account == wallet(entry.person_id),
            reason_en=entry.reason.en,
            reason_zh=entry.reason.zh,
            rule=entry.rule,
            source_id=entry.source_id,
            reverses=entry.reverses,
        )
        for number, side in enumerate(entry.postings)
    )


def entries(rows: Iterable[LedgerPosting]) -> Iterator[LedgerEntry]:
    """The entries of rows, which must hold every posting of each, in order of time."""
    sides: dict[str, list[LedgerPosting]] = {}
    for row in sorted(rows, key=_order):
        sides.setdefault(row.entry_id, []).append(row)
    for entry_id, parts in sides.items():
        first = parts[0]
        yield LedgerEntry(
            entry_id,
            first.at,
            first.person_id,
            tuple(Posting(part.account, part.points) for part in parts),
            Bilingual(first.reason_en, first.reason_zh),
            first.rule,
            first.source_id,
            first.reverses,
        )


def _order(row: LedgerPosting) -> tuple[datetime, bool, str, int, str]:
    """By time, reversals last; within an entry 2 before 10, hence the length of the id."""
    return row.at, row.reverses is not None, row.entry_id, len(row.id), row.id
