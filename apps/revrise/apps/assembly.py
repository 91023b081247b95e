"""The composition root: the one module that knows the adapters.

Everything is made when first asked for, so that a command pays only for what it uses.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from revrise.apps import settings as settings_module
from revrise.apps.extras import extra
from revrise.apps.flow_cases import FlowCases
from revrise.apps.settings import Settings
from revrise.core.errors import Fatal
from revrise.core.governance.actor import Actor

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from revrise.adapters.jobs.engine import LocalJobs
    from revrise.adapters.jobs.worker import Worker
    from revrise.adapters.plugins.host import Host
    from revrise.ports.blobs import Blobs
    from revrise.ports.catalogue import Catalogue, PluginHost
    from revrise.ports.clock import Clock
    from revrise.ports.http import HttpClient
    from revrise.ports.jobs import JobLog
    from revrise.ports.notify import Channels
    from revrise.ports.passwords import Passwords, Tokens
    from revrise.ports.plugin_report import PluginReport
    from revrise.ports.speech import Transcriber
    from revrise.ports.storage import Store
    from revrise.services.calls.reading import Reader
    from revrise.services.calls.sounding import CallSounds
    from revrise.services.desk import Desk
    from revrise.services.people import People


class RevRise(FlowCases):
    """A running RevRise for one tenant: what its services stand on, made on demand."""

    def __init__(self, settings: Settings, clock: "Clock | None" = None) -> None:
        self.settings = settings
        self._clock = clock

    @cached_property
    def engine(self) -> "Engine":
        """The database."""
        sql = extra("revrise.adapters.sql.engine", "storage")
        engine: Engine = sql.open_engine(self.settings.database)
        return engine

    @property
    def database_name(self) -> str:
        """The database's URL without its password."""
        from revrise.adapters.sql.failures import shown

        return shown(self.engine)

    @cached_property
    def store(self) -> "Store":
        """Storage, migrated and set up when it was empty. Raises Fatal when it is behind."""
        from revrise.adapters.sql.store import SqlStore

        self._prepare()
        return SqlStore(self.engine, self.clock, self.ids)

    @cached_property
    def clock(self) -> "Clock":
        """The present, unless another clock was given."""
        from datetime import timedelta

        from revrise.adapters.system.clock import ShiftedClock, SystemClock

        shift = self.settings.clock_shift_s
        present = ShiftedClock(timedelta(seconds=shift)) if shift else SystemClock()
        return self._clock or present

    @cached_property
    def ids(self) -> Any:
        """Fresh ids."""
        from revrise.adapters.system.clock import SystemIds

        return SystemIds()

    @cached_property
    def blobs(self) -> "Blobs":
        """Files."""
        from revrise.adapters.blobs.local import LocalBlobs

        wanted = self.settings.blobs
        if wanted.url:
            s3 = extra("revrise.adapters.blobs.s3", "s3")
            bucket = s3.Bucket(
                wanted.url, wanted.endpoint, wanted.region, wanted.access_key, wanted.secret_key
            )
            made: Blobs = s3.S3Blobs(bucket)
            return made
        return LocalBlobs(self.settings.folder / "blobs")

    @cached_property
    def passwords(self) -> "Passwords":
        """Hashes of passwords."""
        argon2 = extra("revrise.adapters.identity.argon2", "api")
        made: Passwords = argon2.Argon2Passwords()
        return made

    @cached_property
    def tokens(self) -> "Tokens":
        """Secrets nobody can guess."""
        from revrise.adapters.identity.tokens import SystemTokens

        return SystemTokens()

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
        from revrise.adapters.casbin.sources import default_rules
        from revrise.services.people import People, SetUp

        people = People(self.desk, self.settings.tenant, default_rules())
        wanted = self.settings
        people.set_up(SetUp(wanted.organisation, wanted.locale, wanted.currency))
        return people

    @cached_property
    def catalogue(self) -> "Catalogue":
        """What plugins offer; they load when first asked."""
        found: Any = self.plugin_host
        return cast("Catalogue", found)

    @cached_property
    def plugin_host(self) -> "PluginHost":
        """What loads plugins, as the tenant wants them at the moment."""
        from revrise.adapters.plugins.live import LiveCatalogue
        from revrise.services.plugin_settings import StoredPlugins

        def kept() -> StoredPlugins | None:
            # Neither a database that is empty yet nor an old one is touched for this.
            seen = self.__dict__
            if "_ready_for_plugins" not in seen and self.schema().current == self.schema().head:
                seen["_ready_for_plugins"] = True
            ready = "_ready_for_plugins" in seen
            return StoredPlugins(self.desk, self.settings.tenant) if ready else None

        def version() -> object:
            return stored.version() if (stored := kept()) else None

        def everything() -> Any:
            return stored.all() if (stored := kept()) else {}

        return LiveCatalogue(lambda: _plugin_host(self.settings, self.secret), version, everything)

    @cached_property
    def reader(self) -> "Reader":
        """Files to transcripts."""
        from revrise.adapters.media.signature import kind
        from revrise.services.calls.reading import Reader

        return Reader(self.catalogue, lambda path: _is_audio(kind, path), self.transcriber)

    @cached_property
    def call_sounds(self) -> "CallSounds":
        """Recordings as pictures."""
        from revrise.adapters.media.peaks import peaks
        from revrise.services.calls.sounding import CallSounds

        return CallSounds(self.calls, lambda: self.blobs, peaks)

    @cached_property
    def http(self) -> "HttpClient":
        """Calls to addresses that somebody typed in."""
        from revrise.adapters.http.client import SafeHttp

        wanted = self.settings.webhooks
        return SafeHttp(wanted.private_hosts, wanted.timeout_s)

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

    def secret(self, reference: str) -> str:
        """The secret behind `env:NAME` or `file:/path`; any other text is itself."""
        from revrise.adapters.system.references import resolved

        return resolved(reference)

    def transcriber(self) -> "Transcriber":
        """Speech to text. Raises Misconfigured, with the way out, where no model is set."""
        from revrise.adapters.whisper.config import WhisperConfig
        from revrise.adapters.whisper.transcriber import transcriber

        speech = self.settings.speech
        return transcriber(
            WhisperConfig(
                model=speech.model, device=speech.device, compute_type=speech.compute_type
            )
        )

    def actor(self, reference: str | None = None) -> Actor:
        """The person something is done as; None is the local owner."""
        return self.people.actor(reference)

    def upgrade(self) -> Mapping[str, str | None]:
        """Migrates the database; says from where to where."""
        from revrise.adapters.sql.migrate import upgrade

        before = upgrade(self.engine)
        return {"from": before.current, "to": before.head}

    def backup(self, target: Path) -> int:
        """Copies a SQLite database into a file; its size in bytes."""
        from revrise.adapters.sql.backup import backup

        return backup(self.engine, target)

    def schema(self) -> Any:
        """Where the database's schema stands."""
        from revrise.adapters.sql.migrate import state

        return state(self.engine)

    def _prepare(self) -> None:
        found = self.schema()
        if found.current is None:
            self.upgrade()
        elif found.behind:
            raise Fatal(
                f"the database is at schema {found.current}, this version needs {found.head}",
                culprit=self.database_name,
                remedy="run `revrise db upgrade`",
            )


def plugins(settings: Settings | None = None) -> "Catalogue":
    """The catalogue of all plugins, by settings and environment."""
    return _plugin_host(settings or settings_module.load()).load({})


def _plugin_host(settings: Settings, secret: "Callable[[str], str]" = str) -> "Host":
    import os

    from revrise.adapters.plugins.discovery import discover
    from revrise.adapters.plugins.host import Host

    folder = Path(settings.plugin_folder) if settings.plugin_folder else None
    tables = settings_module.plugin_tables()
    return Host(tables, os.environ, discover(folder), secret=secret)


def check_plugin(target: str) -> "Sequence[PluginReport]":
    """What `revrise plugins check` says of an installed plugin or a project folder."""
    from revrise.adapters.plugins import check

    return check(target)


def set_up_logging(level: str, *, as_json: bool = False) -> None:
    """Logs of this level and above to stderr."""
    from revrise.adapters.system.logging import set_up

    set_up(level, as_json=as_json)


def _is_audio(kind: Any, path: Path) -> bool:
    with path.open("rb") as stream:
        return kind(stream) is not None
