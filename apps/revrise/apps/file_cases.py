"""Uploads and lists as files, put together; made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revrise.apps.settings import Settings
    from revrise.services.calls.quotas import Quotas
    from revrise.services.desk import Desk
    from revrise.services.exporting.service import Exports


class FileCases(ABC):
    """What people bring and take away."""

    settings: "Settings"

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    def quotas(self) -> "Quotas":
        """How much may be uploaded."""
        from revrise.core.conversations.intake.upload import Quota
        from revrise.services.calls.quotas import Quotas

        server = self.settings.server
        return Quotas(self.desk, Quota(server.upload_day_mb << 20, server.upload_day_all_mb << 20))

    @cached_property
    def exports(self) -> "Exports":
        """Rows for files."""
        from revrise.services.exporting.service import Exports

        return Exports(self.desk)
