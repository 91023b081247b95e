"""The services, put together from what the assembly provides; each made when first asked for."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from revrise.apps.audit_cases import AuditCases
from revrise.apps.coaching_cases import CoachingCases
from revrise.apps.file_cases import FileCases
from revrise.apps.governance_cases import GovernanceCases
from revrise.apps.identity_cases import IdentityCases
from revrise.apps.privacy_cases import PrivacyCases

if TYPE_CHECKING:
    from revrise.ports.blobs import Blobs
    from revrise.ports.catalogue import Catalogue, PluginHost
    from revrise.ports.jobs import JobEngine
    from revrise.services.attribution.service import Attribution
    from revrise.services.calls.consents import Consents
    from revrise.services.calls.listing import CallLists
    from revrise.services.calls.page import CallPages
    from revrise.services.calls.reading import Reader
    from revrise.services.calls.receiving import Receiving
    from revrise.services.calls.service import Calls
    from revrise.services.content.library import Library
    from revrise.services.content.service import Content
    from revrise.services.crm.sync import Crm
    from revrise.services.desk import Desk
    from revrise.services.home.service import Home
    from revrise.services.jobs.errands import Errands
    from revrise.services.jobs.service import Jobs
    from revrise.services.measures.analysing import Analyst
    from revrise.services.people.teams import Teams
    from revrise.services.pipeline import Pipeline
    from revrise.services.pipeline.board import Board
    from revrise.services.pipeline.deal_page import DealPages
    from revrise.services.plugins.service import Plugins
    from revrise.services.plugins.settings import PluginDesk
    from revrise.services.processing.adding_files import AddingFiles
    from revrise.services.processing.vocabulary import Vocabulary
    from revrise.services.rewards.page import RewardPages
    from revrise.services.rewards.service import Rewards
    from revrise.services.rubrics.backscoring import AskBackScore
    from revrise.services.search.service import Search
    from revrise.services.shelf import Shelf
    from revrise.services.snapshots.insight_page import InsightPages


class UseCases(
    CoachingCases,
    GovernanceCases,
    IdentityCases,
    PrivacyCases,
    AuditCases,
    FileCases,
    ABC,
):
    """Every use case, for CLI, API, web and worker alike."""

    @cached_property
    @abstractmethod
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""

    @cached_property
    @abstractmethod
    def catalogue(self) -> "Catalogue":
        """What plugins offer."""

    @cached_property
    @abstractmethod
    def plugin_host(self) -> "PluginHost":
        """What loads plugins."""

    @cached_property
    @abstractmethod
    def reader(self) -> "Reader":
        """Files to transcripts."""

    @cached_property
    @abstractmethod
    def blobs(self) -> "Blobs":
        """Files."""

    @cached_property
    @abstractmethod
    def job_engine(self) -> "JobEngine":
        """What keeps and runs jobs."""

    @cached_property
    def jobs(self) -> "Jobs":
        """Jobs for people."""
        from revrise.services.jobs.service import Jobs

        return Jobs(self.desk, self.job_engine)

    @cached_property
    def search(self) -> "Search":
        """Names and titles of what an actor may see."""
        from revrise.services.search.service import Search

        return Search(self.desk)

    @cached_property
    def teams(self) -> "Teams":
        """The tree of teams."""
        from revrise.services.people.teams import Teams

        return Teams(self.desk)

    @cached_property
    def plugins(self) -> "Plugins":
        """Plugins and how they do."""
        from revrise.services.plugins.service import Plugins

        return Plugins(self.desk, self.catalogue)

    @cached_property
    def plugin_settings(self) -> "PluginDesk":
        """Plugins as the tenant wants them."""
        from revrise.services.plugins.settings import PluginDesk

        return PluginDesk(self.desk, self.plugin_host)

    @cached_property
    def errands(self) -> "Errands":
        """Long work that somebody asks for."""
        from revrise.services.jobs.errands import Errands

        return Errands(self.desk, self.job_engine)

    @cached_property
    def back_scoring(self) -> "AskBackScore":
        """Past calls, scored on what is in force."""
        from revrise.services.rubrics.backscoring import AskBackScore

        return AskBackScore(self.desk, self.catalogue, self.errands)

    @cached_property
    def consents(self) -> "Consents":
        """Consent to what is done with calls."""
        from revrise.services.calls.consents import Consents

        return Consents(self.desk)

    @cached_property
    def shelf(self) -> "Shelf":
        """Rows of any kind, for lists and single things."""
        from revrise.services.shelf import Shelf

        return Shelf(self.desk)

    @cached_property
    def analyst(self) -> "Analyst":
        """Transcripts to metrics and scorecards."""
        from revrise.services.measures.analysing import Analyst

        return Analyst(self.catalogue, self.began)

    @cached_property
    def calls(self) -> "Calls":
        """Recorded conversations."""
        from revrise.services.calls.service import Calls

        return Calls(self.desk, self.analyst, lambda: self.receiving)

    @cached_property
    def intake(self) -> "AddingFiles":
        """Files to calls."""
        from revrise.services.processing.adding_files import AddingFiles

        return AddingFiles(self.calls, self.reader, lambda: self.blobs, self.expected)

    @cached_property
    def expected(self) -> "Vocabulary":
        """Names and terms that are listened for."""
        from revrise.services.processing.vocabulary import Vocabulary

        return Vocabulary(self.desk, self.settings.speech.vocabulary)

    @cached_property
    def crm(self) -> "Crm":
        """Syncing."""
        from revrise.services.crm.sync import Crm

        return Crm(self.desk)

    @cached_property
    def content(self) -> "Content":
        """The library."""
        from revrise.services.content.service import Content

        return Content(self.desk)

    @cached_property
    def library(self) -> "Library":
        """The library as people browse it."""
        from revrise.services.content.library import Library

        return Library(self.desk)

    @cached_property
    def pipeline(self) -> "Pipeline":
        """Deals."""
        from revrise.services.pipeline import Pipeline

        return Pipeline(self.desk, self.catalogue)

    @cached_property
    def board(self) -> "Board":
        """The pipeline board."""
        from revrise.services.pipeline.board import Board

        return Board(self.desk, self.catalogue)

    @cached_property
    def deal_pages(self) -> "DealPages":
        """A deal with its history and what hangs on it."""
        from revrise.services.pipeline.deal_page import DealPages

        return DealPages(self.desk, self.catalogue)

    @cached_property
    def rewards(self) -> "Rewards":
        """Points."""
        from revrise.services.rewards.service import Rewards

        return Rewards(self.desk, self.catalogue)

    @cached_property
    def reward_pages(self) -> "RewardPages":
        """Points as people read them."""
        from revrise.services.rewards.page import RewardPages

        return RewardPages(self.desk, self.catalogue, self.rewards)

    @cached_property
    def attribution(self) -> "Attribution":
        """What moved revenue."""
        from revrise.services.attribution.service import Attribution

        return Attribution(self.desk, self.catalogue)

    @cached_property
    def receiving(self) -> "Receiving":
        """Uploaded files to calls that a job processes."""
        from revrise.services.calls.receiving import Receiving

        return Receiving(self.desk, self.reader, lambda: self.blobs, self.quotas)

    @cached_property
    def call_lists(self) -> "CallLists":
        """Calls, filtered, a page at a time."""
        from revrise.services.calls.listing import CallLists

        return CallLists(self.desk)

    @cached_property
    def call_pages(self) -> "CallPages":
        """A call with everything about it."""
        from revrise.services.calls.page import CallPages
        from revrise.services.measures.measured import Measured
        from revrise.services.measures.measuring import Measuring

        kept = Measuring(self.desk, self.settings.tenant, self.analyst)
        return CallPages(self.desk, self.catalogue, Measured(self.analyst, known=kept.known))

    @cached_property
    def insight_pages(self) -> "InsightPages":
        """What moved revenue, as a page shows it."""
        from revrise.services.snapshots.insight_page import InsightPages
        from revrise.services.snapshots.service import Snapshots

        kept = Snapshots(self.desk, self.rewards, self.attribution)
        return InsightPages(self.desk, self.attribution, kept)

    @cached_property
    def home(self) -> "Home":
        """What waits for somebody."""
        from revrise.services.home.mine import MyDay
        from revrise.services.home.service import Home
        from revrise.services.home.system import Watch
        from revrise.services.home.team import Others

        day = MyDay(self.desk, self.board, self.plan_pages, self.learning_pages, self.rewards)
        others = Others(
            self.desk,
            self.board,
            self.plan_pages,
            self.learning_pages,
            self.review_queues,
            self.meeting_pages,
        )
        return Home(self.desk, day, others, Watch(self.desk, self.catalogue, self.jobs))
