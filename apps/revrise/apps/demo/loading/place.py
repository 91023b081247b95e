"""Where the demo company lives: a database of its own, never one that holds something else."""

from pathlib import Path

from attrs import evolve

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.clock import evening
from revrise.apps.settings import Settings
from revrise.core.errors import Fatal, Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.audit import AuditEntry
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Organisation
from revrise.ports.query import Query

FOLDER, BEGUN = "demo", "demo.begun"
CURRENCY = "CNY"
_REASON = "see whether this database holds the demo company"


def settings(base: Settings, company: Company) -> Settings:
    """The user's settings, pointed at the demo's own folder unless a database is named."""
    own = evolve(base, organisation=company.name.en, currency=CURRENCY, locale="en")
    return own if base.database_url else evolve(own, data_dir=str(base.folder / FOLDER))


def open_place(base: Settings, company: Company, *, fresh: bool = False) -> RevRise:
    """A RevRise for the company, its clock at the company's last day.

    `fresh` deletes the demo's file first. Raises Refused where the database holds other data,
    or the company of another seed.
    """
    chosen, clock = settings(base, company), evening(company.today)
    if fresh and chosen.database_url:
        raise Refused(
            "--fresh re-creates the demo's own file only",
            culprit="database_url",
            remedy="drop that database yourself, or unset REVRISE_DATABASE_URL",
        )
    app = RevRise(chosen, clock)
    if not chosen.database_url and app.is_there and (found := app.schema()).behind:
        if found.current is not None and not fresh:
            raise Fatal(
                "the demo's database is of an older version",
                culprit=chosen.database,
                remedy="add --fresh to make it anew",
            )
        app.upgrade()  # so that it can be seen whose it is
    marks = _marks(app)
    if fresh:
        app.close()
        _delete(chosen)
        app, marks = RevRise(chosen, clock), []
    _mark(app, company, marks)
    return app


def _marks(app: RevRise) -> list[AuditEntry]:
    """What says that the demo began here. Raises Refused for a database of somebody else."""
    if app.schema().current is None:
        return []
    tenant = app.settings.tenant
    with app.store.read(system_actor(tenant)) as work:
        there = work.of(Organisation).count(system_scope(tenant, "organisation", "read", _REASON))
    audit = system_scope(tenant, "audit", "read", _REASON)
    marks = list(app.store.audit(audit, Query(where=where(action=BEGUN))))
    if there and not marks:
        raise Refused(
            "this database holds other data, the demo would mix with it",
            culprit="database_url",
            remedy="give the demo a database of its own",
        )
    return marks


def _mark(app: RevRise, company: Company, marks: list[AuditEntry]) -> None:
    """Notes seed and last day before anything else is written."""
    wanted = f"seed {company.seed}, {company.today}"
    if marks and marks[-1].subject != wanted:
        raise Refused(
            f"this database holds the demo company of {marks[-1].subject}, not of {wanted}",
            remedy="add --fresh to make it anew",
        )
    if not marks:
        with app.store.begin(system_actor(app.settings.tenant)) as work:
            work.record(BEGUN, wanted)


def _delete(chosen: Settings) -> None:
    path = Path(chosen.folder) / "revrise.sqlite"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
