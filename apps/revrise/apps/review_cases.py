"""The services of reviews by people, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revrise.services.assignments.giving import Giving
    from revrise.services.assignments.passing import Passing
    from revrise.services.assignments.showing import Assignments
    from revrise.services.blind.service import BlindReviews
    from revrise.services.coaching.queue import ReviewQueues
    from revrise.services.coaching.skipping import Skipping
    from revrise.services.desk import Desk
    from revrise.services.measures.analysing import Analyst


class ReviewCases(ABC):
    """The review queue, blind reviews, the same call given to several."""

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def analyst(self) -> "Analyst":
        """Transcripts to metrics and scorecards."""

    @cached_property
    def blind_reviews(self) -> "BlindReviews":
        """Scoring before the machine's levels are seen."""
        from revrise.services.blind.service import BlindReviews

        return BlindReviews(self.desk, self.analyst.catalogue)

    @cached_property
    def giving(self) -> "Giving":
        """The same call to several reviewers."""
        from revrise.services.assignments.giving import Giving

        return Giving(self.desk, self.analyst.catalogue)

    @cached_property
    def passing(self) -> "Passing":
        """Passing on a review that was given."""
        from revrise.services.assignments.passing import Passing

        return Passing(self.desk)

    @cached_property
    def assignments(self) -> "Assignments":
        """How far reviewers are, and how they agree."""
        from revrise.services.assignments.showing import Assignments

        return Assignments(self.desk)

    @cached_property
    def review_queues(self) -> "ReviewQueues":
        """What to review first."""
        from revrise.services.coaching.queue import ReviewQueues

        return ReviewQueues(self.desk)

    @cached_property
    def skipping(self) -> "Skipping":
        """Passing over calls of the review queue."""
        from revrise.services.coaching.skipping import Skipping

        return Skipping(self.desk)
