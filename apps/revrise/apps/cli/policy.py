"""`revrise policy`: who may see and do what, and why."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table


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
    click.echo(f"{found['person']} ({', '.join(found['roles'])}) {verdict} {action} {resource}")
    if found["allowed"]:
        click.echo(f"rows: {found['rows']}")
        click.echo(f"columns: {' '.join(found['columns'])}")
    for line in found["because"] or ["no rule gives it"]:
        click.echo(f"because: {line}")


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
@as_json
@acting
def show_(session: Session, role: str | None, as_json: bool) -> None:
    """The policy's rules."""
    from attrs import asdict

    rules = [
        asdict(rule)
        for rule in session.app.governance.rules(session.actor)
        if role in (None, rule.role)
    ]
    if as_json:
        show_json(rules)
        return
    _table("Policy", rules)


def _table(title: str, rules: list[dict[str, str]]) -> None:
    heads = ["role", "effect", "action", "resource", "rule", "columns"]
    table(title, heads, [tuple(rule[name] for name in heads) for rule in rules])
