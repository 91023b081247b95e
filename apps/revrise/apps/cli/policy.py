"""`revrise policy`: who may see and do what, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.services.text_file import text_of

if TYPE_CHECKING:
    from revrise.core.governance.policy_rule import PolicyDocument

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
proposed = click.option("--policy", "file", type=_FILE, help="Instead of the one in force.")


@click.group()
def policy() -> None:
    """Who may see and do what, and why."""


@policy.command()
@click.argument("resource")
@click.argument("action", default="read")
@as_json
@acting
def explain(session: Session, resource: str, action: str, as_json: bool) -> None:
    """Whether you (or --as PERSON) may ACTION on RESOURCE, on which rows, by which rules."""
    found = session.app.governance.explain(session.actor, resource, action)
    if as_json:
        show_json(found)
        return
    verdict = "may" if found["allowed"] else "may not"
    echo(f"{found['person']} ({', '.join(found['roles'])}) {verdict} {action} {resource}")
    if found["allowed"]:
        echo(f"rows: {found['rows']}")
        echo(f"columns: {' '.join(found['columns'])}")
    for line in found["because"] or ["no rule gives it"]:
        echo(f"because: {line}")


@policy.command()
@click.option("--add", is_flag=True, help="Take them over; else they are only shown.")
@as_json
@acting
def defaults(session: Session, add: bool, as_json: bool) -> None:
    """The rules a newer version starts with and your policy says nothing of."""
    from attrs import asdict

    known = session.app.policy_defaults
    found = known.adopt(session.actor) if add else known.missing(session.actor)
    if as_json:
        show_json([asdict(rule) for rule in found])
        return
    _table("Added" if add else "Missing", [asdict(rule) for rule in found])


@policy.command("show")
@click.option("--role", help="Of this role only.")
@click.option("--text", is_flag=True, help="As the text it was written as.")
@as_json
@acting
def show_(session: Session, role: str | None, text: bool, as_json: bool) -> None:
    """The policy's rules."""
    from attrs import asdict

    found = session.app.policy_desk.show(session.actor)
    rules = [asdict(rule) for rule in found.rules if role in (None, rule.role)]
    if text:
        echo(found.text, nl=not found.text.endswith("\n"))
    elif as_json:
        show_json(rules)
    else:
        _table(f"Policy, version {found.version}", rules)


@policy.command()
@as_json
@acting
def roles(session: Session, as_json: bool) -> None:
    """The roles: what they inherit and how far they reach."""
    from attrs import asdict

    found = [asdict(role) for role in session.app.policy_desk.show(session.actor).roles]
    if as_json:
        show_json(found)
        return
    rows = [
        (one["name"], one["title_en"], one["title_zh"], " ".join(one["inherits"]), one["range"])
        for one in found
    ]
    table("Roles", ["role", "title", "标题", "inherits", "range"], rows)


@policy.command()
@click.argument("file", type=_FILE)
@as_json
@acting
def check(session: Session, file: Path, as_json: bool) -> None:
    """Whether FILE would do as the policy; a wrong one is named by its line."""
    found = _read(session, file)
    if as_json:
        show_json({"roles": len(found.roles), "rules": len(found.rules)})
        return
    echo(f"{file.name} would do: {len(found.roles)} roles, {len(found.rules)} rules")


@policy.command()
@click.argument("file", type=_FILE)
@as_json
@acting
def diff(session: Session, file: Path, as_json: bool) -> None:
    """What would be different with FILE as the policy."""
    from attrs import asdict

    found = session.app.policy_desk.diff(text_of(file), session.actor)
    if as_json:
        show_json(asdict(found))
        return
    for sign, rules in (("-", found.removed), ("+", found.added)):
        for rule in rules:
            echo(f"{sign} {_line(asdict(rule))}")
    for sign, names in (("-", found.roles_removed), ("+", found.roles_added)):
        for name in names:
            echo(f"{sign} role {name}")
    for name in found.roles_changed:
        echo(f"~ role {name}")
    rows = [
        (one.role, found.people.get(one.role, 0), one.action, one.resource, _answer(one))
        for one in found.openings
    ]
    heads = ["role", "people", "action", "resource", "would be"]
    table("What each role may", heads, rows, right="people")


