"""`revrise config`: settings and where they come from."""

import rich_click as click

from revrise.apps import settings
from revrise.apps.cli.acting import as_json, show_json, table


@click.group()
def config() -> None:
    """Show settings and where they come from."""


@config.command("show")
@click.option("--origin", is_flag=True, help="Say where each value comes from.")
@as_json
def show_(origin: bool, as_json: bool) -> None:
    """Every setting in force; secrets are masked."""
    found = settings.origins()
    if as_json:
        show_json(
            {one.name: {"value": one.value, "origin": one.origin} for one in found}
            if origin
            else {one.name: one.value for one in found}
        )
        return
    heads = ["setting", "value", *(["from"] if origin else []), "what it is"]
    lines = [(one.name, one.value, *([one.origin] if origin else []), one.help) for one in found]
    table("Settings", heads, lines)
