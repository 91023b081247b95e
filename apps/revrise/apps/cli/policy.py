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
    heads = ["role", "effect", "action", "resource", "rule", "columns"]
    table("Policy", heads, [tuple(rule[name] for name in heads) for rule in rules])