@policy.command()
@click.argument("file", type=_FILE)
@click.option("--note", default="", help="Why, for the history.")
@as_json
@acting
def apply(session: Session, file: Path, note: str, as_json: bool) -> None:
    """Puts FILE in force; other processes follow within two seconds."""
    from revrise.services.policy.views import ApplyPolicy

    desk, by = session.app.policy_desk, session.actor
    version = desk.apply(ApplyPolicy(text_of(file), desk.show(by).version, note), by)
    if as_json:
        show_json({"version": version})
        return
    echo(f"the policy is now version {version}")


@policy.command()
@as_json
@acting
def history(session: Session, as_json: bool) -> None:
    """What the policy was, by whom and why."""
    from attrs import asdict

    found = session.app.policy_desk.history(session.actor)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    rows = [(one.version, f"{one.at:%Y-%m-%d %H:%M}", one.by_id, one.note) for one in found]
    table("Versions", ["version", "at", "by", "note"], rows, right="version")


@policy.command()
@click.argument("version", type=int)
@as_json
@acting
def restore(session: Session, version: int, as_json: bool) -> None:
    """Puts the policy of an earlier VERSION in force again, as a new one."""
    desk, by = session.app.policy_desk, session.actor
    made = desk.restore(version, desk.show(by).version, by)
    if as_json:
        show_json({"version": made})
        return
    echo(f"version {version} is in force again, as version {made}")


@policy.command()
@click.argument("whom", metavar="PERSON")
@proposed
@as_json
@acting
def preview(session: Session, whom: str, file: Path | None, as_json: bool) -> None:
    """What PERSON would see, in figures."""
    from attrs import asdict

    app, by = session.app, session.actor
    document = _read(session, file) if file else None
    found = app.policy_preview.of(app.people.find(whom, by), by, document)
    if as_json:
        show_json(asdict(found))
        return
    rows = [
        (
            one.resource,
            " ".join(one.actions),
            "–" if one.rows is None else f"{one.rows:,} of {one.total:,}",
            " ".join([*one.masked, *(f"-{name}" for name in one.hidden)]),
        )
        for one in found.sights
    ]
    title = f"{found.name} ({', '.join(found.roles)})"
    table(title, ["resource", "may", "rows", "masked, -hidden"], rows, right="rows")


@policy.command("test")
@click.argument("expectations", type=_FILE)
@proposed
@as_json
@acting
def test_(session: Session, expectations: Path, file: Path | None, as_json: bool) -> int:
    """Runs a table of EXPECTATIONS against the policy; exit code 1 when one does not hold."""
    from attrs import asdict

    document = _read(session, file) if file else None
    found = session.app.policy_test.run(text_of(expectations), session.actor, document)
    wrong = [one for one in found if one.wrong]
    if as_json:
        show_json([asdict(one) for one in found])
        return int(bool(wrong))
    for one in wrong:
        asked = one.expected
        who = asked.person or asked.who
        echo(f"expectation {one.number}: {who} {asked.may} {asked.on} {one.wrong}")
    echo(f"{len(found) - len(wrong)} of {len(found)} expectations hold")
    return int(bool(wrong))


def _read(session: Session, file: Path) -> "PolicyDocument":
    return session.app.policy_desk.check(text_of(file), session.actor)


def _answer(opening: Any) -> str:
    if not opening.after:
        return "closed"
    return ("opened: " if not opening.before else "") + "; ".join(opening.after)


def _line(rule: dict[str, str]) -> str:
    where = f" where {rule['rule']}" if rule["rule"] else ""
    columns = f" columns {rule['columns']}" if rule["columns"] != "*" else ""
    return f"{rule['effect']} {rule['role']} {rule['action']} {rule['resource']}{where}{columns}"


def _table(title: str, rules: list[dict[str, str]]) -> None:
    heads = ["role", "effect", "action", "resource", "rule", "columns"]
    table(title, heads, [tuple(rule[name] for name in heads) for rule in rules])
