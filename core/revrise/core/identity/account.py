"""A local account: how a person logs in with a password."""

from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from revrise.core.ids import derived

INVITED_FOR = timedelta(days=7)


@frozen
class LocalAccount:
    """One a person. `login` is what they type, folded; no hash: no password was set yet."""

    id: str
    person_id: str
    login: str
    password_hash: str = field(default="", repr=False)
    changed_at: datetime | None = None
    invite_hash: str = field(default="", repr=False)
    invite_until: datetime | None = None
    version: int = 1

    def with_password(self, hashed: str, at: datetime) -> "LocalAccount":
        """With a new password; an open invitation is used up."""
        return evolve(
            self,
            password_hash=hashed,
            changed_at=at,
            invite_hash="",
            invite_until=None,
            version=self.version + 1,
        )

    def invited(self, hashed: str, at: datetime) -> "LocalAccount":
        """With an invitation that may be used once within a week."""
        return evolve(
            self, invite_hash=hashed, invite_until=at + INVITED_FOR, version=self.version + 1
        )

    def open_to_invitation(self, at: datetime) -> bool:
        """Whether an invitation waits."""
        return bool(self.invite_hash) and self.invite_until is not None and at < self.invite_until


def account_id(person_id: str) -> str:
    """The id of a person's account."""
    return derived("acc", person_id)


def folded(login: str) -> str:
    """A log-in name as it is compared: without case and space around it."""
    return login.strip().casefold()
