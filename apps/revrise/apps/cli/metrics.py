"""`revrise metrics`: what they mean, and what is usual."""

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table


@click.group()
def metrics() -> None:
    """What metrics of calls mean, and what is usual."""


@metrics.command()
@click.argument("name", required=False)
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", help="Of the titles.")
@as_json
def definitions(name: str | None, lang: str, as_json: bool) -> None:
    """Every metric, or those called NAME: unit, formula, least data, reasons for no value."""
    from revrise.core.conversations.definition_sources import as_document
    from revrise.core.conversations.definitions import DEFINITIONS

    found = [as_document(one) for one in DEFINITIONS if name in (None, one.name, one.id)]
    if as_json:
        show_json(found)
        return
    heads = ["id", "unit", "title", "formula", "minimum"]
    rows = [
        (one["id"], one["unit"], one["title"][lang], one["formula"], one["minimum"])
        for one in found
    ]
    table("Metrics", heads, rows)


@metrics.command()
@click.argument("call")
@as_json
@acting
def benchmark(session: Session, call: str, as_json: bool) -> None:
    """CALL beside its team: median and middle half over 90 days, from five calls of five people."""
    from revrise.services.calls.benchmark_document import beside

    found = beside(*session.app.benchmarks.of_call(call, session.actor))
    if as_json:
        show_json(found)
        return
    heads = ["definition", "unit", "value", "low", "median", "high", "calls", "people"]
    rows = [tuple(_cell(one[name]) for name in heads) for one in found["metrics"]]
    table(f"{call} beside its team", heads, rows, right="value low median high calls people")


def _cell(value: object) -> object:
    return "–" if value is None else round(value, 3) if isinstance(value, float) else value
