"""Which detectors hear calls: the built-in ones and those of plugins, in use or not, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from attrs import Factory, evolve, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.built_in import BUILT_INS, BuiltIn
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.metrics.definitions import RESTING
from revrise.core.governance.actor import Actor
from revrise.ports.catalogue import Catalogue, PluginDetectors, PluginState
from revrise.services.desk import Desk
from revrise.services.reach import may

State = Literal["in_use", "off", "set_aside"]
_STATES: Mapping[str, State] = {"enabled": "in_use", "disabled": "off"}


@frozen
class ListedDetector:
    """A detector as people see it; of a plugin that tells of none, the plugin alone.

    Not `loaded`: the plugin's code could not be had, and whether it brings any nobody knows.
    `id` is its own, of a built-in one its kind; `ref` and `version` are None of a built-in one,
    which changes with RevRise, and with `kind`, `label` and `about` of a plugin that tells of
    none. `metrics` are the definitions that rest on what it finds. `replaced_by` are those in use
    that stand in for a built-in one, in their languages. `code` says why it is set aside, `cause`
    and `remedy` say more to who may manage plugins, and are empty for everybody else.
    """

    id: str | None
    kind: str | None = None
    ref: str | None = None
    version: int | None = None
    label: Bilingual | None = None
    about: Bilingual | None = None
    labels: Mapping[str, Bilingual] = Factory(dict)
    languages: tuple[str, ...] = ()
    instead: bool = False
    metrics: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    plugin: str | None = None
    plugin_name: str = ""
    loaded: bool = True
    state: State = "in_use"
    code: str = ""
    cause: str = ""
    remedy: str = ""


@frozen
class Detectors:
    """The use case."""

    desk: Desk
    catalogue: Catalogue

    def list(self, by: Actor) -> Sequence[ListedDetector]:
        """The built-in ones, then those of plugins, by plugin. Raises Refused.

        For who may read trackers.
        """
        self.desk.scope(by, "tracker")
        told = may(self.desk, by, "plugin", "manage")
        brought = self.catalogue.detector_plugins()
        theirs = [row for one in brought for row in _of_plugin(one, told=told)]
        return (*(_built_in(one, theirs) for one in BUILT_INS), *theirs)


def _built_in(one: BuiltIn, theirs: Sequence[ListedDetector]) -> ListedDetector:
    standing = [
        row.ref
        for row in theirs
        if row.instead and row.state == "in_use" and row.kind == one.kind and row.ref
    ]
    return ListedDetector(
        one.kind,
        one.kind,
        label=one.label,
        about=one.about,
        labels=one.labels,
        languages=one.languages,
        metrics=_metrics(one.kind),
        replaced_by=tuple(sorted(standing)),
    )


def _of_plugin(brought: PluginDetectors, *, told: bool) -> Iterator[ListedDetector]:
    plugin = evolve(_plugin(brought.state, told=told), loaded=brought.loaded)
    if not brought.definitions:
        yield evolve(plugin, state="off") if plugin.state == "in_use" else plugin
    for one in brought.definitions:
        yield _defined(plugin, one)


def _plugin(state: PluginState, *, told: bool) -> ListedDetector:
    return ListedDetector(
        None,
        plugin=state.id,
        plugin_name=state.name,
        state=_STATES.get(state.state, "set_aside"),
        code=state.code,
        cause=state.cause if told else "",
        remedy=state.remedy if told else "",
    )


def _defined(plugin: ListedDetector, one: DetectorDefinition) -> ListedDetector:
    return evolve(
        plugin,
        id=one.id,
        kind=one.kind,
        ref=one.ref,
        version=one.version,
        label=one.label,
        about=one.about,
        labels=one.labels,
        languages=one.languages,
        instead=one.instead,
        metrics=_metrics(one.kind),
    )


def _metrics(kind: str) -> tuple[str, ...]:
    return tuple(sorted(RESTING.get(kind, ())))
