"""What home shows. A part that is None is not for this person; an empty one is: nothing waits."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.deals.warnings import DealWarning
from revrise.core.money import Money
from revrise.ports.storage import View
from revrise.services.assignments.showing import ToScore
from revrise.services.coaching.progress import ListedPlan
from revrise.services.coaching.queue import Queue
from revrise.services.learning.page import Group, Taken
from revrise.services.pipeline.views import BoardView, Card


@frozen
class Step:
    """Something to do now.

    `kind` is deal_step | deal_stalled | plan_accept | plan_action | course | feedback | review |
    meeting | stuck | approve | blind. `about` names the thing, `detail` what more is said.
    `minutes` is how long such a thing takes as a rule. `late_days` is negative before it is due.
    `because` are the reasons of a review. `about_zh` is the name in Chinese, where it has one.
    `cause` is what makes it a step: done once, it comes back when that is another.
    """

    kind: str
    about: str
    href: str
    minutes: int
    weight: int
    detail: str = ""
    due: datetime | None = None
    late_days: int | None = None
    value: Money | None = None
    because: tuple[str, ...] = ()
    about_zh: str = ""
    cause: str = ""
    id: str = ""


@frozen
class RiskyDeal:
    """An open deal with what is wrong with it, the most pressing first."""

    card: Card
    warnings: tuple[DealWarning, ...]


@frozen
class Heard:
    """A comment of somebody else on one's own call."""

    id: str
    call_id: str
    call: str
    author: str
    at: datetime
    at_ms: int | None
    text: str


@frozen
class Level:
    """The mean score of the newest calls, and how many they are; None where none is scored."""

    mean: float | None
    calls: int


@frozen
class Mine:
    """One's own work. `promised` are deals with a next step that is due.

    `points` is the balance, `gained` what this month brought.
    """

    board: BoardView | None
    risks: tuple[RiskyDeal, ...]
    promised: tuple[Card, ...]
    heard: tuple[Heard, ...]
    plans: tuple[ListedPlan, ...]
    learning: tuple[Taken, ...]
    ledger: Sequence[View]
    points: int
    gained: int
    level: Level


@frozen
class Member:
    """A seller of the team: open deals, their value, the mean score, whether a plan lags."""

    person_id: str
    name: str
    open: int
    value: Money | None
    over: int
    level: Level
    plan: str | None


@frozen
class Team:
    """The deals and people in reach; `meetings` are rows of this week, `names` those in them."""

    board: BoardView
    members: tuple[Member, ...]
    meetings: Sequence[View]
    names: Mapping[str, str]


@frozen
class Coaching:
    """What a coach's hour changes most, whose plan is off its course, what was given to them."""

    queue: Queue
    off_plan: tuple[ListedPlan, ...]
    running: int
    given: tuple[ToScore, ...] = ()


@frozen
class ToApprove:
    """A version of an asset, or a course, that waits for somebody other than its author."""

    href: str
    title: str
    number: str
    author: str
    since: datetime
    own: bool


@frozen
class Enabling:
    """What waits for approval, and how programmes go."""

    waiting: tuple[ToApprove, ...]
    groups: tuple[Group, ...]


@frozen
class Source:
    """A CRM source and its newest run."""

    name: str
    connector: str
    state: str | None
    ended_at: datetime | None
    error: str | None
    remedy: str | None


@frozen
class System:
    """How the installation does. `jobs` counts by state, `plugins` by state."""

    jobs: Mapping[str, int]
    plugins: Mapping[str, int]
    broken: Sequence[View]
    sources: tuple[Source, ...]
    people: int
    inactive: int


@frozen
class HomeView:
    """Everything, for one person."""

    steps: tuple[Step, ...]
    mine: Mine | None
    team: Team | None
    coaching: Coaching | None
    enabling: Enabling | None
    system: System | None
    as_of: datetime
    aside: tuple[Step, ...] = ()
