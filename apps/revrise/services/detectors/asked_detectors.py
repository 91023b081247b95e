"""Which detectors are measured on labelled lines, and what can be measured of them."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.detected import Detected
from revrise.core.conversations.detector import BUILT_IN, DetectorDefinition
from revrise.core.conversations.evaluation import TASKS, Task, parted
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid, NotFound
from revrise.services.measures.analysing import Analyst

_KINDS: Mapping[Task, Sequence[str]] = {
    "questions": ("question",),
    "open-questions": ("question",),
    "objections": ("objection",),
    "acts": BUILT_IN,
}


@frozen
class OwnTask:
    """What is measured of a kind that only plugins find: all of it, or one `category`."""

    task: Task
    label: Bilingual
    category: Bilingual | None = None


@frozen
class AskedDetectors:
    """The detectors of plugins that are measured with the built-in ones: of these ids, or all."""

    analyst: Analyst
    task: Task
    only: tuple[str, ...] | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        """Those that have a say in the task. Raises NotFound for an id that nothing in use has."""
        found = in_use(self.analyst)
        for name in sorted({*(self.only or ())} - {one.id for one in found}):
            known = ", ".join(sorted(one.id for one in found)) or "none"
            remedy = f"in use: {known}; `revrise plugins show` says how others are switched on"
            raise NotFound(f"no detector {name!r} in use", culprit=name, remedy=remedy)
        kinds = _KINDS.get(self.task) or parted(self.task)[:1]
        return tuple(sorted(one.ref for one in self._asked() if one.kind in kinds))

    @property
    def own(self) -> Mapping[str, Sequence[str]]:
        """The categories of the kind of plugins whose labels the task takes; empty: a built-in one.

        Raises Invalid for no task, naming those there are.
        """
        if self.task in TASKS:
            return {}
        known = [one.task for one in own_tasks(self._asked())]
        if self.task not in known:
            remedy = f"there are {', '.join((*TASKS, *known))}; others come with plugins in use"
            raise Invalid(f"no task {self.task!r:.100}", culprit="task", remedy=remedy)
        kind, _ = parted(self.task)
        named = [parted(task) for task in known]
        return {kind: [label for other, label in named if other == kind and label]}

    def hear(self, transcript: Transcript) -> Sequence[Detected]:
        """What they find in one."""
        return self.analyst.detected(transcript, self.only)

    def _asked(self) -> Sequence[DetectorDefinition]:
        return [one for one in in_use(self.analyst) if self.only is None or one.id in self.only]


def in_use(analyst: Analyst) -> Sequence[DetectorDefinition]:
    """Every detector of a plugin that hears calls."""
    return [one.definition for one in analyst.catalogue.detectors()]


def own_tasks(definitions: Sequence[DetectorDefinition]) -> Iterator[OwnTask]:
    """Of each kind, then of each of its categories; texts are those of the first that has them."""
    own = [one for one in reversed(definitions) if not one.built_in]
    for kind, label in sorted({one.kind: one.label for one in own}.items()):
        yield OwnTask(kind, label)
        labels = {key: text for one in own if one.kind == kind for key, text in one.labels.items()}
        for key, text in sorted(labels.items()):
            yield OwnTask(f"{kind}:{key}", label, text)
