"""`revrise metrics`: what they mean, and what is usual."""

from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, in_lang, many, show_json, table
from revrise.apps.cli.echo import echo


@click.group()
def metrics() -> None:
    """What metrics of calls mean, and what is usual."""


@metrics.command()
@click.argument("name", required=False)
@in_lang
@as_json
def definitions(name: str | None, lang: str, as_json: bool) -> None:
    """Every metric, or those called NAME: unit, formula, least data, reasons for no value."""
    from revrise.core.conversations.metrics.definition_sources import as_document
    from revrise.core.conversations.metrics.definitions import DEFINITIONS

    found = [as_document(one) for one in DEFINITIONS if name in (None, one.name, one.id)]
    if as_json:
        show_json(found)
        return
    heads = ["id", "unit", "title", "formula", "minimum"]
    rows = [
        (one["id"], one["unit"], one["title"][lang], told["formula"], told["minimum"])
        for one in found
        for told in [one["chinese"] if lang == "zh" else one]
    ]
    table("Metrics", heads, rows)


@metrics.command()
@click.argument("call")
@as_json
@acting
def benchmark(session: Session, call: str, as_json: bool) -> None:
    """CALL beside its team: median and middle half over 90 days, from five calls of five people."""
    from revrise.services.measures.benchmark_document import beside

    found = beside(*session.app.benchmarks.of_call(call, session.actor))
    if as_json:
        show_json(found)
        return
    heads = ["definition", "unit", "value", "low", "median", "high", "calls", "people"]
    rows = [tuple(_cell(one[name]) for name in heads) for one in found["metrics"]]
    table(f"{call} beside its team", heads, rows, right="value low median high calls people")


@metrics.command()
@click.option(
    "--metric",
    default="talk_share/B@1",
    show_default=True,
    help="A definition's id, or tracker:ID.",
)
@click.option("--team", help="Of this team only.")
@click.option("--weeks", type=click.IntRange(2, 52), default=12, show_default=True)
@as_json
@acting
def trends(session: Session, metric: str, team: str | None, weeks: int, as_json: bool) -> None:
    """How a team talks, week by week, over the calls in your reach; changes with 95 % intervals."""
    from revrise.services.trends.trends_document import as_document

    by = session.actor
    found = as_document(session.app.trends.show(metric, by, team_id=team, weeks=weeks))
    if as_json:
        show_json(found)
        return
    middle = "share" if found["team"]["share"] else "median"
    heads = ["who", middle, "change", "from", "to", "calls", "no value"]
    rows = [_line(one) for one in (found["team"], *found["people"])]
    table(
        f"{found['measured']}, {weeks} weeks", heads, rows, right=f"{middle} change from to calls"
    )
    if found["apart"]:
        echo(f"{many(found['apart'], 'call')} left out: other detectors heard them")


def _line(one: dict[str, Any]) -> tuple[Any, ...]:
    moved = one["change"] or {"value": None, "low": None, "high": None}
    middle = one["share"]["value"] if one["share"] else one["median"]
    cells = (middle, moved["value"], moved["low"], moved["high"])
    return (one["name"] or "team", *map(_cell, cells), one["calls"], one["unknown"])


def _cell(value: object) -> object:
    return "–" if value is None else round(value, 3) if isinstance(value, float) else value
