"""The services that make people better, put together; each made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.review_cases import ReviewCases

if TYPE_CHECKING:
    from datetime import datetime

    from revrise.services.calls.correcting import Correcting
    from revrise.services.calls.renaming import Renaming
    from revrise.services.calls.searching import SearchSaid
    from revrise.services.coaching.feedback import Feedback
    from revrise.services.coaching.gaps import Gaps
    from revrise.services.coaching.heatmap import HeatMaps
    from revrise.services.coaching.measure import OwnMeasures
    from revrise.services.coaching.meeting_page import MeetingPages
    from revrise.services.coaching.meetings import Meetings
    from revrise.services.coaching.mentionable import MentionablePeople
    from revrise.services.coaching.plans import Plans
    from revrise.services.coaching.progress import PlanPages
    from revrise.services.desk import Desk
    from revrise.services.detectors.detecting import Detectors
    from revrise.services.detectors.evaluating import Evaluations
    from revrise.services.learning.authoring import Authoring
    from revrise.services.learning.course_desk import CourseDesks
    from revrise.services.learning.course_review import CourseReview
    from revrise.services.learning.page import LearningPages
    from revrise.services.learning.service import Learning
    from revrise.services.measures.analysing import Analyst
    from revrise.services.measures.benchmark import Benchmarks
    from revrise.services.processing.indexing import CallIndex
    from revrise.services.processing.remeasuring import Remeasuring
    from revrise.services.reviews.service import Reviews
    from revrise.services.roleplay.service import Practice
    from revrise.services.rubrics.calibrating import Calibrating
    from revrise.services.rubrics.preview import Previews
    from revrise.services.rubrics.service import Rubrics
    from revrise.services.rubrics.stored import RubricDesk
    from revrise.services.trackers.again import PastCalls
    from revrise.services.trackers.hearing import TrackerHearing
    from revrise.services.trackers.service import Trackers
    from revrise.services.trends.service import Trends


class CoachingCases(ReviewCases, ABC):
    """Feedback, coaching, courses and practice."""

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def began(self) -> "datetime":
        """When this process did."""

    @cached_property
    @abstractmethod
    def analyst(self) -> "Analyst":
        """Transcripts to metrics and scorecards."""

    @cached_property
    def benchmarks(self) -> "Benchmarks":
        """What is usual in a team."""
        from revrise.services.measures.benchmark import Benchmarks

        return Benchmarks(self.desk)

    @cached_property
    def trends(self) -> "Trends":
        """How a team talks, week by week."""
        from revrise.services.trends.service import Trends

        return Trends(self.desk)

    @cached_property
    def trackers(self) -> "Trackers":
        """What calls are listened for."""
        from revrise.services.trackers.service import Trackers

        return Trackers(self.desk)

    @cached_property
    def past_calls(self) -> "PastCalls":
        """Going through past calls when trackers changed."""
        from revrise.services.trackers.again import PastCalls

        return PastCalls(self.desk)

    @cached_property
    def remeasuring(self) -> "Remeasuring":
        """Calls that other detectors heard, measured again."""
        from revrise.services.processing.remeasuring import Remeasuring

        return Remeasuring(self.desk, self.analyst)

    @cached_property
    def detectors(self) -> "Detectors":
        """Which detectors hear calls."""
        from revrise.services.detectors.detecting import Detectors

        return Detectors(self.desk, self.analyst.catalogue)

    @cached_property
    def evaluations(self) -> "Evaluations":
        """Detectors measured on labelled lines."""
        from revrise.services.detectors.evaluating import Evaluations

        return Evaluations(self.desk, self.analyst)

    @cached_property
    def tracker_hearing(self) -> "TrackerHearing":
        """What is heard in calls."""
        from revrise.services.trackers.hearing import TrackerHearing

        return TrackerHearing(self.desk)

    @cached_property
    def gaps(self) -> "Gaps":
        """Competency gaps."""
        from revrise.services.coaching.gaps import Gaps

        return Gaps(self.desk, self.analyst.catalogue)

    @cached_property
    def plans(self) -> "Plans":
        """Coaching plans."""
        from revrise.services.coaching.plans import Plans

        return Plans(self.desk, self.gaps)

    @cached_property
    def meetings(self) -> "Meetings":
        """1:1s."""
        from revrise.services.coaching.meetings import Meetings

        return Meetings(self.desk)

    @cached_property
    def learning(self) -> "Learning":
        """Courses."""
        from revrise.services.learning.service import Learning

        return Learning(self.desk)

    @cached_property
    def authoring(self) -> "Authoring":
        """Making courses."""
        from revrise.services.learning.authoring import Authoring

        return Authoring(self.desk)

    @cached_property
    def course_review(self) -> "CourseReview":
        """Approval of courses."""
        from revrise.services.learning.course_review import CourseReview

        return CourseReview(self.desk)

    @cached_property
    def course_desks(self) -> "CourseDesks":
        """Courses as their authors have them before them."""
        from revrise.services.learning.course_desk import CourseDesks

        return CourseDesks(self.desk, self.authoring)

    @cached_property
    def practice(self) -> "Practice":
        """Role-play."""
        from revrise.services.roleplay.service import Practice

        return Practice(self.desk, self.analyst)

    @cached_property
    def feedback(self) -> "Feedback":
        """Comments on calls."""
        from revrise.services.coaching.feedback import Feedback

        return Feedback(self.desk)

    @cached_property
    def mentionable(self) -> "MentionablePeople":
        """Whom comments may mention."""
        from revrise.services.coaching.mentionable import MentionablePeople

        return MentionablePeople(self.desk)

    @cached_property
    def renaming(self) -> "Renaming":
        """Titles somebody gives calls."""
        from revrise.services.calls.renaming import Renaming

        return Renaming(self.desk)

    @cached_property
    def correcting(self) -> "Correcting":
        """Who speaks in a call, put right."""
        from revrise.services.calls.correcting import Correcting

        return Correcting(self.desk, self.analyst)

    @cached_property
    def reviews(self) -> "Reviews":
        """Coaches' scores and disputes."""
        from revrise.services.reviews.service import Reviews

        return Reviews(self.desk)

    @cached_property
    def rubrics(self) -> "Rubrics":
        """What calls are scored on, and how far people agree."""
        from revrise.services.rubrics.service import Rubrics

        return Rubrics(self.desk, self.analyst)

    @cached_property
    def rubric_desk(self) -> "RubricDesk":
        """Rubrics the tenant writes."""
        from revrise.services.rubrics.stored import RubricDesk

        return RubricDesk(self.desk, self.analyst.catalogue)

    @cached_property
    def calibrating(self) -> "Calibrating":
        """How a version of a rubric agrees with people."""
        from revrise.services.rubrics.calibrating import Calibrating

        return Calibrating(self.desk, self.analyst.catalogue)

    @cached_property
    def rubric_previews(self) -> "Previews":
        """A rubric that is being written, tried on past calls."""
        from revrise.services.rubrics.preview import Previews

        return Previews(self.desk, self.analyst)

    @cached_property
    def heat_maps(self) -> "HeatMaps":
        """People and competencies."""
        from revrise.services.coaching.heatmap import HeatMaps

        return HeatMaps(self.desk, self.gaps)

    @cached_property
    def plan_pages(self) -> "PlanPages":
        """Plans with their progress."""
        from revrise.services.coaching.progress import PlanPages

        return PlanPages(self.desk, self.gaps)

    @cached_property
    def meeting_pages(self) -> "MeetingPages":
        """1:1s with what they could be about."""
        from revrise.services.coaching.meeting_page import MeetingPages

        return MeetingPages(self.desk)

    @cached_property
    def own_measures(self) -> "OwnMeasures":
        """How one's own coaching goes."""
        from revrise.services.coaching.measure import OwnMeasures

        return OwnMeasures(self.desk)

    @cached_property
    def learning_pages(self) -> "LearningPages":
        """Courses with who is in them."""
        from revrise.services.learning.page import LearningPages

        return LearningPages(self.desk)

    @cached_property
    def said(self) -> "SearchSaid":
        """Search in what was said."""
        from revrise.services.calls.searching import SearchSaid

        return SearchSaid(self.desk)

    @cached_property
    def call_index(self) -> "CallIndex":
        """The index of what was said."""
        from revrise.services.processing.indexing import CallIndex

        return CallIndex(self.desk, self.analyst)
