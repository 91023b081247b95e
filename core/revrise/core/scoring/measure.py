"""The ways a criterion can be computed."""

from typing import Literal

from attrs import frozen

from revrise.core.conversations.trackers import Tracker
from revrise.core.conversations.transcript import Side
from revrise.core.scoring.bands import Bands

Within = Literal["utterances", "questions"]
NO_BANDS = Bands({})


@frozen
class MetricBand:
    """The band of a metric of the call; the evidence is the longest talk of `shown`."""

    metric: str
    bands: Bands
    shown: Side = "seller"


@frozen
class QuestionBand:
    """How many questions `side` asks: all of them, or the open or closed ones."""

    bands: Bands
    side: Side = "seller"
    form: Literal["any", "open", "closed"] = "any"


@frozen
class MomentBand:
    """How many moments of a kind, with a label where one is given."""

    kind: str
    bands: Bands
    label: str | None = None


@frozen
class TrackerBand:
    """How many utterances hold a hit of the tracker, counting questions only where asked to.

    With `after`, only those that follow the first hit of that tracker.
    """

    tracker: Tracker
    bands: Bands
    within: Within = "utterances"
    after: Tracker | None = None


@frozen
class Sequence:
    """The share of steps taken over all moments of `kind`: each step is a key of their data.

    A step counts where its value is true or a span `[utterance, start, end]`. Without a moment of
    the kind the criterion is not scored.
    """

    kind: str
    steps: tuple[str, ...]
    bands: Bands


@frozen
class TopicBand:
    """The share of the topics that the call touches, `topic_coverage`; each is a tracker.

    The evidence is where each was touched first.
    """

    topics: tuple[Tracker, ...]
    bands: Bands


@frozen
class Human:
    """People alone give the level, by the anchors; there is nothing that a machine could count."""

    bands: Bands = NO_BANDS


Measure = MetricBand | QuestionBand | MomentBand | TrackerBand | Sequence | TopicBand | Human
