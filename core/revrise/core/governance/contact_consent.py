"""What a contact, who has no account, agreed to; and the link by which they were asked."""

from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from revrise.core.errors import Invalid
from revrise.core.governance.consent import PURPOSES
from revrise.core.ids import derived

LIFE_DAYS, LONGEST_DAYS = 14, 90
_LONGEST = 2_000


@frozen
class Use:
    """A call a contact is known to speak in, and who they are there."""

    call_id: str
    participant: str


@frozen
class ContactConsent:
    """A contact's word on one purpose, as it stands.

    To decline is never to have given it. `uses` are the calls in which they are known to speak,
    with who they are there: their word counts for these. `source`, `evidence`, `separate` and
    `text_version` are those of a Consent.
    """

    id: str
    card_id: str
    purpose: str
    jurisdiction: str
    source: str
    said_at: datetime
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None
    separate: bool = True
    evidence: str = ""
    text_version: str | None = None
    uses: tuple[Use, ...] = ()
    owner_id: str | None = None
    team_id: str | None = None
    version: int = 1

    @property
    def state(self) -> str:
        """Given | withdrawn | declined."""
        if self.given_at is None:
            return "declined"
        return "given" if self.withdrawn_at is None else "withdrawn"

    def used(self, call_id: str, participant: str) -> "ContactConsent":
        """With one more call; somebody else in it they were before is forgotten."""
        kept = tuple(one for one in self.uses if one.call_id != call_id)
        return evolve(self, uses=(*kept, Use(call_id, participant)))


def word_id(card_id: str, purpose: str) -> str:
    """One word a contact and purpose."""
    return derived("ccon", card_id, purpose)


@frozen
class ConsentRequest:
    """A link that asks a contact about some purposes, of one call or of all.

    Only the hash of its token is kept. Until it expires it takes an answer; what was agreed to by
    it can be withdrawn by it for as long as that stands, so that taking back is as easy as giving.
    """

    id: str
    card_id: str
    purposes: tuple[str, ...]
    jurisdiction: str
    text_version: str
    token_hash: str = field(repr=False)
    made_by: str
    made_at: datetime
    expires_at: datetime
    call_id: str | None = None
    participant: str | None = None
    owner_id: str | None = None
    team_id: str | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    revoked_at: datetime | None = None
    version: int = 1

    def open(self, at: datetime) -> bool:
        """Whether the link opens anything."""
        over = self.revoked_at is not None or self.ended_at is not None
        return not over and (self.answered_at is not None or at < self.expires_at)

    def state(self, at: datetime) -> str:
        """Asked | answered | revoked | used | expired."""
        if self.revoked_at is not None:
            return "revoked"
        if self.ended_at is not None:
            return "used"
        if self.answered_at is not None:
            return "answered"
        return "asked" if at < self.expires_at else "expired"

    def answered(self, at: datetime, *, stands: bool) -> "ConsentRequest":
        """After an answer; nothing stands any more: it is used up."""
        ended = None if stands else at
        return evolve(
            self, answered_at=self.answered_at or at, ended_at=ended, version=self.version + 1
        )


def purposes_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Purposes in their usual order, once each. Raises Invalid for none or an unknown one."""
    wrong = [one for one in names if one not in PURPOSES]
    if wrong or not names:
        raise Invalid(
            f"no purpose {wrong[0]!r}" if wrong else "name a purpose",
            culprit="purposes",
            remedy=f"some of {', '.join(PURPOSES)}",
        )
    return tuple(one for one in PURPOSES if one in names)


def life(days: int) -> timedelta:
    """How long a link waits for an answer. Raises Invalid for more than LONGEST_DAYS."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(f"is between 1 and {LONGEST_DAYS}", culprit="days")
    return timedelta(days=days)


def evidence_of(text: str) -> str:
    """How one knows. Raises Invalid for nothing and for too much."""
    kept = text.strip()
    if not 0 < len(kept) <= _LONGEST:
        raise Invalid("must say how it is known", culprit="evidence", remedy="e.g. the e-mail of …")
    return kept
