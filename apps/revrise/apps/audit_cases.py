"""The services of the audit trail, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.settings import Settings

if TYPE_CHECKING:
    from revrise.ports.signing import Anchor, Signer
    from revrise.services.auditing.checkpoints import Checkpoints
    from revrise.services.auditing.files import TrailFiles
    from revrise.services.auditing.refusals import Refusals
    from revrise.services.auditing.trail import Trail
    from revrise.services.auditing.verifying import Verifying
    from revrise.services.desk import Desk
    from revrise.services.privacy.coverage import ConsentCoverage
    from revrise.services.privacy.retention import Retention
    from revrise.services.reports.service import Reports


class AuditCases(ABC):
    """Who did, saw and tried what; whether that is all; what it says about the organisation."""

    settings: Settings

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def signer(self) -> "Signer":
        """Signatures under checkpoints."""

    @cached_property
    @abstractmethod
    def anchor(self) -> "Anchor":
        """Where checkpoints are kept outside the database."""

    @cached_property
    @abstractmethod
    def consent_coverage(self) -> "ConsentCoverage":
        """Consent, counted."""

    @cached_property
    @abstractmethod
    def retention(self) -> "Retention":
        """How long things are kept."""

    @cached_property
    def checkpoints(self) -> "Checkpoints":
        """Signed heads of the chain."""
        from revrise.services.auditing.checkpoints import Checkpoints, Pace

        wanted = self.settings.audit
        pace = Pace(wanted.minutes, wanted.entries)
        return Checkpoints(
            self.desk, self.settings.tenant, lambda: self.signer, lambda: self.anchor, pace
        )

    @cached_property
    def verifying(self) -> "Verifying":
        """Whether the chain holds."""
        from revrise.services.auditing.verifying import Verifying

        return Verifying(self.desk, lambda: self.signer, lambda: self.anchor)

    @cached_property
    def trail(self) -> "Trail":
        """The entries, as people look for them."""
        from revrise.services.auditing.trail import Trail

        return Trail(self.desk)

    @cached_property
    def trail_files(self) -> "TrailFiles":
        """The entries as files."""
        from revrise.services.auditing.files import TrailFiles

        return TrailFiles(self.desk, self.checkpoints)

    @cached_property
    def refusals(self) -> "Refusals":
        """What was refused."""
        from revrise.services.auditing.refusals import Refusals

        return Refusals(self.desk)

    @cached_property
    def reports(self) -> "Reports":
        """What auditors ask for."""
        from revrise.services.reports.access import AccessReview
        from revrise.services.reports.assessments import AssessmentLog
        from revrise.services.reports.content import ContentFreshness
        from revrise.services.reports.privacy import ConsentTable, RetentionTable
        from revrise.services.reports.service import Reports, Source

        sources: dict[str, Source] = {
            "access-review": AccessReview(self.desk),
            "consent-coverage": ConsentTable(self.consent_coverage),
            "content-freshness": ContentFreshness(self.desk),
            "ai-assessments": AssessmentLog(self.desk),
            "retention-due": RetentionTable(self.retention),
        }
        return Reports(self.desk, sources)
