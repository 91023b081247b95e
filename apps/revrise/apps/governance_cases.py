"""Use cases of governance: policy, ranges, roles in time, people, audit."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revrise.services.content.review import ContentReview
    from revrise.services.content.service import Content
    from revrise.services.desk import Desk
    from revrise.services.people.data_ranges import DataRanges
    from revrise.services.people.directory import Directory
    from revrise.services.policy.desk import PolicyDesk
    from revrise.services.policy.role_grants import RoleGrants
    from revrise.services.policy.service import Governance


class GovernanceCases(ABC):
    """What administrators work with."""

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def content(self) -> "Content":
        """The library's drafts and editions."""

    @cached_property
    def content_review(self) -> "ContentReview":
        """Approval of content."""
        from revrise.services.content.review import ContentReview

        return ContentReview(self.desk, self.content)

    @cached_property
    def governance(self) -> "Governance":
        """Policy and audit."""
        from revrise.services.policy.service import Governance

        return Governance(self.desk)

    @cached_property
    def policy_desk(self) -> "PolicyDesk":
        """The policy as a text."""
        from revrise.services.policy.desk import PolicyDesk

        return PolicyDesk(self.desk)

    @cached_property
    def data_ranges(self) -> "DataRanges":
        """How far people and teams see."""
        from revrise.services.people.data_ranges import DataRanges

        return DataRanges(self.desk)

    @cached_property
    def role_grants(self) -> "RoleGrants":
        """Roles in time."""
        from revrise.services.policy.role_grants import RoleGrants

        return RoleGrants(self.desk)

    @cached_property
    def directory(self) -> "Directory":
        """People's teams and roles."""
        from revrise.services.people.directory import Directory

        return Directory(self.desk)
