"""`revrise vault`: the keys of what is kept encrypted."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json


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
    click.echo(f"master key {found.master}; tenant key {found.tenant or 'none yet'}")
    click.echo(f"data keys: {found.active:,} in use, {found.shredded:,} destroyed")
    click.echo(f"to be wrapped anew: {found.stale:,}; under an old master: {found.stale_tenants}")
    click.echo(f"cells kept plain: {found.plain:,}")


@vault.command()
@click.option("--master", is_flag=True, help="Make a new master key first, in the key file.")
@as_json
@acting
def rotate(session: Session, master: bool, as_json: bool) -> None:
    """Wrap every key anew. What is encrypted is not written again, and stays readable."""
    if master:
        session.app.desk.scope(session.actor, "vault", "manage")
        session.app.add_master_key()
    wrapped = session.app.vault.rotate(session.actor)
    if as_json:
        show_json({"keys": wrapped})
        return
    click.echo(f"{wrapped:,} keys wrapped anew")


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
    click.echo(f"{done.cells:,} cells and {done.files:,} files encrypted")


@vault.command()
@click.argument("kind", type=click.Choice(["call", "blob"]))
@click.argument("subject_id", metavar="ID")
@click.option("--yes", is_flag=True, help="There is no way back: this says you know.")
@as_json
@acting
def shred(session: Session, kind: str, subject_id: str, yes: bool, as_json: bool) -> None:
    """Destroy the key of a call's words, or of a file (its SHA-256), for good."""
    if not yes:
        raise click.UsageError("what this key protects can never be read again: add --yes")
    gone = session.app.vault.shred(kind, subject_id, session.actor)
    if as_json:
        show_json({"keys": gone})
        return
    click.echo(f"{gone} keys destroyed")
