"""Consent coverage: calls by what is allowed with them, and by where their people were."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import PURPOSES, Consent, decide
from revrise.core.governance.jurisdiction import Jurisdictions
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.lawful import table
from revrise.services.privacy.due import every

STATES = ("allowed", "withdrawn", "missing")


@frozen
class Coverage:
    """How many calls there are, by purpose and state, and by jurisdiction and state to coach.

    States are STATES: everybody needed agreed, somebody took it back, or nobody knows.
    """

    calls: int
    purposes: Mapping[str, Mapping[str, int]]
    jurisdictions: Mapping[str, Mapping[str, int]]


@frozen
class ConsentCoverage:
    """The use case. Counts only: who may see it need not see a call."""

    desk: Desk

    def report(self, by: Actor) -> Coverage:
        """Over all calls of the tenant. Raises Refused for who may not see it."""
        self.desk.scope(by, "privacy")
        now = self.desk.clock.now()
        purposes: dict[str, Counter[str]] = {name: Counter() for name in PURPOSES}
        places: dict[str, Counter[str]] = {}
        calls = 0
        with self.desk.store.read(by) as work:
            law = table(work)
            words: dict[str, list[Consent]] = {}
            for one in work.of(Consent).load_many(every(work, "consent")):
                words.setdefault(one.call_id, []).append(one)
            query = Query(columns=("id", "participants"))
            for row in work.of(Call).rows(every(work, "call"), query):
                calls += 1
                mine, present = words.get(row["id"], []), tuple(row["participants"] or ())
                for purpose in PURPOSES:
                    state = _state(mine, present, purpose, now, law)
                    purposes[purpose][state] += 1
                    if purpose == "coach":
                        for place in {one.jurisdiction for one in mine} or {"unknown"}:
                            places.setdefault(place, Counter())[state] += 1
        return Coverage(
            calls,
            {k: _whole(v) for k, v in purposes.items()},
            {k: _whole(v) for k, v in sorted(places.items())},
        )


def _state(
    words: list[Consent],
    present: tuple[str, ...],
    purpose: str,
    now: datetime,
    law: Jurisdictions,
) -> str:
    if decide(words, present, purpose, now, law).allowed:
        return "allowed"
    return "withdrawn" if any(w.withdrawn_at and w.purpose == purpose for w in words) else "missing"


def _whole(found: Counter[str]) -> Mapping[str, int]:
    return {state: found[state] for state in STATES}
