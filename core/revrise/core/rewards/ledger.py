"""The points ledger: append only, and the same however often it is rebuilt from facts.

A person's balance may fall below zero when points already spent are taken back; what can be
redeemed never does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from attrs import define, field

from revrise.core.bilingual import Bilingual
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.rewards.entry import REDEEMED, LedgerEntry, grant, reverse, wallet
from revrise.core.rewards.facts import Fact, Facts, Withdrawn, by_person
from revrise.core.rewards.rule import RewardDecision

Decide = Callable[[Facts], Iterable[RewardDecision]]


def balances(entries: Iterable[LedgerEntry]) -> dict[str, int]:
    """Account → points. Always sums to zero."""
    found: dict[str, int] = defaultdict(int)
    for entry in entries:
        for posting in entry.postings:
            found[posting.account] += posting.points
    return dict(found)


@define
class Ledger:
    """Entries in the order they came; `append` is the only way in."""

    _entries: dict[str, LedgerEntry] = field(factory=dict, init=False)
    _balances: dict[str, int] = field(factory=lambda: defaultdict(int), init=False)
    _reversed: set[str] = field(factory=set, init=False)

    @classmethod
    def of(cls, entries: Iterable[LedgerEntry]) -> "Ledger":
        """A ledger with these entries, checked one by one."""
        ledger = cls()
        for entry in entries:
            ledger.append(entry)
        return ledger

    def append(self, entry: LedgerEntry) -> bool:
        """Adds an entry; False when it is there already.

        Raises Conflict when another entry has its id or what it reverses is reversed already,
        NotFound when it reverses an unknown one, Refused when it spends more than there is.
        """
        known = self._entries.get(entry.id)
        if known is not None:
            self._same(known, entry)
            return False
        self._check(entry)
        self._entries[entry.id] = entry
        for posting in entry.postings:
            self._balances[posting.account] += posting.points
        if entry.reverses is not None:
            self._reversed.add(entry.reverses)
        return True

    def redeemable(self, person_id: str) -> int:
        """Points the person may spend; zero while the balance is negative."""
        return max(0, self._balances.get(wallet(person_id), 0))

    @property
    def balances(self) -> Mapping[str, int]:
        """Account → points, as `balances` of all entries gives."""
        return dict(self._balances)

    def __iter__(self) -> Iterator[LedgerEntry]:
        return iter(tuple(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)

    def _same(self, known: LedgerEntry, entry: LedgerEntry) -> None:
        """A grant under a newer version, or a reversal at a later time, is the same entry."""
        same = (known.person_id, known.source_id, known.reverses, known.rule.split("@")[0])
        if same != (entry.person_id, entry.source_id, entry.reverses, entry.rule.split("@")[0]):
            raise Conflict("another entry has this id", culprit=entry.id)

    def _check(self, entry: LedgerEntry) -> None:
        if entry.reverses is not None:
            self._check_reversal(entry, entry.reverses)
            return
        spent = sum(p.points for p in entry.postings if p.account == REDEEMED)
        if spent > self.redeemable(entry.person_id):
            raise Refused(
                f"{spent} points asked, {self.redeemable(entry.person_id)} there",
                culprit=entry.person_id,
                remedy="earn more or redeem less",
            )

    def _check_reversal(self, entry: LedgerEntry, target: str) -> None:
        original = self._entries.get(target)
        if original is None:
            raise NotFound(f"there is no entry {target} to reverse", culprit=entry.id)
        if target in self._reversed:
            raise Conflict(f"{target} is reversed already", culprit=entry.id)
        exact = {p.account: -p.points for p in original.postings}
        if exact != {p.account: p.points for p in entry.postings}:
            raise Conflict("a reversal takes back exactly what was posted", culprit=entry.id)


def decide(facts: Iterable[Fact], rules: Iterable[Decide]) -> tuple[RewardDecision, ...]:
    """Every decision of every rule on every person's facts, in order of time, rule and person."""
    people = by_person(facts)
    found = [decision for rule in rules for facts_ in people for decision in rule(facts_)]
    return tuple(sorted(found, key=lambda d: (d.at, d.rule.id, d.person_id, d.source_id)))


def replay(facts: Iterable[Fact], rules: Iterable[Decide]) -> tuple[LedgerEntry, ...]:
    """The entries that facts and rules lead to: grants, and reversals of what was withdrawn.

    A grant is reversed when it would not stand without the facts that were withdrawn, at the
    time of the latest one it rested on. The same facts in any order, once or twice, give the
    same entries.
    """
    rules = tuple(rules)
    known = {fact.id: fact for fact in facts}
    gone = {fact.fact_id: fact for fact in known.values() if isinstance(fact, Withdrawn)}
    first = _grants(known.values(), rules)
    standing = _grants([f for f in known.values() if f.id not in gone], rules) if gone else first
    reversals = [
        reverse(grant(decision), _latest(decision, gone), WITHDRAWN)
        for entry_id, decision in first.items()
        if entry_id not in standing
    ]
    entries = [grant(decision) for decision in {**standing, **first}.values()]
    return tuple(sorted([*entries, *reversals], key=lambda e: (e.at, e.reverses is not None, e.id)))


def _grants(facts: Iterable[Fact], rules: Iterable[Decide]) -> dict[str, RewardDecision]:
    return {grant(found).id: found for found in decide(facts, rules) if found.granted}


def _latest(decision: RewardDecision, gone: Mapping[str, Withdrawn]) -> datetime:
    rested = [gone[fact_id].at for fact_id in decision.evidence if fact_id in gone]
    theirs = [fact.at for fact in gone.values() if fact.person_id == decision.person_id]
    return max([decision.at, *(rested or theirs)])


WITHDRAWN = Bilingual("What these points were for was withdrawn.", "这些积分所依据的事实已被撤销。")
