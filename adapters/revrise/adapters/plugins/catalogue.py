"""What the plugins offer, typed and guarded."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from attrs import evolve

from revrise.adapters.plugins import failures
from revrise.adapters.plugins.blame import failed
from revrise.adapters.plugins.defined import definitions
from revrise.adapters.plugins.discovery import BUNDLED
from revrise.adapters.plugins.failures import Failure
from revrise.adapters.plugins.freezing import deeply
from revrise.adapters.plugins.guard import Guarded, guarded
from revrise.adapters.plugins.kinds import BY_NAME
from revrise.adapters.plugins.loading import arguments
from revrise.adapters.plugins.plugin import Plugin
from revrise.adapters.plugins.timebox import within
from revrise.core.attribution.models import Model
from revrise.core.deals.criterion import Check
from revrise.core.errors import NotFound, Retriable
from revrise.core.events import Event
from revrise.ports.call_sources import CallSource
from revrise.ports.catalogue import PluginDetectors, PluginFailed, PluginState
from revrise.ports.crm import CrmConnectorKind
from revrise.ports.detectors import Detector
from revrise.ports.language_model import LanguageModel
from revrise.ports.rewards import RewardRule
from revrise.ports.rubrics import Rubric
from revrise.ports.speech import Transcriber
from revrise.ports.transcripts import TranscriptFormat

_EVENT_S = 5.0


class PluginCatalogue:
    """The port `Catalogue` over loaded plugins, in the order they were found."""

    def __init__(
        self,
        plugins: Sequence[Plugin],
        absent: Sequence[PluginState] = (),
        environ: Mapping[str, str] | None = None,
        *,
        event_s: float = _EVENT_S,
    ) -> None:
        self.plugins = plugins
        self.event_s = event_s
        self._absent = absent
        self._environ = environ or {}

    def rubric(self, rubric_id: str) -> Rubric:
        """The rubric of this id, or of exactly this `id@version`. Raises NotFound."""
        found = cast(Rubric, self._one("rubric", rubric_id.partition("@")[0]))
        if "@" in rubric_id and found.definition.ref != rubric_id:
            here = found.definition.ref
            raise NotFound(f"no rubric {rubric_id!r}", culprit=rubric_id, remedy=f"here is {here}")
        return found

    def rubrics(self) -> Sequence[Rubric]:
        """Every rubric."""
        return self._all("rubric")

    def detectors(self) -> Sequence[Detector]:
        """Every detector of a plugin."""
        return self._all("detector")

    def detector_plugins(self) -> Sequence[PluginDetectors]:
        """Every plugin that brings detectors, or may, having failed to load; by id."""
        hook = BY_NAME["detector"].hook
        found = [
            # The definitions first: a plugin may fail by being asked for them.
            (definitions(plugin), plugin.state)
            for plugin in self.plugins
            if plugin.brings(hook)
        ]
        named = [PluginDetectors(state, offered) for offered, state in found]
        unknown = (one.state for one in self.plugins if one.unloaded)
        named += [PluginDetectors(one, loaded=False) for one in (*unknown, *self._absent)]
        return sorted(named, key=lambda one: one.state.id)

    def reward_rules(self) -> Sequence[RewardRule]:
        """Every reward rule."""
        return self._all("reward-rule")

    def crm_connector(self, kind_id: str) -> CrmConnectorKind:
        """The kind of CRM connector of this id. Raises NotFound."""
        return cast(CrmConnectorKind, self._one("crm-connector", kind_id))

    def call_source(self, source_id: str) -> CallSource:
        """The call source of this id. Raises NotFound; what failed, where its plugin is out."""
        for plugin in self.plugins:
            things = plugin.things.get("call-source", ()) if plugin.failure else ()
            if any(BY_NAME["call-source"].id(one) == source_id for one in things):
                raise failed(plugin)
        return cast(CallSource, self._one("call-source", source_id))

    def call_sources(self) -> Sequence[CallSource]:
        """Every call source."""
        return self._all("call-source")

    def transcript_formats(self) -> Sequence[TranscriptFormat]:
        """Every transcript format."""
        return self._all("transcript-format")

    def transcribers(self) -> Sequence[Transcriber]:
        """Every transcriber."""
        return self._all("transcriber")

    def language_models(self) -> Sequence[LanguageModel]:
        """Every language model."""
        return self._all("language-model")

    def attribution_models(self) -> Sequence[Model]:
        """Every credit model of a plugin."""
        return self._all("attribution-model")

    def criteria(self) -> Mapping[str, Check]:
        """The check of each kind of criterion."""
        return {kind.id: kind.met for kind in self._all("criterion")}

    def route(self, deal: Mapping[str, Any], candidates: Sequence[str]) -> str | None:
        """The first plugin's choice among the candidates, or None."""
        deal, candidates = deeply(deal), tuple(candidates)
        for plugin in self._implementing("route_deal"):
            choice = self._call(plugin, "route_deal", deal=deal, candidates=candidates)
            if choice is None:
                continue
            if choice in candidates:
                return cast(str, choice)
            cause = f"route_deal() chose {choice!r:.80}, who is no candidate"
            plugin.quarantine(Failure(failures.WRONG_RESULT, cause, "choose a candidate"))
        return None

    def emit(self, event: Event) -> None:
        """Shows an event to every observer. Raises Retriable when one wants it again."""
        event, again = evolve(event, data=deeply(event.data)), None
        for plugin in self._implementing("on_event"):
            try:
                self._observe(plugin, event)
            except Retriable as error:
                again = error
        if again:
            raise again

    def states(self) -> Sequence[PluginState]:
        """Every plugin known, by id."""
        known = [plugin.state for plugin in self.plugins]
        return sorted([*known, *self._absent], key=lambda state: state.id)

    def _observe(self, plugin: Plugin, event: Event) -> None:
        """Shows it within a time limit: one that hangs keeps nobody else from the event."""
        try:
            within(self.event_s, lambda: self._call(plugin, "on_event", event=event))
        except TimeoutError as error:
            remedy = "report it to the plugin's author; restart to try it again"
            plugin.quarantine(Failure(failures.HANGS, f"on_event(): {error}", remedy))

    def _implementing(self, hook: str) -> Iterator[Plugin]:
        return (plugin for plugin in self._active() if hook in plugin.implements)

    def _active(self) -> list[Plugin]:
        """Those in use. A stranger is asked before a bundled plugin, so that it can refine it."""
        active = (plugin for plugin in self.plugins if plugin.active)
        return sorted(active, key=lambda plugin: plugin.found.distribution == BUNDLED)

    def _call(self, plugin: Plugin, name: str, **offered: Any) -> Any:
        """The plugin's answer to a hook; None when it failed and is quarantined."""
        hook: Any = getattr(plugin.hooks.hook, name) if plugin.hooks else None
        given = arguments(plugin, hook, self._environ, **offered)
        try:
            answer = guarded(plugin, lambda: hook(**given), passing=(Retriable,))
        except PluginFailed:
            return None
        return answer

    def _things(self, kind: str) -> Iterator[tuple[str, Any]]:
        for plugin in self._active():
            for thing in plugin.things.get(kind, ()):
                yield BY_NAME[kind].id(thing), Guarded(thing, BY_NAME[kind], plugin)

    def _all(self, kind: str) -> list[Any]:
        return [thing for _, thing in self._things(kind)]

    def _one(self, kind: str, thing_id: str) -> Any:
        things = dict(self._things(kind))
        if thing_id in things:
            return things[thing_id]
        close = difflib.get_close_matches(thing_id, things, n=1)
        known = f"there are {', '.join(sorted(things)) or 'none'}; see revrise plugins list"
        remedy = f"did you mean {close[0]}?" if close else known
        raise NotFound(f"no {kind} {thing_id!r}", culprit=thing_id, remedy=remedy)
