"""`revrise attribution`: credit among touches, behaviour beside results."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, in_lang, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.filing import Wanted, as_file


@click.group()
def attribution() -> None:
    """Which contacts and behaviours go with results, and how sure that is."""


@attribution.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--models", default="all", show_default=True, help="Names separated by commas.")
@click.option("--column", "columns", multiple=True, metavar="NAME=HEADER", help="A header's name.")
@in_lang
@as_json
def touches(file: Path, models: str, columns: tuple[str, ...], lang: Any, as_json: bool) -> None:
    """Multi-touch credit from FILE, a CSV with a row a touch; nothing is stored."""
    from revrise.apps.assembly import plugins
    from revrise.services.attribution.files import touches as credit

    names = [name.strip() for name in models.split(",") if name.strip()]
    more = plugins().attribution_models()
    found = credit(file, names, _pairs(columns), more).as_document(lang)
    if as_json:
        show_json(found)
        return
    echo(f"{found['journeys']:,} journeys, {found['conversions']:,} converted")
    for name, lines in found["models"].items():
        rows = [
            (
                one["channel"],
                f"{one['conversions']:.2f}",
                f"{one['value']:,.2f}",
                f"{one['share']:.1%}",
            )
            for one in lines
        ]
        heads = ["channel", "conversions", "value", "share"]
        table(name, heads, rows, right="conversions value share")
    _notes(found)


@attribution.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, metavar="COL", help="The column of results.")
@click.option("--cluster", default="", metavar="COL", help="What repeats, e.g. the rep.")
@click.option("--adjust", multiple=True, metavar="COL", help="Hold this column constant.")
@click.option("--exclude", multiple=True, metavar="COL", help="Not a behaviour.")
@click.option("--smallest", type=float, help="Smallest change per SD that would matter.")
@click.option("--weekly", type=float, help="New rows a week, to say when it could be told.")
@click.option("--seed", default=0, show_default=True)
@in_lang
@as_json
def behaviours(file: Path, outcome: str, lang: Any, as_json: bool, **options: Any) -> None:
    """Association of each numeric column of FILE with an outcome; nothing is stored."""
    from revrise.services.attribution.files import behaviours as associations

    found = associations(file, outcome, **options).as_document(lang)
    if as_json:
        show_json(found)
        return
    tell_associations(f"{found['n']:,} rows, {found['clusters']:,} clusters", found["behaviours"])
    _notes(found)


@attribution.command()
@click.option("--smallest", default=0.02, show_default=True, help="Win-rate change per SD.")
@in_lang
@as_json
@as_file
@acting
def insight(
    session: Session, smallest: float, lang: Any, as_json: bool, file: Wanted | None
) -> None:
    """Which behaviours go with winning, over the closed deals you may see."""
    from revrise.services.attribution.views import association

    found = session.app.attribution.insight(session.actor, smallest=smallest)
    lines = [association(each) for each in found.associations]
    if file:
        heads = list(lines[0]) if lines else ["behaviour"]
        file.computed(
            session,
            session.app.attribution.reach(session.actor).resource,
            heads,
            [list(line.values()) for line in lines],
        )
        return
    said = [each.of(lang) for each in found.assumptions]
    if as_json:
        counts = {"deals": found.deals, "won": found.won, "reps": found.reps}
        show_json({**counts, "behaviours": lines, "assumptions": said})
        return
    tell_associations(f"{found.deals:,} closed deals of {found.reps} reps", lines)
    for sentence in said:
        echo(f"note: {sentence}")


@attribution.command()
@click.option("--models", default="all", show_default=True, help="Names separated by commas.")
@as_json
@acting
def credit(session: Session, models: str, as_json: bool) -> None:
    """Credit among touches, over the closed deals you may see: it divides, it explains nothing."""
    names = [name.strip() for name in models.split(",") if name.strip()]
    found = session.app.attribution.credit(session.actor, names)
    if as_json:
        show_json(found)
        return
    for name, lines in found["models"].items():
        rows = [(one.channel, f"{one.conversions:.1f}", f"{one.share:.1%}") for one in lines]
        table(name, ["channel", "conversions", "share"], rows, right="conversions share")


def tell_associations(title: str, lines: list[dict[str, Any]]) -> None:
    """A table of associations, the surest first."""
    ordered = sorted(lines, key=lambda one: (one["q"] is None, one["q"] or 0.0))
    rows = [
        (one["behaviour"], one["grade"], one["n"], _estimate(one), _q(one), _verdict(one))
        for one in ordered
    ]
    heads = ["behaviour", "grade", "n", "per SD (95 %)", "q", "verdict"]
    table(title, heads, rows, right="n q")


def _estimate(one: dict[str, Any]) -> str:
    if one["ci95"] is None:
        return f"– ({one['reason']})"
    low, high = one["ci95"]
    return f"{one['estimate']:+.4g} [{low:+.4g}, {high:+.4g}]"


def _q(one: dict[str, Any]) -> str:
    return "–" if one["q"] is None else f"{one['q']:.3f}"


def _verdict(one: dict[str, Any]) -> str:
    if one["verdict"] == "cannot tell" and one["weeks"]:
        return f"cannot tell, {one['weeks']} weeks"
    if one["verdict"] == "cannot tell" and one["more_rows"]:
        return f"cannot tell, {one['more_rows']:,} more rows"
    return str(one["verdict"])


def _notes(found: dict[str, Any]) -> None:
    for sentence in (*found.get("warnings", ()), *found.get("assumptions", ())):
        echo(f"note: {sentence}")
    if found["rejected_total"]:
        echo(f"{found['rejected_total']:,} rows left out, the first of them:")
        for one in found["rejected"][:5]:
            echo(f"  {one['file']}:{one['line']} {one['column']}: {one['reason']}")


def _pairs(columns: tuple[str, ...]) -> dict[str, str]:
    for one in columns:
        if "=" not in one:
            raise click.BadParameter(f"{one!r} is not NAME=HEADER")
    return dict(one.split("=", 1) for one in columns)
