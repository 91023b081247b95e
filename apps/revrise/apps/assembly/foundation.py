"""What everything stands on: database, files, time, secrets; made on demand."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import finalize

from revrise.apps.extras import extra
from revrise.apps.settings import Settings
from revrise.core.errors import Fatal, Misconfigured

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from revrise.adapters.sql.store import SqlStore
    from revrise.adapters.vault.blobs import CoatedBlobs, SealedBlobs
    from revrise.adapters.vault.master import MasterKeys
    from revrise.ports.clock import Clock
    from revrise.ports.http import Downloads, HttpClient
    from revrise.ports.identity import IdentityProvider
    from revrise.ports.one_time_codes import OneTimeCodes
    from revrise.ports.passwords import Guessing, Passwords, Tokens
    from revrise.ports.registry import Registry
    from revrise.ports.signing import Anchor, Signer


class Foundation:
    """The adapters below the services."""

    def __init__(self, settings: Settings, clock: "Clock | None" = None) -> None:
        self.settings = settings
        self._clock, self._began = clock, monotonic()

    @cached_property
    def began(self) -> datetime:
        """When this process did."""
        return self.clock.now() - timedelta(seconds=monotonic() - self._began)

    @cached_property
    def engine(self) -> "Engine":
        """The database."""
        sql = extra("revrise.adapters.sql.engine", "storage")
        engine: Engine = sql.open_engine(self.settings.database)
        if engine.dialect.name == "sqlite":  # Python 3.13 warns of who leaves one open
            finalize(self, engine.dispose)
        return engine

    def close(self) -> None:
        """Leaves the database, where it was asked: SQLite then puts its journal away."""
        if "engine" in vars(self):
            self.engine.dispose()

    @property
    def database_name(self) -> str:
        """The database's URL without its password."""
        from revrise.adapters.sql.failures import shown

        return shown(self.engine)

    @cached_property
    def store(self) -> "SqlStore":
        """Storage, migrated and set up when it was empty. Raises Fatal when it is behind."""
        from revrise.adapters.sql.store import SqlStore

        self._prepare()
        return SqlStore(self.engine, self.clock, self.ids, lambda: self.master_keys)

    @cached_property
    def master_keys(self) -> "MasterKeys":
        """What protects the tenants' keys; a key file is made where none is set."""
        from revrise.adapters.vault.master import MasterKeys, key_file

        wanted = self.settings.vault.key
        own = self.settings.folder / "vault.key"
        return MasterKeys(lambda: self.secret(wanted) if wanted else key_file(own))

    def add_master_key(self) -> str:
        """Puts a new master key before the others in the key file; its id.

        Raises Misconfigured where the key comes from elsewhere: there it is changed there.
        """
        from revrise.adapters.vault.master import add_key

        wanted = self.settings.vault.key
        if wanted and not wanted.startswith("file:"):
            raise Misconfigured(
                "the master key is not kept in a file",
                culprit="vault.key",
                remedy="put the new key before the old one, with a comma between",
            )
        own = Path(wanted.removeprefix("file:")) if wanted else self.settings.folder / "vault.key"
        made = add_key(own)
        self.master_keys.reload()
        return made

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
    def blobs(self) -> "SealedBlobs":
        """Files, each encrypted under a key of its own."""
        from revrise.adapters.vault.blobs import SealedBlobs

        return SealedBlobs(self._kept, self.store.file_keys)

    @cached_property
    def _kept(self) -> "CoatedBlobs":
        from revrise.adapters.blobs.local import LocalBlobs

        wanted = self.settings.blobs
        if wanted.url:
            s3 = extra("revrise.adapters.blobs.s3", "s3")
            bucket = s3.Bucket(
                wanted.url, wanted.endpoint, wanted.region, wanted.access_key, wanted.secret_key
            )
            made: CoatedBlobs = s3.S3Blobs(bucket)
            return made
        return LocalBlobs(self.settings.folder / "blobs")

    @cached_property
    def registry(self) -> "Registry":
        """What every column says of itself."""
        from revrise.adapters.sql.registry import ColumnRegistry

        return ColumnRegistry()

    @cached_property
    def passwords(self) -> "Passwords":
        """Hashes of passwords."""
        argon2 = extra("revrise.adapters.identity.argon2", "api")
        made: Passwords = argon2.Argon2Passwords()
        return made

    @cached_property
    def guessing(self) -> "Guessing":
        """What is guessed first."""
        from revrise.adapters.identity.guesses import ZxcvbnGuesses

        return ZxcvbnGuesses()

    @cached_property
    def tokens(self) -> "Tokens":
        """Secrets nobody can guess."""
        from revrise.adapters.identity.tokens import SystemTokens

        return SystemTokens()

    @cached_property
    def http(self) -> "HttpClient":
        """Calls to addresses that somebody typed in."""
        from revrise.adapters.http.client import SafeHttp

        wanted = self.settings.webhooks
        hosts = tuple(one.strip().lower() for one in wanted.hosts.split(",") if one.strip())
        return SafeHttp(wanted.private_hosts, wanted.timeout_s, hosts=hosts)

    @cached_property
    def downloads(self) -> "Downloads":
        """Files behind links that a source of calls sent."""
        from revrise.adapters.http.client import SafeHttp

        return SafeHttp(self.settings.webhooks.private_hosts, self.settings.intake.fetch_s)

    @cached_property
    def one_time_codes(self) -> "OneTimeCodes":
        """Codes of a second factor."""
        from revrise.adapters.identity.totp import Totp

        return Totp(0 if self._clock else self.settings.clock_shift_s)

    @property
    def resources(self) -> "Collection[str]":
        """Everything a policy may name."""
        from revrise.adapters.rows.kinds import policy_catalogue

        return frozenset(policy_catalogue())

    @cached_property
    def identity_provider(self) -> "IdentityProvider":
        """Whom people may log in by."""
        from revrise.adapters.http.client import SafeHttp

        oidc, wanted = extra("revrise.adapters.identity.oidc", "oidc"), self.settings.oidc
        client = oidc.OidcClient(wanted.issuer, wanted.client_id, self.secret(wanted.client_secret))
        http = SafeHttp(private=wanted.private_hosts, timeout_s=10)
        made: IdentityProvider = oidc.OidcProvider(client, http.exchange, self.clock)
        return made

    @cached_property
    def signer(self) -> "Signer":
        """Signatures under checkpoints of the audit chain."""
        signing = extra("revrise.adapters.system.signing", "storage")
        at = self.settings.audit.signing_key
        made: Signer = signing.Ed25519Signer(
            self.settings.folder / "keys", (lambda: self.secret(at)) if at else None
        )
        return made

    @cached_property
    def anchor(self) -> "Anchor":
        """Where checkpoints of the audit chain are kept outside the database."""
        from revrise.adapters.system.anchor import FileAnchor

        wanted = self.settings.audit.anchor
        return FileAnchor(Path(wanted) if wanted else self.settings.folder / "audit")

    def secret(self, reference: str) -> str:
        """The secret behind `env:NAME` or `file:/path`; any other text is itself."""
        from revrise.adapters.system.references import resolved

        return resolved(reference)

    def upgrade(self) -> Mapping[str, str | None]:
        """Migrates the database; says from where to where."""
        from revrise.adapters.sql.migrate import upgrade

        before = upgrade(self.engine)
        return {"from": before.current, "to": before.head}

    def let_in(self, role: str) -> None:
        """Lets another role of PostgreSQL than the tables' owner run RevRise."""
        from revrise.adapters.sql.migrate import let_in

        let_in(self.engine, role)

    def backup(self, target: Path) -> int:
        """Copies a SQLite database into a file; its size in bytes."""
        from revrise.adapters.sql.backup import backup

        return backup(self.engine, target)

    @property
    def is_there(self) -> bool:
        """Whether there is a database to ask: to look at a SQLite file would make it."""
        name = self.settings.database.removeprefix("sqlite:///")
        return name == self.settings.database or Path(name).exists()

    def schema(self) -> Any:
        """Where the database's schema stands."""
        return extra("revrise.adapters.sql.migrate", "storage").state(self.engine)

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
