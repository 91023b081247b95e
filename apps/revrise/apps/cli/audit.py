"""`revrise audit`: whether the chain holds."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table


@click.group()
def audit() -> None:
    """Verify the audit chain."""


@audit.command()
@as_json
@acting
def verify(session: Session, as_json: bool) -> int:
    """Check every entry against the one before and the head; exit code 1 when one is wrong."""
    found = session.app.governance.verify_audit(session.actor)
    if as_json:
        show_json(found)
    elif found["breach"]:
        click.echo(f"broken at entry {found['breach']['seq']}: {found['breach']['reason']}")
    else:
        click.echo(f"{found['entries']:,} entries, unbroken; head {str(found['head'])[:16]}…")
    return 1 if found["breach"] else 0


@audit.command("list")
@click.option("--limit", default=50, show_default=True)
@as_json
@acting
def list_(session: Session, limit: int, as_json: bool) -> None:
    """The newest entries."""
    rows = session.app.governance.audit_entries(session.actor, limit)
    if as_json:
        show_json(rows)
        return
    lines = [(e.seq, f"{e.at:%Y-%m-%d %H:%M:%S}", e.actor_id, e.action, e.subject) for e in rows]
    table("Audit", ["seq", "at", "who", "did", "to"], lines, right="seq")
