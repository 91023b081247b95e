"""Who has to approve content before it is published, and what was done and said about it."""

from collections.abc import Collection
from datetime import datetime

from attrs import frozen

from revrise.core.errors import Invalid

_MOST = 5
# Courses are approved by the same rules, as a kind of their own; a company may do without.
COURSE = "course"


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
    everybody who may approve content. Nobody has to approve courses where `needed` is 0.
    """

    id: str
    needed: int = 1
    approvers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    version: int = 1

    def __attrs_post_init__(self) -> None:
        """Raises Invalid where so many could never approve."""
        least = 0 if self.id == COURSE else 1
        if not least <= self.needed <= _MOST:
            raise Invalid(f"must be {least} to {_MOST}", culprit="needed")
        if self.approvers and not self.roles and len({*self.approvers}) < self.needed:
            raise Invalid("fewer people are named than have to approve", culprit="approvers")

    def asks(self, person_id: str, roles: Collection[str]) -> bool:
        """Whether somebody is asked, by name or by a role they have now."""
        everybody = not self.approvers and not self.roles
        return everybody or person_id in self.approvers or bool({*self.roles} & {*roles})
