"""How long each class of data is kept. Nothing goes by itself until somebody says after how long.

The audit chain is kept whole: with an entry missing it proves nothing any more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from attrs import frozen

from revrise.core.errors import Invalid

# business: what the company did; personal: what tells of a person; recording: calls with words
# and scores; ai_log: machine assessments; transient: what only has to get through.
CLASSES = ("business", "personal", "recording", "ai_log", "transient", "audit")
# Logs of a high-risk AI system are kept six months at least (Regulation (EU) 2024/1689, 26(6)).
SHORTEST = {"business": 30, "personal": 30, "recording": 1, "ai_log": 183, "transient": 1}
_LONGEST = 36_500


@frozen
class RetentionSetting:
    """A class (its `id`) and how many days it is kept; `days` None: for good."""

    id: str
    days: int | None
    changed_by: str
    changed_at: datetime
    version: int = 1


def checked(name: str, days: int | None) -> None:
    """Raises Invalid for a class there is not, or days that do not do for it."""
    if name not in CLASSES:
        raise Invalid(f"no class {name!r}", culprit="class", remedy=f"one of {', '.join(CLASSES)}")
    if days is None:
        return
    if name == "audit":
        raise Invalid(
            "the audit chain is kept whole", culprit="days", remedy="export it and keep it for good"
        )
    if not SHORTEST[name] <= days <= _LONGEST:
        raise Invalid(
            f"must be {SHORTEST[name]} to {_LONGEST:,} for {name}, got {days}", culprit="days"
        )


def horizons(settings: Iterable[RetentionSetting], now: datetime) -> Mapping[str, datetime]:
    """Class → the moment before which it is due; classes kept for good are not in it."""
    return {one.id: now - timedelta(days=one.days) for one in settings if one.days is not None}
