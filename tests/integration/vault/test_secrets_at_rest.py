"""No secret that is kept can be found by who holds a copy of the database."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from tests.integration.vault.conftest import TENANT, Site

from revrise.adapters.rows.kinds import resource
from revrise.adapters.sql.store import SqlStore
from revrise.core.crm.source import CrmSource
from revrise.core.governance.scope import system_scope
from revrise.core.identity.second_factor import SecondFactor
from revrise.core.webhooks.endpoint import WebhookEndpoint, WebhookSecret

TOKEN, PASSWORD = "-".join(("zebra", "7781", "quagga")), "-".join(("okapi", "4402", "eland"))
HOOK, FACTOR = "whsec_" + "YXBsYWNlYm8h" * 3, "ABCD" * 7
SECRETS = (TOKEN, PASSWORD, HOOK, FACTOR)


def keep(site: Site, store: SqlStore) -> None:
    """One of each kind of secret that has to be known again."""
    at = site.clock.now()
    options = {"token": TOKEN, "password": PASSWORD}
    things: tuple[Any, ...] = (
        CrmSource("crm_1", "erp", "csv", "/srv/exports", options),
        WebhookEndpoint(
            "hook_1", "per_1", "https://hooks.example", ("*",), (WebhookSecret(HOOK, at),), at
        ),
        SecondFactor("two_1", "per_1", FACTOR, at),
    )
    with store.begin(site.actor) as work:
        for thing in things:
            kind = resource(type(thing))
            work.of(type(thing)).add(thing, system_scope(TENANT, kind, "create", "test"))
        work.record("test.added", "secrets")


def options(site: Site) -> list[dict[str, str]]:
    """What the store gives of the sources' options."""
    scope = system_scope(TENANT, "crm_source", "read", "test")
    with site.store.read(site.actor) as work:
        return [dict(one.options) for one in work.of(CrmSource).load_many(scope)]


def copied(site: Site) -> bytes:
    """A copy of the database: its files, or what pg_dump writes."""
    return b"".join(_copied(site))


def _copied(site: Site) -> Iterator[bytes]:
    url = site.engine.url
    site.engine.dispose()
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database))
        yield from (one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))
        return
    at = make_url(url).set(drivername="postgresql", password=None)
    known = {**os.environ, "PGPASSWORD": url.password or ""}
    command = ["pg_dump", "--inserts", at.render_as_string(hide_password=False)]
    yield subprocess.run(command, env=known, check=True, capture_output=True).stdout


def test_no_secret_is_in_a_copy_of_the_database_and_the_store_gives_them_all(site: Site):
    keep(site, site.store)
    found = copied(site)
    assert b"hooks.example" in found  # the copy holds the rows
    assert [one for one in SECRETS if one.encode() in found] == []
    assert options(site) == [{"token": TOKEN, "password": PASSWORD}]


def test_options_written_before_there_was_a_vault_are_read_and_sealed_when_asked(site: Site):
    keep(site, site.plain)
    assert TOKEN.encode() in copied(site)
    assert options(site) == [{"token": TOKEN, "password": PASSWORD}]
    with site.store.begin(site.actor) as work:
        assert work.keys.encrypt(100) == 3
        work.record("vault.encrypted", TENANT)
    assert options(site) == [{"token": TOKEN, "password": PASSWORD}]
    rows = site.sql("SELECT CAST(options AS TEXT) FROM crm_source")
    assert all(TOKEN not in row[0] and "sealed" in row[0] for row in rows)
    site.store.scrub()
    found = copied(site)
    assert [one for one in SECRETS if one.encode() in found] == []


def test_options_are_sealed_by_the_first_write_of_their_source(site: Site):
    keep(site, site.plain)
    scope = system_scope(TENANT, "crm_source", "update", "test")
    with site.store.begin(site.actor) as work:
        before = work.of(CrmSource).load("crm_1", scope)
        work.of(CrmSource).save(before.reached("page-2"), scope, expected=1)
        work.record("test.saved", "crm_1")
    ((kept,),) = site.sql("SELECT CAST(options AS TEXT) FROM crm_source")
    assert TOKEN not in kept
    assert options(site) == [{"token": TOKEN, "password": PASSWORD}]
