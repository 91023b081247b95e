"""A copy of everything kept about a person, for them to take away."""

from datetime import datetime, timedelta

from attrs import evolve, frozen

from revrise.core.errors import Conflict

KEPT = timedelta(days=7)


@frozen
class SubjectExport:
    """queued → ready → expired. `sha256` names the file; it may be fetched until `expires_at`."""

    id: str
    person_id: str
    asked_by: str
    asked_at: datetime
    state: str = "queued"
    sha256: str | None = None
    size: int = 0
    ready_at: datetime | None = None
    expires_at: datetime | None = None
    version: int = 1

    def ready(self, sha256: str, size: int, at: datetime) -> "SubjectExport":
        """With its file."""
        return evolve(
            self,
            state="ready",
            sha256=sha256,
            size=size,
            ready_at=at,
            expires_at=at + KEPT,
            version=self.version + 1,
        )

    def expired(self) -> "SubjectExport":
        """Without its file."""
        return evolve(self, state="expired", sha256=None, size=0, version=self.version + 1)

    def open(self, at: datetime) -> str:
        """The file to fetch. Raises Conflict before it is ready and after its time."""
        if self.sha256 is None or self.expires_at is None:
            raise Conflict(
                "this export is not ready" if self.state == "queued" else "this export is over",
                culprit=self.id,
                remedy="look again later" if self.state == "queued" else "ask for another one",
            )
        if at >= self.expires_at:
            raise Conflict("this export is over", culprit=self.id, remedy="ask for another one")
        return self.sha256
