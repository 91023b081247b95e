"""The hooks a plugin may implement, by concern.

`register_*` returns things, `on_*` observes, a bare verb decides. An implementation takes any
subset of a hook's arguments, so arguments can be added without breaking anyone. `config` is an
instance of the manifest's config class, or None. What is handed in is read only.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from revrise.core.attribution.models import Model
from revrise.core.events import Event
from revrise.ports.call_sources import CallSource
from revrise.ports.crm import CrmConnectorKind
from revrise.ports.deals import CriterionKind
from revrise.ports.detectors import Detector
from revrise.ports.hooks import hookspec
from revrise.ports.language_model import LanguageModel
from revrise.ports.manifest import PluginManifest
from revrise.ports.rewards import RewardRule
from revrise.ports.rubrics import Rubric
from revrise.ports.speech import Transcriber
from revrise.ports.tools import Tools
from revrise.ports.transcripts import TranscriptFormat


class PluginHooks:
    """What a plugin is."""

    @hookspec
    def manifest(self) -> PluginManifest:
        """Says who the plugin is; the one hook every plugin implements.

        Called when: the plugin is loaded, before every other hook.
        Returns: the manifest.
        Result: its id equals the name of the entry point.
        May raise: nothing; a plugin that raises here is quarantined.
        Example: `revrise.plugins.rewards.deal_won`.
        """
        raise NotImplementedError


class ScoringHooks:
    """How conversations are judged."""

    @hookspec
    def register_rubrics(self, config: Any) -> Iterable[Rubric]:
        """Offers rubrics, which turn an analysed call into a scorecard.

        Called when: the plugin is loaded.
        Parameters: `config`, the plugin's configuration.
        Returns: rubrics; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.rubrics.discovery`.
        """
        raise NotImplementedError

    @hookspec
    def register_detectors(self, config: Any) -> Iterable[Detector]:
        """Offers detectors, which find objections, questions or moments of their own kind.

        Called when: the plugin is loaded.
        Parameters: `config`, the plugin's configuration.
        Returns: detectors; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.detectors.customer_stories`.
        """
        raise NotImplementedError


class RewardHooks:
    """What is rewarded."""

    @hookspec
    def register_reward_rules(self, config: Any) -> Iterable[RewardRule]:
        """Offers reward rules, which turn facts into points, with reasons.

        Called when: the plugin is loaded.
        Parameters: `config`, the plugin's configuration.
        Returns: reward rules; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.rewards.deal_won`.
        """
        raise NotImplementedError


class CrmHooks:
    """Where customers and deals come from."""

    @hookspec
    def register_crm_connectors(self, config: Any, tools: Tools) -> Iterable[CrmConnectorKind]:
        """Offers kinds of doors to systems that hold accounts, contacts and deals.

        Called when: the plugin is loaded; nothing is connected yet.
        Parameters: `config`, the plugin's configuration; `tools`, its façade of the host.
        Returns: kinds of connectors; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.crm.csv_folder`.
        """
        raise NotImplementedError


class CallHooks:
    """Where calls come from and how they become transcripts."""

    @hookspec
    def register_call_sources(self, config: Any, tools: Tools) -> Iterable[CallSource]:
        """Offers systems that keep calls, asked from time to time for what is new.

        Called when: the plugin is loaded; nobody is asked yet.
        Parameters: `config`, the plugin's configuration; `tools`, its façade of the host, by
        whose `get` and `post` alone it calls out.
        Returns: call sources; none where none is set up.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.calls.gong`.
        """
        raise NotImplementedError

    @hookspec
    def register_transcript_formats(self, config: Any) -> Iterable[TranscriptFormat]:
        """Offers readers of transcript files.

        Called when: the plugin is loaded.
        Parameters: `config`, the plugin's configuration.
        Returns: transcript formats; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.calls.transcripts`.
        """
        raise NotImplementedError

    @hookspec
    def register_transcribers(self, config: Any, tools: Tools) -> Iterable[Transcriber]:
        """Offers engines that turn a recording into a transcript.

        Called when: the plugin is loaded; models are loaded later, when first used.
        Parameters: `config`, the plugin's configuration; `tools`, its façade of the host.
        Returns: transcribers; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise plugins new transcriber` writes one.
        """
        raise NotImplementedError

    @hookspec
    def register_language_models(self, config: Any, tools: Tools) -> Iterable[LanguageModel]:
        """Offers language models, which are asked about calls; what they say is marked as theirs.

        Called when: the plugin is loaded; nothing is asked yet.
        Parameters: `config`, the plugin's configuration; `tools`, its façade of the host, by
        whose `post` alone it calls out.
        Returns: language models; none where none is set up.
        Result: those of all plugins; the first is asked; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: `revrise.plugins.calls.language_model`.
        """
        raise NotImplementedError


class AnalyticsHooks:
    """How success is explained."""

    @hookspec
    def register_attribution_models(self, config: Any) -> Iterable[Model]:
        """Offers credit models, which share conversions among channels.

        Called when: the plugin is loaded.
        Parameters: `config`, the plugin's configuration.
        Returns: credit models; none is allowed.
        Result: those of all plugins; a name taken by another plugin is refused.
        May raise: Misconfigured.
        Example: PLUGINS.md, under this name.
        """
        raise NotImplementedError


class DealHooks:
    """How deals move and who gets them."""

    @hookspec
    def register_criteria(self, config: Any) -> Iterable[CriterionKind]:
        """Offers kinds of entry and exit criteria, for sales processes to use.

        Called when: the plugin is loaded.
        Parameters: `config`, the plugin's configuration.
        Returns: kinds of criteria; none is allowed.
        Result: those of all plugins; an id taken by another plugin is refused.
        May raise: Misconfigured.
        Example: PLUGINS.md, under this name.
        """
        raise NotImplementedError

    @hookspec(firstresult=True)
    def route_deal(
        self, deal: Mapping[str, Any], candidates: Sequence[str], config: Any
    ) -> str | None:
        """Decides who gets a deal that nobody owns.

        Called when: a deal without an owner comes in.
        Parameters: `deal`, its readable fields; `candidates`, ids of the people who may take it;
        `config`, the plugin's configuration.
        Returns: one of the candidates, or None to leave it to the next plugin.
        Result: the first that is not None; an id outside the candidates quarantines the plugin.
        May raise: nothing; a plugin that raises is quarantined and the next is asked.
        Example: PLUGINS.md, under this name.
        """
        raise NotImplementedError


class EventHooks:
    """What happened."""

    @hookspec
    def on_event(self, event: Event, config: Any, tools: Tools) -> None:
        """Observes a fact, such as `deal.won`.

        Called when: the outbox is relayed, after the commit; at least once an event.
        Parameters: `event`, deeply read only; `config`, the plugin's configuration; `tools`, its
        façade of the host.
        Returns: nothing.
        Result: ignored.
        May raise: Retriable, to be called again later; anything else quarantines the plugin.
        Example: PLUGINS.md, under this name.
        """
        raise NotImplementedError


CONCERNS = (
    PluginHooks,
    ScoringHooks,
    RewardHooks,
    CrmHooks,
    CallHooks,
    AnalyticsHooks,
    DealHooks,
    EventHooks,
)
