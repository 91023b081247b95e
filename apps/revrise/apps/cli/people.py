"""`revrise people`: who is who."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.filing import Wanted, as_file


@click.group()
def people() -> None:
    """Who is who."""


@people.command("list")
@as_json
@as_file
@acting
def list_(session: Session, as_json: bool, file: Wanted | None) -> None:
    """The people you may see; any id or name does for --as."""
    if file:
        file.listed(session, "people")
        return
    rows = session.app.people.list(session.actor)
    if as_json:
        show_json(rows)
        return
    teams = {row["id"]: row["name"] for row in session.app.directory.teams(session.actor)}
    lines = [
        (
            row["id"],
            row["name"],
            ", ".join(row.get("roles") or ()),
            teams.get(row.get("team_id"), row.get("team_id")),
        )
        for row in rows
    ]
    table("People", ["id", "name", "roles", "team"], lines)


@people.command("whoami")
@as_json
@acting
def whoami(session: Session, as_json: bool) -> None:
    """On whose behalf commands act."""
    actor = session.actor
    found = {
        "person": actor.person_id,
        "roles": sorted(actor.roles),
        "team": actor.team_id,
        "teams below": sorted(actor.subtree),
    }
    if as_json:
        show_json(found)
    else:
        for name, value in found.items():
            echo(f"{name}: {', '.join(value) if isinstance(value, list) else value}")


@people.command("password")
@click.argument("whom", metavar="PERSON")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read it from a pipe, do not ask.")
@as_json
@acting
def password(session: Session, whom: str, from_stdin: bool, as_json: bool) -> None:
    """Set somebody's password and so open the web app to them."""
    from revrise.services.identity.accounts import SetPassword

    person_id = session.app.people.find(whom, session.actor)
    word = _piped() if from_stdin else _typed()
    login = session.app.accounts.set_password(SetPassword(person_id, word), session.actor)
    if as_json:
        show_json({"person": person_id, "login": login})
    else:
        echo(f"{person_id} logs in as {login}")


@people.command("invite")
@click.argument("whom", metavar="PERSON")
@as_json
@acting
def invite(session: Session, whom: str, as_json: bool) -> None:
    """Print a link with which somebody sets their password, once, within a week."""
    person_id = session.app.people.find(whom, session.actor)
    made = session.app.accounts.invite(person_id, session.actor)
    server = session.app.settings.server
    base = server.public_url.rstrip("/") or f"http://{server.host}:{server.port}"
    link = f"{base}/welcome?token={made.token}"
    if as_json:
        show_json({"person": made.person_id, "login": made.login, "link": link})
    else:
        echo(link)


@people.command("second-factor-reset")
@click.argument("whom", metavar="PERSON")
@as_json
@acting
def second_factor_reset(session: Session, whom: str, as_json: bool) -> None:
    """Take somebody's second factor away, and log them out everywhere."""
    person_id = session.app.people.find(whom, session.actor)
    session.app.second_factors.reset(person_id, session.actor)
    if as_json:
        show_json({"reset": person_id})
    else:
        echo(f"{person_id} logs in without a second factor, until they set one up")


@people.command("unlock")
@click.argument("whom", metavar="PERSON")
@as_json
@acting
def unlock(session: Session, whom: str, as_json: bool) -> None:
    """Let somebody try to log in again at once, whatever attempts failed."""
    person_id = session.app.people.find(whom, session.actor)
    session.app.accounts.unlock(person_id, session.actor)
    if as_json:
        show_json({"unlocked": person_id})
    else:
        echo(f"{person_id} may try to log in again")


@people.command("links")
@click.argument("whom", metavar="[PERSON]", required=False)
@as_json
@acting
def links(session: Session, whom: str | None, as_json: bool) -> None:
    """Accounts of the identity provider that somebody, or you, log in by."""
    person_id = session.app.people.find(whom, session.actor) if whom else None
    rows = session.app.outside_links.of(session.actor, person_id)
    if as_json:
        show_json(rows)
        return
    lines = [(row["id"], row["person_id"], row["issuer"], f"{row['linked_at']:%F}") for row in rows]
    table("Outside links", ["id", "person", "provider", "since"], lines)


@people.command("unlink")
@click.argument("link_id", metavar="LINK")
@as_json
@acting
def unlink(session: Session, link_id: str, as_json: bool) -> None:
    """Remove such a link, and end the person's sessions; your own last way in is refused."""
    person_id = session.app.outside_links.remove(link_id, session.actor)
    if as_json:
        show_json({"removed": link_id, "person": person_id})
    else:
        echo(f"{link_id} lets {person_id} in no more")


def _piped() -> str:
    import sys

    return sys.stdin.readline().rstrip("\r\n")


def _typed() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
