"""Consent: who allowed what to be done with a conversation, on which ground, until when.

Default strictest: every participant must have agreed. One side's agreement suffices only where
the others are on record as not asked, and every place on record is one of the table.
"""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from revrise.core.governance.jurisdiction import Jurisdictions, built_in

PURPOSES = ("record", "transcribe", "analyse", "coach", "train")
# Grounds that count as agreement; any other does not.
BASES = frozenset({"consent", "contract", "legal_duty"})
# How a word reached us.
SOURCES = ("stated", "page", "notice", "email", "import")
# Says only where a participant was, not that they agreed.
NOT_ASKED = "not_asked"
# Where one participant's agreement suffices (state law beside 18 U.S.C. § 2511(2)(d)).
ONE_PARTY = built_in().under("one-party")


@frozen
class Consent:
    """One participant's word on one purpose.

    `basis` is consent | contract | legal_duty, or not_asked. To withdraw what was not asked is
    to object. `source` is how it reached us, one of SOURCES (None: it was stated by who
    keeps the call); `evidence` says how one knows.
    """

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
    source: str | None = None
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
    consents: Iterable[Consent],
    participants: Iterable[str],
    purpose: str,
    at: datetime,
    table: Jurisdictions | None = None,
) -> ConsentDecision:
    """Whether `purpose` is allowed for a call with these participants at a moment.

    Only the participants' words on this very purpose count, under the strictest regime of all
    places on record; `table` None is the one that comes with this version.
    """
    present = set(participants)
    words = [one for one in consents if one.purpose == purpose and one.participant in present]
    held = [one for one in words if one.valid(at)]
    regime = (table or built_in()).regime(one.jurisdiction for one in words)
    agreed = {one.participant for one in held if one.basis in BASES}
    not_asked = {one.participant for one in held if one.basis == NOT_ASKED}
    places = {one.jurisdiction for one in words}
    missing = present - agreed
    if agreed and not missing:
        return ConsentDecision(allowed=True, purpose=purpose, because="every participant agreed")
    if agreed and missing <= not_asked and regime == "one-party":
        return ConsentDecision(
            allowed=True,
            purpose=purpose,
            because=f"one party agreed, which suffices in {_list(places)}",
        )
    who = _list(missing) or "anybody on record"
    return ConsentDecision(
        allowed=False, purpose=purpose, because=f"no consent to {purpose} from {who}"
    )


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
