"""`revrise reports`: what auditors ask for."""

from pathlib import Path

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo


@click.command()
@click.argument("name", required=False)
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path),
              help="Write it to this CSV file.")  # fmt: skip
@as_json
@acting
def reports(session: Session, name: str | None, file: Path | None, as_json: bool) -> None:
    """Show the report NAME as of now; without a name, which there are."""
    made = session.app.reports
    if name is None:
        offered = made.offered(session.actor)
        if as_json:
            show_json([{"name": one.name, "title": one.title.en} for one in offered])
        else:
            table("Reports", ["name", "about"], [(one.name, one.about.en) for one in offered])
        return
    found = made.make(name, session.actor)
    if file is not None:
        from revrise.apps.files.writing import Table, save

        made.takes(found, "csv", session.actor)
        save(Table(name, found.heads("en"), found.lines("en")), "csv", file)
        echo(f"{len(found.rows):,} rows in {file}")
    elif as_json:
        left = [{"of": one.called.en, "count": one.count} for one in found.outside]
        show_json({"name": name, "at": found.at, "items": found.records(), "outside": left})
    else:
        table(found.title.en, found.heads("en"), found.rows)
        for one in found.outside:
            echo(f"outside your view: {one.text()} {one.called.en.lower()}")
