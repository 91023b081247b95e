"""Consent: who allowed what to be done with a conversation, on which ground, until when.

Default strictest: every participant must have agreed. One side's agreement suffices only where
the others are on record as not asked, and every place on record is one of the table. Where the
regime asks for separate consents, a word counts only if it was given to its purpose by itself.
What tells of a call leaves the company by a decision of its own, `may_leave`.
"""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from revrise.core.governance.jurisdiction import Jurisdictions, built_in

# To share is to give it to others outside the company, at home or abroad.
SHARE = "share"
PURPOSES = ("record", "transcribe", "analyse", "coach", "train", SHARE)
CONSENT = "consent"
# Grounds that count as agreement; any other does not.
BASES = frozenset({CONSENT, "contract", "legal_duty"})
# Says only where a participant was, not that they agreed.
NOT_ASKED = "not_asked"


@frozen
class Consent:
    """One participant's word on one purpose.

    `basis` is consent | contract | legal_duty, or not_asked. To withdraw what was not asked is
    to object. `source` is how it reached us: stated | page | notice | email | import (None: it
    was stated by who keeps the call); `evidence` says how one knows. `separate`: it was given to
    this purpose by itself, apart from any other. `text_version` is that of the text they were
    shown or told.
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
    separate: bool | None = None
    text_version: str | None = None
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
    heard = _heard(consents, participants, purpose, at, table or built_in())
    places = {one.jurisdiction for one in heard.words}
    if heard.agreed and not heard.missing:
        return ConsentDecision(allowed=True, purpose=purpose, because="every participant agreed")
    if heard.agreed and heard.missing <= heard.not_asked and heard.regime == "one-party":
        return ConsentDecision(
            allowed=True,
            purpose=purpose,
            because=f"one party agreed, which suffices in {_list(places)}",
        )
    who = _list(heard.missing) or "anybody on record"
    which = "no separate consent" if heard.missing & heard.bundled else "no consent"
    return ConsentDecision(
        allowed=False, purpose=purpose, because=f"{which} to {purpose} from {who}"
    )


def may_leave(
    consents: Iterable[Consent],
    participants: Iterable[str],
    at: datetime,
    table: Jurisdictions | None = None,
) -> ConsentDecision:
    """Whether what tells of a call may be given to others outside the company at a moment.

    Where the table asks for a consent to share it takes one from every participant, elsewhere
    that nobody on the call said no.
    """
    known, present, law = tuple(consents), frozenset(participants), table or built_in()
    said = [one for one in known if one.participant in present]
    regime = law.regime(one.jurisdiction for one in said)
    if regime in law.share_needed:
        return decide(known, present, SHARE, at, law)
    against = {one.participant for one in said if one.purpose == SHARE and _said_no(one, at)}
    if against:
        because = f"{_list(against, 'somebody')} does not agree to {SHARE}"
        return ConsentDecision(allowed=False, purpose=SHARE, because=because)
    because = f"the law of the place ({regime}) asks for no consent to {SHARE}"
    return ConsentDecision(allowed=True, purpose=SHARE, because=because)


def _said_no(word: Consent, at: datetime) -> bool:
    return word.withdrawn_at is not None and word.withdrawn_at <= at


def missing(
    consents: Iterable[Consent],
    participants: Iterable[str],
    purpose: str,
    at: datetime,
    table: Jurisdictions | None = None,
) -> frozenset[str]:
    """The participants whose word does not count as agreement to a purpose at a moment."""
    return _heard(consents, participants, purpose, at, table or built_in()).missing


@frozen
class _Heard:
    """What was said of one purpose; `bundled` are those who agreed, but not to it by itself."""

    words: list[Consent]
    regime: str
    agreed: frozenset[str]
    bundled: frozenset[str]
    not_asked: frozenset[str]
    missing: frozenset[str]


def _heard(
    consents: Iterable[Consent],
    participants: Iterable[str],
    purpose: str,
    at: datetime,
    table: Jurisdictions,
) -> _Heard:
    present = frozenset(participants)
    said = [one for one in consents if one.participant in present]
    words = [one for one in said if one.purpose == purpose]
    # Where they were is on record with any word; no purpose is milder for having none of its own.
    regime = table.regime(one.jurisdiction for one in (said if purpose == SHARE else words))
    held = [one for one in words if one.valid(at)]
    grounds = [one for one in held if one.basis in BASES]
    apart = table.separate(regime, purpose)
    counting = [one for one in grounds if not apart or (one.separate and one.basis == CONSENT)]
    agreed = frozenset(one.participant for one in counting)
    return _Heard(
        words,
        regime,
        agreed,
        frozenset(one.participant for one in grounds) - agreed,
        frozenset(one.participant for one in held if one.basis == NOT_ASKED),
        present - agreed,
    )


def _list(names: Iterable[str], everybody: str = "anybody") -> str:
    """Names as they are told; those who have none on record stand for many."""
    told = {"*": everybody, "*seller": "the seller", "*others": "the others"}
    return ", ".join(sorted(told.get(name, name) for name in names))
