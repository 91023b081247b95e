"""The composition root: the one module that knows the adapters.

Everything is made when first asked for, so that a command pays only for what it uses.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from revrise.apps import settings as settings_module
from revrise.apps.assembly.foundation import Foundation
from revrise.apps.assembly.plugged import Kept, plugin_folder, plugin_host
from revrise.apps.extras import extra
from revrise.apps.flow_cases import FlowCases
from revrise.apps.settings import Settings
from revrise.core.governance.actor import Actor

if TYPE_CHECKING:
    from revrise.adapters.apart.sounds import SoundsApart
    from revrise.adapters.jobs.engine import LocalJobs
    from revrise.adapters.jobs.worker import Worker
    from revrise.ports.catalogue import Catalogue, PluginHost
    from revrise.ports.jobs import JobLog
    from revrise.ports.notify import Channels
    from revrise.ports.plugin_report import PluginReport
    from revrise.ports.speech import Transcriber
    from revrise.services.assist.assisting import Assisting
    from revrise.services.assist.model_comparing import ModelComparing
    from revrise.services.calls.media import Media
    from revrise.services.calls.reading import Reader
    from revrise.services.calls.sounding import CallSounds
    from revrise.services.clips.clip_playing import ClipPlaying
    from revrise.services.clips.service import Clips
    from revrise.services.desk import Desk
    from revrise.services.people.service import People
    from revrise.services.policy.defaults import PolicyDefaults
    from revrise.services.policy.expectations import PolicyTest
    from revrise.services.policy.preview import PolicyPreview
    from revrise.services.vault.service import Vault


class RevRise(Foundation, FlowCases):
    """A running RevRise for one tenant: what its services stand on, made on demand."""

    @cached_property
    def desk(self) -> "Desk":
        """Store, policy, time and ids."""
        from revrise.adapters.rows.kinds import policy_catalogue
        from revrise.services.desk import Desk

        casbin = extra("revrise.adapters.casbin.policy", "policy")
        policy = casbin.CasbinPolicy(self.store, policy_catalogue())
        return Desk(self.store, policy, self.clock, self.ids)

    @cached_property
    def job_log(self) -> "JobLog":
        """Jobs as workers keep them."""
        from revrise.adapters.sql.jobs import SqlJobLog

        self._prepare()
        return SqlJobLog(self.engine)

    @cached_property
    def job_engine(self) -> "LocalJobs":
        """Jobs, their tasks, and a way to run them here."""
        from revrise.adapters.jobs.engine import LocalJobs
        from revrise.adapters.jobs.running import Runner
        from revrise.adapters.sql.workers import SqlWorkers
        from revrise.apps.worker import tasks

        known, tenant, clock = tasks.tasks(self), self.settings.tenant, self.clock
        by_name = {task.name: task for task in known}
        who = self.people.on_behalf
        most = self.settings.jobs.crashes
        runner = Runner(self.job_log, by_name, who, clock, tenant, "here", clock, most)
        crew, policy = SqlWorkers(self.engine, tenant).working, self.desk.policy
        return LocalJobs(self.store, policy, clock, self.job_log, known, runner, crew)

    def worker(self, limits: Mapping[str, int], name: str) -> "Worker":
        """What runs jobs in this process as `name`: queue → how many at once. Not started yet."""
        from revrise.apps.worker import tasks

        module, wanted = extra("revrise.adapters.jobs.worker", "jobs"), self.settings.jobs
        times = wanted.lease_s, wanted.poll_s, wanted.grace_s, wanted.look_s
        plan, look = module.Plan(limits, *times), self.flow.tick
        schedules, runner = tasks.schedules(self), self.job_engine.runner
        made: Worker = module.worker(self.engine, runner, schedules, plan, name, look)
        return made

    @cached_property
    def people(self) -> "People":
        """Persons and actors; sets the organisation up when it is not there yet."""
        from revrise.adapters.casbin.sources import default_policy
        from revrise.services.people.service import People, SetUp

        people = People(self.desk, self.settings.tenant, default_policy())
        wanted = self.settings
        people.set_up(SetUp(wanted.organisation, wanted.locale, wanted.currency))
        return people

    @cached_property
    def policy_defaults(self) -> "PolicyDefaults":
        """Default rules a stored policy does not know."""
        from revrise.services.policy.defaults import PolicyDefaults

        return PolicyDefaults(self.desk, self.people.first_policy)

    @cached_property
    def policy_preview(self) -> "PolicyPreview":
        """What somebody would see, in figures."""
        from revrise.adapters.rows.kinds import KINDS
        from revrise.services.policy.preview import PolicyPreview

        return PolicyPreview(self.desk, {name: kind for kind, name in KINDS.items()})

    @cached_property
    def policy_test(self) -> "PolicyTest":
        """Tables of expectations."""
        from revrise.services.policy.expectations import PolicyTest

        return PolicyTest(self.desk, self.people)

    @cached_property
    def catalogue(self) -> "Catalogue":
        """What plugins offer, and the tenant's rubrics; they load when first asked."""
        from revrise.services.rubrics.in_force import InForce

        found: Any = self.plugin_host
        return cast("Catalogue", InForce(found, Kept(self).rubrics))

    @cached_property
    def plugin_host(self) -> "PluginHost":
        """What loads plugins, as the tenant wants them at the moment."""
        from revrise.adapters.plugins.live import LiveCatalogue

        kept = Kept(self)
        made = lambda: plugin_host(self.settings, self.secret)  # noqa: E731
        return LiveCatalogue(made, kept.version, kept.everything)

    @cached_property
    def reader(self) -> "Reader":
        """Files to transcripts."""
        from revrise.adapters.media.signature import kind
        from revrise.services.calls.reading import Reader

        return Reader(self.catalogue, lambda path: _is_audio(kind, path), self.transcriber)

    @cached_property
    def call_sounds(self) -> "CallSounds":
        """Recordings as pictures."""
        from revrise.services.calls.sounding import CallSounds

        return CallSounds(self.media, self._sounds.draw)

    @cached_property
    def _sounds(self) -> "SoundsApart":
        """What decodes recordings for who looks and listens."""
        from revrise.adapters.apart.sounds import SoundsApart
        from revrise.apps.assembly.listening import limits

        return SoundsApart(limits(self.settings.speech))

    @cached_property
    def media(self) -> "Media":
        """Recordings to play."""
        from revrise.services.calls.media import Media

        return Media(self.calls, lambda: self.blobs, self._sounds.silence, self.people.on_behalf)

    @cached_property
    def clips(self) -> "Clips":
        """Clips of calls."""
        from revrise.services.clips.service import Clips

        return Clips(self.calls)

    @cached_property
    def assisting(self) -> "Assisting":
        """Language models about calls."""
        from revrise.services.assist.assisting import Assisting
        from revrise.services.assist.model_reading import ModelReading

        return Assisting(ModelReading(self.calls, self.catalogue))

    @cached_property
    def model_comparing(self) -> "ModelComparing":
        """Objections of language models beside those of detectors."""
        from revrise.services.assist.model_comparing import ModelComparing

        return ModelComparing(self.desk, self.call_pages)

    @cached_property
    def clip_playing(self) -> "ClipPlaying":
        """What is in clips, read and heard."""
        from revrise.services.clips.clip_playing import ClipPlaying

        return ClipPlaying(self.desk, lambda: self.blobs, self._sounds.cut)

    @cached_property
    def vault(self) -> "Vault":
        """Keys of what is kept encrypted."""
        from revrise.services.vault.service import Vault

        return Vault(self.desk, self.blobs.encrypt)

    @cached_property
    def channels(self) -> "Channels":
        """Channels outside the app, their URLs read from where they are kept."""
        from revrise.adapters.notify.channels import AppriseChannels, configured

        names = configured(self.settings.notify.channels)
        return AppriseChannels({name: self.secret(at) for name, at in names.items()})

    def cron(self, expression: str, now: datetime) -> datetime:
        """When a cron expression was last due. Raises Misconfigured for none."""
        from revrise.ports.jobs import Schedule

        cron = extra("revrise.adapters.jobs.cron", "jobs")
        due: datetime = cron.latest(Schedule("cron", expression, ""), now)
        return due

    def transcriber(self) -> "Transcriber":
        """Speech to text. Raises Misconfigured, with the way out, where no model is set."""
        return self._transcriber

    @cached_property
    def _transcriber(self) -> "Transcriber":
        """One for all threads: it holds the model."""
        from revrise.apps.assembly.listening import chosen

        return chosen(self.settings.speech, self.secret, lambda: self.catalogue)

    def actor(self, reference: str | None = None) -> Actor:
        """The person something is done as; None is the local owner."""
        return self.people.actor(reference)


def plugins(settings: Settings | None = None) -> "Catalogue":
    """The catalogue of all plugins; a database that is not there yet is not made for it.

    What the log says of one that fails goes to stderr.
    """
    wanted = settings or settings_module.load()
    set_up_logging(wanted.log_level)
    app = RevRise(wanted)
    return app.catalogue if app.is_there else plugin_host(wanted).load({})


def check_plugin(target: str) -> "Sequence[PluginReport]":
    """What `revrise plugins check` says of a project folder, a file, or the plugin of an id."""
    from revrise.adapters.plugins import check

    return check(target, plugin_folder(settings_module.load()))


def set_up_logging(level: str, *, as_json: bool = False) -> None:
    """Logs of this level and above to stderr."""
    from revrise.adapters.system.logging import set_up

    set_up(level, as_json=as_json)


def _is_audio(kind: Any, path: Path) -> bool:
    with path.open("rb") as stream:
        return kind(stream) is not None
