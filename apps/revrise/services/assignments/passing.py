"""Passing on a review that was given, with a reason."""

from attrs import frozen

from revrise.core.coaching.review_skip import told
from revrise.core.governance.actor import Actor
from revrise.core.scoring.blind_review import BlindReview
from revrise.services.assignments.ending import finish
from revrise.services.desk import Desk


@frozen
class SkipReview:
    """Which review, why it is passed on (a reason of `review_skip`), in words."""

    review_id: str
    reason: str
    note: str = ""


@frozen
class Passing:
    """The use case."""

    desk: Desk

    def skip(self, command: SkipReview, by: Actor) -> BlindReview:
        """The others of its assignment go on; levels stay withheld until they are done.

        Raises NotFound for a hidden one, Conflict for one that ended or was not given, Invalid for
        a strange reason.
        """
        scope = self.desk.scope(by, "blind_review", "update")
        note = told(command.reason, command.note)
        with self.desk.store.begin(by) as work:
            before = work.of(BlindReview).load(command.review_id, scope)
            after = before.skip(command.reason, note, self.desk.clock.now())
            work.of(BlindReview).save(after, scope, expected=before.version)
            over = finish(self.desk, work, after)
            detail = {"assignment": after.assignment_id, "reason": after.reason, "over": over}
            work.record("blind_review.skipped", after.id, detail)
            # Its assignment being over may have changed it once more.
            return work.of(BlindReview).load(after.id, scope)
