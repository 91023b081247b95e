"""`revrise crm`: sync a CRM, propose and preview a mapping."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Progress, Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.errors import Misconfigured
from revrise.ports.crm import CrmConnector
from revrise.services.crm.report import SyncReport
from revrise.services.crm.sync import SyncCrm
from revrise.services.text_file import text_of

_SHOWN = 20


@click.group()
def crm() -> None:
    """Bring accounts, contacts and deals in."""


@crm.command()
@click.argument("kind", metavar="CONNECTOR")
@click.argument("source", metavar="SOURCE")
@click.option("--mapping", type=click.Path(path_type=Path), help="Mapping file.")
@click.option("--source-name", default=None, help="Name of the source in our records.")
@as_json
@acting
def sync(
    session: Session,
    kind: str,
    source: str,
    mapping: Path | None,
    source_name: str | None,
    as_json: bool,
) -> None:
    """Sync from SOURCE (a folder, for `csv`). Running it again changes only what changed."""
    connector = _connect(session, kind, source, mapping)
    show = Progress("sync")
    report = session.app.crm.sync(
        SyncCrm(connector, source_name or kind),
        session.actor,
        lambda so_far: show(f"{so_far.read:,} read"),
    )
    if as_json:
        show_json(report.as_document())
    else:
        _tell(report)


@crm.command("map")
@click.argument("source", metavar="SOURCE")
@click.option("--kind", default="csv", show_default=True, help="Connector.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this mapping file.",
)
@click.option("--preview", is_flag=True, help="Show source rows beside what they become.")
@click.option("--limit", default=_SHOWN, show_default=True, help="Rows a table in the preview.")
@as_json
@acting
def map_(
    session: Session,
    source: str,
    kind: str,
    mapping: Path | None,
    preview: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Propose a mapping for SOURCE; with --preview, show what it makes of the rows."""
    proposal = None if mapping else session.app.catalogue.crm_connector(kind).propose(source)
    if not preview:
        text = text_of(mapping) if mapping else str(proposal)
        show_json({"mapping": text}) if as_json else echo(text)
        return
    rows = _preview(session, kind, source, mapping, proposal, limit)
    if as_json:
        show_json(rows)
        return
    lines = [
        (row["kind"], _flat(row["source"]), _flat(row["record"]) if row["record"] else row["error"])
        for row in rows
    ]
    table("Preview", ["kind", "source row", "becomes"], lines)


def _preview(
    session: Session,
    kind: str,
    source: str,
    mapping: Path | None,
    proposal: str | None,
    limit: int,
) -> list[dict[str, Any]]:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        if mapping is None:
            mapping = Path(folder) / "proposed.toml"
            mapping.write_text(str(proposal), encoding="utf-8")
        connector = _connect(session, kind, source, mapping)
        return [
            {
                "kind": row.kind,
                "source": dict(row.source),
                "record": None
                if row.record is None
                else {"external_id": row.record.external_id, **row.record.fields},
                "error": row.error and f"{row.error.column}: {row.error.reason}",
            }
            for row in connector.preview(limit)
        ]


def _connect(session: Session, kind: str, source: str, mapping: Path | None) -> CrmConnector:
    options = {"mapping": str(mapping)} if mapping else {}
    connector = session.app.catalogue.crm_connector(kind).connect(source, options)
    ready = connector.check()
    if not ready.ready:
        raise Misconfigured(ready.reason, culprit=f"{kind} {source}", remedy=ready.remedy)
    return connector


def _tell(report: SyncReport) -> None:
    counts = report.by_kind.items()
    lines = [(kind, n["created"], n["updated"], n["unchanged"]) for kind, n in counts]
    heads = ["kind", "created", "updated", "unchanged"]
    table(f"{report.read:,} records read", heads, lines, right="created updated unchanged")
    if report.rejected:
        rejected = [(e.file, e.line, e.column, e.reason) for e in report.rejected[:_SHOWN]]
        title = f"{len(report.rejected):,} rows left out"
        table(title, ["file", "line", "column", "reason"], rejected, right="line")
    for warning in report.warnings()[:_SHOWN]:
        echo(f"warning: {warning}")


def _flat(cells: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in cells.items() if value not in (None, ""))


@crm.command()
@click.argument("name")
@click.argument("location")
@click.option("--kind", default="csv", show_default=True, help="Connector.")
@click.option("--cron", default="", help="When, in UTC: minute hour day month weekday.")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="Of the connector.")
@as_json
@acting
def schedule(
    session: Session,
    name: str,
    location: str,
    kind: str,
    cron: str,
    options: tuple[str, ...],
    as_json: bool,
) -> None:
    """Have workers sync LOCATION as NAME. Give secrets as env:VARIABLE or file:/path."""
    from revrise.services.crm.sources import AddCrmSource

    pairs = dict(one.partition("=")[::2] for one in options)
    made = session.app.crm_sources.add(
        AddCrmSource(name, kind, location, pairs, cron), session.actor
    )
    show_json({"id": made.id}) if as_json else echo(made.id)


@crm.command()
@as_json
@acting
def sources(session: Session, as_json: bool) -> None:
    """The sources that workers sync."""
    found = session.app.crm_sources.list(session.actor)
    if as_json:
        show_json(found)
        return
    lines = [
        (one["id"], one["name"], one["connector"], one["cron"] or "when asked",
         "on" if one["active"] else "off")
        for one in found
    ]  # fmt: skip
    table("Sources", ["id", "name", "kind", "when", ""], lines)


@crm.command("sync-now")
@click.argument("source_id", metavar="ID")
@as_json
@acting
def sync_now(session: Session, source_id: str, as_json: bool) -> None:
    """Have a worker sync a source now; prints the job."""
    job = session.app.crm_sources.sync(source_id, session.actor)
    show_json({"job": job}) if as_json else echo(job)


@crm.command()
@click.option("--limit", default=20, show_default=True)
@as_json
@acting
def runs(session: Session, limit: int, as_json: bool) -> None:
    """What syncs by workers did, the newest first."""
    from attrs import asdict

    from revrise.ports.query import Query

    found = session.app.crm_sources.runs(session.actor, Query(limit=limit))
    if as_json:
        show_json([asdict(one) for one in found])
        return
    lines = [
        (one.id, f"{one.started_at:%Y-%m-%d %H:%M}", one.state, one.report.get("read"),
         one.report.get("created"), one.report.get("updated"), one.error)
        for one in found
    ]  # fmt: skip
    heads = ["id", "began", "state", "read", "created", "updated", "error"]
    table("Runs", heads, lines, right="read created updated")
