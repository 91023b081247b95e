"""What a tenant decided of a place itself: which regime it falls under there, and why."""

import re
from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from revrise.core.errors import Invalid, Refused
from revrise.core.governance.jurisdiction import REGIMES, Jurisdictions, built_in

_PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_LONGEST = 500


@frozen
class JurisdictionRule:
    """`id` is the place. `laxer` where the table that comes with RevRise is stricter."""

    id: str
    regime: str
    reason: str
    laxer: bool
    set_by: str
    set_at: datetime
    version: int = 1


def laxer(place: str, regime: str, table: Jurisdictions | None = None) -> bool:
    """Whether a regime asks for less than the table does of this place.

    Raises Invalid for a place that is no country (`CN`) or part of one (`US-CA`), and for a regime
    there is not.
    """
    if not _PLACE.fullmatch(place):
        raise Invalid("is no place", culprit="place", remedy="like CN, DE or US-CA")
    if regime not in REGIMES:
        raise Invalid(f"no regime {regime!r}", culprit="regime", remedy=", ".join(REGIMES))
    return REGIMES.index(regime) < REGIMES.index((table or built_in()).of(place))


def reasoned(reason: str, *, laxer: bool, admin: bool) -> str:
    """The reason as it is kept.

    Raises Refused for what is laxer from anybody but an administrator, Invalid for it without a
    reason.
    """
    kept = reason.strip()
    if laxer and not admin:
        raise Refused("asks for less than the law on record", culprit="regime")
    if laxer and not kept:
        raise Invalid("asks for less than the law on record", culprit="reason", remedy="say why")
    if len(kept) > _LONGEST:
        raise Invalid(f"is longer than {_LONGEST} characters", culprit="reason")
    return kept


def ruled(rules: Iterable[JurisdictionRule], table: Jurisdictions | None = None) -> Jurisdictions:
    """The table with what a tenant decided itself."""
    places = {one.id: (one.regime, one.reason or "set here") for one in rules}
    return (table or built_in()).with_places(places)
