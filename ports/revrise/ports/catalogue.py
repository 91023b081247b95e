"""What services see of the plugins: things by kind and id, never a plugin manager."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar

from attrs import frozen

from revrise.core.attribution.models import Model
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.deals.criterion import Check
from revrise.core.errors import Fatal, NotFound
from revrise.core.events import Event
from revrise.ports.call_sources import CallSource
from revrise.ports.crm import CrmConnectorKind
from revrise.ports.detectors import Detector
from revrise.ports.language_model import LanguageModel
from revrise.ports.rewards import RewardRule
from revrise.ports.rubrics import Rubric
from revrise.ports.speech import Transcriber
from revrise.ports.transcripts import TranscriptFormat

State = Literal["enabled", "quarantined", "blocked", "disabled"]
T = TypeVar("T")
R = TypeVar("R")


class PluginFailed(Fatal):
    """A plugin raised, hung or answered nonsense; the others go on.

    It is quarantined, unless it did so about a file that anybody may have sent.
    """

    def __init__(self, plugin_id: str, code: str, cause: str, remedy: str) -> None:
        super().__init__(f"{code} {cause}", culprit=f"plugin {plugin_id}", remedy=remedy)
        self.plugin_id = plugin_id
        self.code = code


@frozen
class PluginState:
    """One plugin as an operator sees it.

    `enabled`: in use. `quarantined`: it failed. `blocked`: the host will not run it. `disabled`:
    switched off, or not `selected` by the deployment. The four fields from `code` on say why and
    what to do, and are empty when enabled. `stumbles` is how many files it failed at since this
    process began, which cost only those files.
    """

    id: str
    name: str
    state: State
    version: str = ""
    distribution: str = ""
    api: str = ""
    kinds: tuple[str, ...] = ()
    hooks: tuple[str, ...] = ()
    summary: str = ""
    config: Mapping[str, Any] | None = None
    code: str = ""
    cause: str = ""
    remedy: str = ""
    docs: str = ""
    selected: bool = True
    stumbles: int = 0


@frozen
class PluginDetectors:
    """A plugin that brings detectors: what became of it, and what it offers or last offered.

    No `definitions` where it is off, was stopped before it offered any, or offers none as it is
    set. Not `loaded`: its code could not be had, so that nobody knows whether it brings any.
    """

    state: PluginState
    definitions: tuple[DetectorDefinition, ...] = ()
    loaded: bool = True


@frozen
class PluginValue:
    """A setting in force. `origin` is default | file | stored | environment; None for a secret.

    `variable` is the one that decides it, if any; `below` what it is without a stored setting.
    """

    key: str
    value: Any
    origin: str
    variable: str
    below: Any
    secret: bool


class PluginHost(Protocol):
    """Loads plugins as the tenant wants them."""

    def refresh(self) -> None:
        """Something stored is being changed: look at the next question already."""
        ...

    def faults(self, plugin_id: str, settings: Mapping[str, Any]) -> Mapping[str, str]:
        """What would be wrong with stored settings, by key; empty where they would do.

        Raises NotFound for an unknown plugin.
        """
        ...

    def values(self, plugin_id: str) -> Sequence[PluginValue]:
        """Every setting of a plugin; none of one whose settings are not known."""
        ...

    def states(self) -> Sequence[PluginState]:
        """Every plugin known, by id, whatever became of it."""
        ...


class Catalogue(Protocol):
    """The things of all enabled plugins, in the order of the plugins' ids, then as offered.

    Those of bundled plugins come last, so that a narrower one is asked before them.
    Calling a thing may raise PluginFailed: its plugin is quarantined then and its things are
    gone from the catalogue. Asking for an unknown id raises NotFound, with close names.
    """

    def rubric(self, rubric_id: str) -> Rubric:
        """The rubric of this id in force, or exactly the version that `id@version` names."""
        ...

    def rubrics(self) -> Sequence[Rubric]:
        """Every rubric."""
        ...

    def detectors(self) -> Sequence[Detector]:
        """Every detector of a plugin; the built-in ones are the core's."""
        ...

    def detector_plugins(self) -> Sequence[PluginDetectors]:
        """Every plugin that brings detectors, by id, whatever became of it.

        Also those that failed to load, which may have brought some.
        """
        ...

    def reward_rules(self) -> Sequence[RewardRule]:
        """Every reward rule."""
        ...

    def crm_connector(self, kind_id: str) -> CrmConnectorKind:
        """The kind of CRM connector of this id, e.g. `csv`."""
        ...

    def call_source(self, source_id: str) -> CallSource:
        """The call source of this id.

        Raises NotFound where none of it is set up, PluginFailed where its plugin is out of use.
        """
        ...

    def call_sources(self) -> Sequence[CallSource]:
        """Every call source that is set up."""
        ...

    def transcript_formats(self) -> Sequence[TranscriptFormat]:
        """Every transcript format."""
        ...

    def transcribers(self) -> Sequence[Transcriber]:
        """Every transcriber."""
        ...

    def language_models(self) -> Sequence[LanguageModel]:
        """Every language model that is set up; none is the default."""
        ...

    def attribution_models(self) -> Sequence[Model]:
        """Every credit model of a plugin; the built-in ones are the core's."""
        ...

    def criteria(self) -> Mapping[str, Check]:
        """Kinds of entry and exit criteria with their checks, as `Deal.advance` takes them."""
        ...

    def route(self, deal: Mapping[str, Any], candidates: Sequence[str]) -> str | None:
        """Who gets the deal, in the first plugin's opinion that has one."""
        ...

    def emit(self, event: Event) -> None:
        """Shows an event to every observer; a failing one is quarantined, the rest see it.

        Raises Retriable after all were asked when one wants it again.
        """
        ...

    def states(self) -> Sequence[PluginState]:
        """Every plugin known, by id, whatever became of it."""
        ...


def rubric_there(catalogue: Catalogue, reference: str) -> Rubric | None:
    """The rubric of an id or `id@version`; None where it is not to be had, or not any more."""
    try:
        return catalogue.rubric(reference)
    except NotFound:
        return None


def surviving(things: Iterable[T], call: Callable[[T], R]) -> Iterator[tuple[T, R]]:
    """Each thing with its answer, without those whose plugin fails; `states()` says why."""
    for thing in things:
        try:
            answer = call(thing)
        except PluginFailed:
            continue
        yield thing, answer
