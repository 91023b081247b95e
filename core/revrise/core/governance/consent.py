"""Consent: who allowed what to be done with a conversation, on which ground, until when.

Default strictest: with an unknown participant or jurisdiction every participant must have
agreed. Jurisdictions are data, not code; the table names those that need only one side.
"""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

PURPOSES = ("record", "transcribe", "analyse", "coach", "train")
# Where one participant's agreement suffices (state law beside 18 U.S.C. § 2511(2)(d)).
ONE_PARTY = frozenset({"US-GA", "US-NJ", "US-NY", "US-OH", "US-TX", "US-VA"})


@frozen
class Consent:
    """One participant's word on one purpose. `basis` is consent | contract | legal_duty."""

    id: str
    call_id: str
    participant: str
    purpose: str
    basis: str
    jurisdiction: str
    given_at: datetime
    owner_id: str | None = None
    team_id: str | None = None
    evidence: str = ""
    withdrawn_at: datetime | None = None
    version: int = 1

    def valid(self, at: datetime) -> bool:
        """Whether it held at a moment."""
        withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= at
        return self.given_at <= at and not withdrawn


@frozen
class ConsentDecision:
    """Whether a purpose is allowed, and the sentence that says why."""

    allowed: bool
    purpose: str
    because: str


def decide(
    consents: Iterable[Consent], participants: Iterable[str], purpose: str, at: datetime
) -> ConsentDecision:
    """Whether `purpose` is allowed for a call with these participants at a moment."""
    known = list(consents)
    held = [one for one in known if one.purpose == purpose and one.valid(at)]
    agreed = {one.participant for one in held}
    missing = sorted(set(participants) - agreed)
    places = {one.jurisdiction for one in known}
    if not missing and agreed:
        return ConsentDecision(allowed=True, purpose=purpose, because="every participant agreed")
    if agreed and places and places <= ONE_PARTY:
        return ConsentDecision(
            allowed=True,
            purpose=purpose,
            because=f"one party agreed, which suffices in {_list(places)}",
        )
    who = _list(missing) or "nobody on record"
    return ConsentDecision(
        allowed=False, purpose=purpose, because=f"no consent to {purpose} from {who}"
    )


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
