"""The services of calls that come in by machine, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.ports.http import Downloads
    from revrise.services.desk import Desk
    from revrise.services.intake.arriving import Arriving
    from revrise.services.intake.door import IntakeDoor
    from revrise.services.intake.inbox import CallInbox
    from revrise.services.intake.sources import IntakeSources
    from revrise.services.intake.syncing import CallSyncs
    from revrise.services.intake.taking import Taking
    from revrise.services.intake.watching import Watching
    from revrise.services.processing.leftovers import Clearing
    from revrise.services.processing.restarting import Restarting
    from revrise.services.processing.stopped import Stopped
    from revrise.services.processing.upload_parts import UploadParts


class IntakeCases(ABC):
    """Sources, what comes in, and the inbox of what matched nothing."""

    settings: Any
    people: Any
    receiving: Any
    reader: Any
    catalogue: Any
    blobs: Any

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def downloads(self) -> "Downloads":
        """Files behind links that a source sent."""

    @cached_property
    def intake_sources(self) -> "IntakeSources":
        """Where calls come from."""
        from revrise.services.intake.sources import IntakeSources

        return IntakeSources(self.desk, self.people.on_behalf, self.catalogue)

    @cached_property
    def arriving(self) -> "Arriving":
        """Taking calls down."""
        from revrise.services.intake.arriving import Arriving

        return Arriving(self.desk, self.downloads, self.receiving.files)

    @cached_property
    def intake_door(self) -> "IntakeDoor":
        """Signed messages."""
        from revrise.services.intake.door import IntakeDoor

        return IntakeDoor(self.desk, self.settings.tenant, self.people.on_behalf)

    @cached_property
    def taking_in(self) -> "Taking":
        """Fetching, matching, keeping."""
        from revrise.services.intake.matching import Matching
        from revrise.services.intake.taking import Taking

        most = self.settings.server.upload_mb << 20
        fit = Matching(self.desk)
        return Taking(self.desk, self.receiving, fit, self.downloads, lambda: self.blobs, most)

    @cached_property
    def watching(self) -> "Watching":
        """The folder that is watched."""
        from revrise.services.intake.watching import Watched, Watching

        wanted, most = self.settings.intake, self.settings.server.upload_mb << 20
        return Watching(
            self.desk,
            self.settings.tenant,
            Watched(wanted.folder, wanted.source, wanted.settled_s, wanted.keep_days, most),
            self.people.on_behalf,
            self.reader,
            lambda: self.blobs,
            self.arriving,
            self.taking_in,
        )

    @cached_property
    def call_syncs(self) -> "CallSyncs":
        """Systems that are asked for their calls."""
        from revrise.services.intake.bringing import Bringing
        from revrise.services.intake.syncing import CallSyncs

        most = self.settings.server.upload_mb << 20
        brings = Bringing(self.desk, self.arriving, self.reader, lambda: self.blobs, most)
        on_behalf = self.people.on_behalf
        return CallSyncs(self.desk, self.settings.tenant, self.catalogue, on_behalf, brings)

    @cached_property
    def resuming(self) -> "UploadParts":
        """Files that come in parts."""
        from revrise.services.processing.upload_parts import UploadParts

        return UploadParts(self.desk, self.receiving, lambda: self.blobs)

    @cached_property
    def stopped_calls(self) -> "Stopped":
        """What calls wait for that who runs the system has to mend."""
        from revrise.services.processing.stopped import Stopped

        return Stopped(self.desk)

    @cached_property
    def restarting(self) -> "Restarting":
        """Starts all calls of a cause again."""
        from revrise.services.processing.restarting import Restarting

        return Restarting(self.desk, self.stopped_calls)

    @cached_property
    def clearing(self) -> "Clearing":
        """Uploads nobody goes on with, and files that nothing names."""
        from revrise.services.processing.leftovers import Clearing

        return Clearing(self.desk, self.settings.tenant, lambda: self.blobs, self.resuming)

    @cached_property
    def call_inbox(self) -> "CallInbox":
        """What waits for somebody."""
        from revrise.services.intake.inbox import CallInbox

        return CallInbox(self.desk, self.receiving, self.taking_in)
