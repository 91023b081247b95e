"""`revrise crm`: sync a CRM, propose and preview a mapping."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Progress, Session, acting, as_json, show_json, table
from revrise.core.errors import Misconfigured
from revrise.ports.crm import CrmConnector
from revrise.services.crm.report import SyncReport
from revrise.services.crm.sync import SyncCrm

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
        text = mapping.read_text(encoding="utf-8") if mapping else str(proposal)
        show_json({"mapping": text}) if as_json else click.echo(text)
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
        click.echo(f"warning: {warning}")


def _flat(cells: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in cells.items() if value not in (None, ""))
