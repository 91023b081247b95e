"""`revrise calls explain`: why a trained model finds what it finds."""

from pathlib import Path

import rich_click as click

from revrise.apps.cli.acting import as_json, show_json, table

_PATH = click.Path(path_type=Path)
_SHOWN = 3


@click.command()
@click.argument("model", metavar="MODEL", type=_PATH)
@click.argument("calls", metavar="CALLS", type=_PATH)
@as_json
def explain(model: Path, calls: Path, as_json: bool) -> None:
    """Show what a model of `calls train` finds, and which signs spoke for it.

    CALLS holds one transcript a line, with labels or without. `above` is by how much the log odds
    are above the bound. With --json one object a line found.
    """
    from revrise.services.detectors.explaining import explain_file

    found = explain_file(model, calls)
    if as_json:
        for one in found:
            show_json(one, lines=True)
        return
    rows = [
        (one["line"], one["utterance"], one["label"], f"{one['above']:.2f}",
         ", ".join(f"{sign} {weight:.2f}" for sign, weight in one["because"][:_SHOWN]),
         one["text"])
        for one in found
    ]  # fmt: skip
    columns = ["line", "utterance", "label", "above", "because", "said"]
    table(f"{len(rows)} found", columns, rows, right="line utterance above")
