"""Who has to approve content before it is published, and what was done and said about it."""

from collections.abc import Collection
from datetime import datetime

from attrs import frozen

from revrise.core.errors import Invalid

_MOST = 5


@frozen
class Review:
    """A step somebody took with a version, and what they said.

    `verdict` is submit | approve | return | withdraw | publish | expire | renew | rollback |
    retire.
    """

    by: str
    verdict: str
    at: datetime
    comment: str = ""


@frozen
class ApprovalRule:
    """How many have to approve assets of a kind (`id`; `*` for all others), and who is asked.

    Those named in `approvers` and those who have one of the `roles` are asked; without either,
    everybody who may approve content.
    """

    id: str
    needed: int = 1
    approvers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    version: int = 1

    def __attrs_post_init__(self) -> None:
        """Raises Invalid where so many could never approve."""
        if not 1 <= self.needed <= _MOST:
            raise Invalid(f"must be 1 to {_MOST}", culprit="needed")
        if self.approvers and not self.roles and len({*self.approvers}) < self.needed:
            raise Invalid("fewer people are named than have to approve", culprit="approvers")

    def asks(self, person_id: str, roles: Collection[str]) -> bool:
        """Whether somebody is asked, by name or by a role they have now."""
        everybody = not self.approvers and not self.roles
        return everybody or person_id in self.approvers or bool({*self.roles} & {*roles})
