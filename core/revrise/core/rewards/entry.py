"""One line of the points ledger: double entry, whole points, never changed afterwards."""

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.errors import Conflict, Invalid
from revrise.core.ids import derived
from revrise.core.rewards.rule import RewardDecision

# Why points are taken back.
WITHDRAWN = Bilingual("What these points were for was withdrawn.", "这些积分所依据的事实已被撤销。")


def wallet(person_id: str) -> str:
    """The account of a person's points."""
    return f"person:{person_id}"


def issue(rule_id: str) -> str:
    """The account a rule's points come from; its balance is minus what it granted."""
    return f"rule:{rule_id}"


def _whole(_: object, __: object, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid(f"{value!r} is not a whole number of points", culprit="points")


@frozen
class Posting:
    """Points into an account (negative: out of it)."""

    account: str
    points: int = field(validator=_whole)


def _postings(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(postings)


def _balanced(_: object, __: object, postings: tuple[Posting, ...]) -> None:
    if not postings or sum(posting.points for posting in postings) != 0:
        raise Invalid("the postings of an entry must sum to zero", culprit="postings")


@frozen
class LedgerEntry:
    """`rule` is the edition that granted (`deal-won@1`), `source_id` the fact it was for.

    `reverses` is the id of the entry this one takes back. Raises Invalid unless the postings
    sum to zero.
    """

    id: str
    at: datetime
    person_id: str
    postings: tuple[Posting, ...] = field(converter=_postings, validator=_balanced)
    reason: Bilingual
    rule: str = ""
    source_id: str = ""
    reverses: str | None = None

    @property
    def points(self) -> int:
        """What the person gains by it."""
        mine = wallet(self.person_id)
        return sum(posting.points for posting in self.postings if posting.account == mine)


def grant(decision: RewardDecision, again: int = 0) -> LedgerEntry:
    """The entry of a decision that granted. Raises Conflict for a refusal.

    The id follows from rule, person and source, whatever the rule's version: granting twice
    gives the same entry id, so nobody is paid twice. `again` counts how often the points for the
    same were taken back before.
    """
    if not decision.granted:
        raise Conflict("a refusal grants nothing", culprit=decision.source_id)
    rule, person = decision.rule, decision.person_id
    return LedgerEntry(
        id=derived("points", rule.id, person, decision.source_id, *([str(again)] if again else ())),
        at=decision.at,
        person_id=person,
        postings=_moved(issue(rule.id), wallet(person), decision.points),
        reason=decision.reason,
        rule=rule.ref,
        source_id=decision.source_id,
    )


def reverse(entry: LedgerEntry, at: datetime, reason: Bilingual) -> LedgerEntry:
    """The entry that takes another back, to the point; once, as its id follows from the other's.

    Raises Conflict for an entry that is itself a reversal.
    """
    if entry.reverses is not None:
        raise Conflict("a reversal cannot be reversed", culprit=entry.id, remedy="grant anew")
    return LedgerEntry(
        id=derived("points", "reversal", entry.id),
        at=at,
        person_id=entry.person_id,
        postings=tuple(Posting(p.account, -p.points) for p in entry.postings),
        reason=reason,
        rule=entry.rule,
        source_id=entry.source_id,
        reverses=entry.id,
    )


def _moved(source: str, target: str, points: int) -> tuple[Posting, Posting]:
    return Posting(source, -points), Posting(target, points)
