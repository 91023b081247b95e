"""A rubric: what good looks like, as data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from revrise.core.conversations.trackers import Tracker
from revrise.core.errors import Invalid
from revrise.core.scoring.bands import HIGHEST
from revrise.core.scoring.measure import Measure, TopicBand, TrackerBand

Texts = Mapping[str, str]
When = Literal["always", "asked"]


@frozen
class Criterion:
    """One thing judged, on levels 1–5. `competency` names the node of the framework it shows.

    `title` and `anchors` are by language; anchors hold the text of level 1 first. `weight` is a
    whole number above 0. `minimum` is how many utterances a call needs to be judged on it.
    Raises Invalid naming the key at fault.
    """

    id: str
    title: Texts
    competency: str
    weight: int
    anchors: Mapping[str, tuple[str, ...]]
    measure: Measure
    minimum: int = 1

    def __attrs_post_init__(self) -> None:
        if self.weight <= 0:
            raise Invalid("must be > 0", culprit="weight")
        for language, texts in self.anchors.items():
            if len(texts) != HIGHEST or not all(text.strip() for text in texts):
                raise Invalid("must be five texts, level 1 first", culprit=f"anchors.{language}")


@frozen
class Blocker:
    """What no score makes good: the tracker must be met, e.g. the notice of recording."""

    id: str
    title: Texts
    tracker: Tracker


@frozen
class RubricDefinition:
    """Criteria under an id and version; a change of any of them is a new version.

    `when`: scored on every call in its languages, or only where somebody names it. Raises
    Invalid for criteria without or with equal ids, or texts missing in a language. `source` is
    the text it was read from, where there is one.
    """

    id: str
    version: int
    title: Texts
    languages: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    blockers: tuple[Blocker, ...] = ()
    when: When = "always"
    source: str = field(default="", eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        ids = [criterion.id for criterion in self.criteria]
        if not ids or len(set(ids)) != len(ids):
            raise Invalid("needs criteria, each with its own id", culprit="criteria")
        for error in lacking(self.languages, self.title, self.criteria):
            raise error

    @property
    def ref(self) -> str:
        """`id@version`."""
        return f"{self.id}@{self.version}"

    @property
    def trackers(self) -> tuple[Tracker, ...]:
        """All it listens for."""
        measures = [criterion.measure for criterion in self.criteria]
        banded = (one for one in measures if isinstance(one, TrackerBand))
        topics = (topic for one in measures if isinstance(one, TopicBand) for topic in one.topics)
        return (*_both(banded), *topics, *(blocker.tracker for blocker in self.blockers))


def lacking(
    languages: Iterable[str], title: Texts, criteria: Iterable[Criterion]
) -> Iterator[Invalid]:
    """The texts that a rubric owes its languages, each as the error of its key."""
    asked = tuple(criteria)
    for language in languages:
        if language not in title:
            yield Invalid("is missing", culprit=f"title.{language}")
        for one in asked:
            for key, texts in (("title", one.title), ("anchors", one.anchors)):
                if language not in texts:
                    yield Invalid("is missing", culprit=f"{one.id}.{key}.{language}")


def _both(banded: Iterable[TrackerBand]) -> Iterator[Tracker]:
    for band in banded:
        yield band.tracker
        if band.after is not None:
            yield band.after
