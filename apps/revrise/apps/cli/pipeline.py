"""`revrise pipeline`: what is open, won and lost; moving a deal."""

from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.filing import Wanted, as_file
from revrise.core.governance.rule_text import parse
from revrise.ports.query import Query
from revrise.services.pipeline import AdvanceDeal

_HEADS = ["deals", "open", "won", "lost", "win rate", "won value", "open value"]


@click.group()
def pipeline() -> None:
    """Deals: report and moves."""


@pipeline.command()
@as_json
@acting
def report(session: Session, as_json: bool) -> None:
    """Counts, values and win rate of the deals you may see, by team, product and stage."""
    found = session.app.pipeline.report(session.actor)
    if as_json:
        show_json(found)
        return
    table(f"Pipeline in {found['currency']}", _HEADS, [figures(found)], right=" ".join(_HEADS))
    for cut, lines in found["by"].items():
        rows = [(line[cut] or "–", *figures(line)) for line in lines]
        table(f"By {cut}", [cut, *_HEADS], rows, right=" ".join(_HEADS))


@pipeline.command()
@click.option("--where", "rule", default="", help="E.g. \"stage == 'Proposal' and value > 10000\".")
@click.option("--limit", default=50, show_default=True)
@as_json
@as_file
@acting
def deals(session: Session, rule: str, limit: int, as_json: bool, file: Wanted | None) -> None:
    """List deals, newest first. Values are in minor units in --where and in JSON."""
    if file:
        file.listed(session, "deals", parse(rule))
        return
    query = Query(parse(rule) if rule else parse(""), (("opened_at", True),), limit)
    rows = session.app.pipeline.deals(session.actor, query)
    if as_json:
        show_json(rows)
        return
    lines = [(d["id"], d["name"], d["stage"], d["product"], money(d)) for d in rows]
    table("Deals", ["id", "name", "stage", "product", "value"], lines, right="value")


@pipeline.command()
@click.argument("deal_id", metavar="DEAL")
@click.argument("stage")
@click.option("--evidence", multiple=True, help="Attach evidence, e.g. economic_buyer.")
@click.option("--lost-reason", default=None)
@as_json
@acting
def advance(
    session: Session,
    deal_id: str,
    stage: str,
    evidence: tuple[str, ...],
    lost_reason: str | None,
    as_json: bool,
) -> None:
    """Move DEAL to STAGE; a refusal names the unmet criterion."""
    moved = session.app.pipeline.advance(
        AdvanceDeal(deal_id, stage, evidence, lost_reason), session.actor
    )
    if as_json:
        show_json({"id": moved.id, "stage": moved.stage, "outcome": moved.outcome})
    else:
        echo(f"{moved.name} is in {moved.stage}")


def figures(line: Any) -> tuple[str, ...]:
    """The cells of a line of the report."""
    rate = "–" if line["win_rate"] is None else f"{line['win_rate']:.1%}"
    counts = (f"{line[name]:,}" for name in ("deals", "open", "won", "lost"))
    return (*counts, rate, f"{line['won_value']:,}", f"{line['open_value']:,}")


def money(deal: Any) -> str:
    """A deal's value in words."""
    from revrise.core.money import Money

    if deal.get("value") is None:
        return "–"
    return str(Money(deal["value"], deal["value_currency"]))
