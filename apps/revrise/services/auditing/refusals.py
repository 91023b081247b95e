"""What was refused, written down outside the unit of work that failed.

The first refusal of a person, action and resource in a minute is an entry at once; the others of
that minute are counted, and one more entry says how many. Nobody fills a disk by asking.
"""

import logging
import re
from datetime import datetime
from threading import Lock

from attrs import define, field, frozen

from revrise.core.errors import Refused, RevRiseError, Withheld
from revrise.core.governance.actor import Actor
from revrise.services.desk import Desk

FIRST, AGAIN = "access.refused", "access.refused_again"
_MOST = 60  # kinds of refusals one person has in a minute; beyond, they are one kind
_ID = re.compile(r"[a-z]{2,12}_[0-9a-f]{12,40}")
_OTHER = "other"
_log = logging.getLogger("revrise.audit")


@frozen
class Attempt:
    """By which operation, page or command somebody tried, and what it was about."""

    way: str
    resource: str
    subject: str = ""


@define
class _Count:
    by: Actor
    attempt: Attempt
    more: int = 0


@define
class Refusals:
    """One a process."""

    desk: Desk
    _minute: datetime | None = None
    _counts: dict[tuple[str, str, str], _Count] = field(factory=dict)
    _people: dict[str, int] = field(factory=dict)
    _lock: Lock = field(factory=Lock)

    def note(self, error: Exception, way: str, by: Actor) -> None:
        """Takes a refusal down. What goes wrong here is logged: the answer stays the same."""
        if not isinstance(error, Refused) or isinstance(error, Withheld):
            return
        try:
            self._note(self._attempt(error, way), by)
        except RevRiseError as failed:
            _log.error("a refusal was not written down: %s", failed)

    def flush(self) -> None:
        """Writes down how often it happened again, at the end of a minute or of the process."""
        with self._lock:
            over, self._counts = self._counts, {}
            self._people.clear()
        for count in over.values():
            if count.more:
                self._write(AGAIN, count.by, count.attempt, count.more)

    def _note(self, attempt: Attempt, by: Actor) -> None:
        minute = self.desk.clock.now().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.flush()
        if (first := self._first(attempt, by)) is not None:
            self._write(FIRST, by, first, 1)

    def _first(self, attempt: Attempt, by: Actor) -> Attempt | None:
        """What to write at once: nothing for one that happened before in this minute."""
        with self._lock:
            key = by.person_id, attempt.way, attempt.resource
            if key not in self._counts and self._people.get(by.person_id, 0) >= _MOST:
                attempt = Attempt(_OTHER, _OTHER)
                key = by.person_id, _OTHER, _OTHER
            if (known := self._counts.get(key)) is not None:
                known.more += 1
                return None
            self._counts[key] = _Count(by, attempt)
            self._people[by.person_id] = self._people.get(by.person_id, 0) + 1
            return attempt

    def _write(self, action: str, by: Actor, attempt: Attempt, times: int) -> None:
        detail = {"way": attempt.way, "resource": attempt.resource, "times": times}
        with self.desk.store.begin(by) as work:
            work.record(action, attempt.subject or attempt.resource or attempt.way, detail)

    def _attempt(self, error: Refused, way: str) -> Attempt:
        """Only names of the policy and ids we made: what somebody typed might name a person."""
        if error.culprit in self.desk.policy.resources():
            return Attempt(way, error.culprit)
        subject = error.culprit if _ID.fullmatch(error.culprit) else ""
        return Attempt(way, subject.partition("_")[0], subject)
