"""`revrise vault`: the keys of what is kept encrypted."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json
from revrise.apps.cli.echo import echo
from revrise.ports.vault import REASONS


@click.group()
def vault() -> None:
    """The keys of what is kept encrypted."""


@vault.command()
@as_json
@acting
def status(session: Session, as_json: bool) -> None:
    """How the keys stand, and how much is still kept plain."""
    from attrs import asdict

    found = session.app.vault.status(session.actor)
    if as_json:
        show_json(asdict(found))
        return
    echo(f"master key {found.master}; tenant key {found.tenant or 'none yet'}")
    echo(f"data keys: {found.active:,} in use, {found.shredded:,} destroyed")
    echo(f"to be wrapped anew: {found.stale:,}; under an old master: {found.stale_tenants}")
    echo(f"cells kept plain: {found.plain:,}")
    for key in found.tenants:
        made = f"{key.made_at:%Y-%m-%d %H:%M}Z"
        echo(f"  {key.id}  {key.state}, of {made}, wraps {key.wraps:,}, under {key.master}")
    for kind in found.kinds:
        since = f", the oldest of {kind.oldest:%Y-%m-%d}" if kind.oldest else ""
        echo(f"  {kind.kind}: {kind.active:,} in use, {kind.shredded:,} destroyed{since}")


@vault.command()
@click.option("--master", is_flag=True, help="Make a new master key first, in the key file.")
@click.option("--later", is_flag=True, help="Leave the wrapping to a worker's job.")
@as_json
@acting
def rotate(session: Session, master: bool, later: bool, as_json: bool) -> None:
    """Wrap every key anew. What is encrypted is not written again, and stays readable.

    Stopped half way, a worker's job does the rest.
    """
    if master:
        session.app.desk.scope(session.actor, "vault", "manage")
        session.app.add_master_key()
    vault = session.app.vault
    made = vault.rotate(session.actor)
    wrapped = 0 if later else vault.rewrap(session.actor)
    if as_json:
        show_json({"keys": made.keys, "wrapped": wrapped, "job": made.job})
        return
    echo(f"{wrapped:,} keys wrapped anew")
    if later and made.job:
        echo(f"{made.keys:,} keys are left to job {made.job}")


@vault.command()
@as_json
@acting
def encrypt(session: Session, as_json: bool) -> None:
    """Encrypt what was kept before there was a vault: words, secrets, recordings."""
    from attrs import asdict

    done = session.app.vault.encrypt(session.actor)
    if as_json:
        show_json(asdict(done))
        return
    echo(f"{done.cells:,} cells and {done.files:,} files encrypted")


@vault.command()
@click.argument("kind", type=click.Choice(["call", "blob"]))
@click.argument("subject_id", metavar="ID")
@click.option(
    "--reason", required=True, type=click.Choice(list(REASONS)), help="Kept in the audit."
)
@click.option("--yes", is_flag=True, help="There is no way back: this says you know.")
@as_json
@acting
def shred(
    session: Session, kind: str, subject_id: str, reason: str, yes: bool, as_json: bool
) -> None:
    """Destroy the key of a call's words, or of a file (its SHA-256), for good."""
    from revrise.services.vault.service import Shred

    if not yes:
        raise click.UsageError("what this key protects can never be read again: add --yes")
    gone = session.app.vault.shred(Shred(kind, subject_id, reason), session.actor)
    if as_json:
        show_json({"keys": gone})
        return
    echo(f"{gone} keys destroyed")
