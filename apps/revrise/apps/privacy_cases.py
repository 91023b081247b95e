"""The services of privacy, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.settings import Settings

if TYPE_CHECKING:
    from revrise.ports.blobs import Blobs
    from revrise.ports.registry import Registry
    from revrise.services.desk import Desk
    from revrise.services.privacy.coverage import ConsentCoverage
    from revrise.services.privacy.erasures import Erasures
    from revrise.services.privacy.exports import SubjectExports
    from revrise.services.privacy.holds import Holds
    from revrise.services.privacy.retention import Retention
    from revrise.services.privacy.subjects import Subjects
    from revrise.services.privacy.tasks import PrivacyTasks
    from revrise.services.vault.service import Rewrapping


class PrivacyCases(ABC):
    """What is kept of people, how long, and how it goes."""

    settings: Settings

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def blobs(self) -> "Blobs":
        """Files."""

    @cached_property
    @abstractmethod
    def registry(self) -> "Registry":
        """What every column says of itself."""

    @cached_property
    def holds(self) -> "Holds":
        """Legal holds."""
        from revrise.services.privacy.holds import Holds

        return Holds(self.desk)

    @cached_property
    def retention(self) -> "Retention":
        """How long things are kept."""
        from revrise.services.privacy.retention import Retention

        return Retention(self.desk, self.registry)

    @cached_property
    def erasures(self) -> "Erasures":
        """Erasing people, in two steps."""
        from revrise.services.privacy.erasures import Erasures

        return Erasures(self.desk, self.settings.privacy.four_eyes)

    @cached_property
    def subject_exports(self) -> "SubjectExports":
        """People's own copies."""
        from revrise.services.privacy.exports import SubjectExports

        return SubjectExports(self.desk, lambda: self.blobs)

    @cached_property
    def privacy_subjects(self) -> "Subjects":
        """Whom holds, erasures and copies are about, by name."""
        from revrise.services.privacy.subjects import Subjects

        return Subjects(self.desk)

    @cached_property
    def consent_coverage(self) -> "ConsentCoverage":
        """Calls by what is allowed with them."""
        from revrise.services.privacy.coverage import ConsentCoverage

        return ConsentCoverage(self.desk)

    @cached_property
    def privacy_tasks(self) -> "PrivacyTasks":
        """What a worker does of it."""
        from revrise.services.privacy.tasks import privacy_tasks

        return privacy_tasks(self.desk, self.settings.tenant, self.registry, lambda: self.blobs)

    @cached_property
    def rewrapping(self) -> "Rewrapping":
        """What a worker does after a key was rotated."""
        from revrise.services.vault.service import Rewrapping

        return Rewrapping(self.desk, self.settings.tenant)
