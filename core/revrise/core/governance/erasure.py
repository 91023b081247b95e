"""Erasing a person: asked for, confirmed, done, with a receipt that proves it without naming them.

requested → confirmed → done; requested → refused. Two steps, and two people where that is wanted.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.errors import Conflict, Refused
from revrise.core.governance.audit import canonical

SUBJECTS = ("person", "card")


@frozen
class Erasure:
    """`subject_id` is the id of a person or a contact, which stays as a name that names nobody.

    `counts` is what was done, table → rows; `digest` the SHA-256 over the whole receipt.
    """

    id: str
    subject_kind: str
    subject_id: str
    reason: str
    requested_by: str
    requested_at: datetime
    state: str = "requested"
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    done_at: datetime | None = None
    counts: Mapping[str, int] = Factory(dict)
    digest: str = ""
    version: int = 1

    def confirmed(self, by: str, at: datetime, *, four_eyes: bool) -> "Erasure":
        """Confirmed. Raises Conflict in another state, Refused for who asked, under four eyes."""
        self._is("requested")
        if four_eyes and by == self.requested_by:
            raise Refused(
                "somebody else has to confirm this", culprit=self.id, remedy="ask a colleague"
            )
        return evolve(
            self, state="confirmed", confirmed_by=by, confirmed_at=at, version=self.version + 1
        )

    def refused(self, by: str, at: datetime) -> "Erasure":
        """Turned down before anything was done."""
        self._is("requested")
        return evolve(
            self, state="refused", confirmed_by=by, confirmed_at=at, version=self.version + 1
        )

    def done(self, counts: Mapping[str, int], at: datetime) -> "Erasure":
        """Done, with the receipt."""
        self._is("confirmed")
        ended = evolve(
            self, state="done", done_at=at, counts=dict(counts), version=self.version + 1
        )
        return evolve(ended, digest=receipt(ended))

    def _is(self, state: str) -> None:
        if self.state != state:
            raise Conflict(f"this erasure is {self.state}", culprit=self.id)


def receipt(erasure: Erasure) -> str:
    """The SHA-256 (hex) of what was done for whom by whom and when."""
    told = {
        "id": erasure.id,
        "subject": [erasure.subject_kind, erasure.subject_id],
        "requested": [erasure.requested_by, erasure.requested_at],
        "confirmed": [erasure.confirmed_by, erasure.confirmed_at],
        "done": erasure.done_at,
        "counts": dict(erasure.counts),
    }
    return hashlib.sha256(canonical(told)).hexdigest()
