"""`revrise calls train`: a detector learned from a company's own labels."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.conversations.learned.examples import TASKS, LearnedTask
from revrise.core.conversations.learned.training import FOLDS, LEAST

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("labels", metavar="LABELS", type=click.Path(path_type=Path))
@click.option("--task", type=click.Choice(TASKS), required=True, help="What was labelled.")
@click.option("--test", type=click.Path(path_type=Path), help="Labels kept apart, to test on.")
@click.option(
    "--folds", type=click.IntRange(2, 20), default=FOLDS, show_default=True,
    help="Parts the dialogues are dealt to; each is judged by what the others teach.",
)  # fmt: skip
@click.option(
    "--least", type=click.IntRange(LEAST), default=LEAST, show_default=True,
    help="Words said in fewer dialogues than this stay out of the model.",
)  # fmt: skip
@click.option("--out", type=_FILE, help="Where the model goes; without it only figures are told.")
@as_json
def train(
    labels: Path,
    task: LearnedTask,
    test: Path | None,
    folds: int,
    least: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Train a detector on people's labels; nothing is stored but the model.

    LABELS holds one labelled transcript a line, see docs/training.md. The same labels give the
    same model.
    """
    from revrise.core.conversations.learned.model_json import render
    from revrise.services.detectors.training import train_file

    done = train_file(labels, task, test=test, folds=folds, least=least)
    if out:
        _write(out, render(done.model))
    told = {**done.told(), "model": str(out) if out else None}
    if as_json:
        show_json(told)
    else:
        _show(told)


def _write(out: Path, text: str) -> None:
    from revrise.core.errors import Misconfigured

    try:
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Misconfigured(
            f"cannot be written: {error.strerror}", culprit=str(out), remedy="give another path"
        ) from None


def _show(told: dict[str, Any]) -> None:
    checked, tested = told["checked"], told["tested"]
    rows = [_row(f"learned, {checked['folds']} folds", told, checked["learned"]),
            _row("built-in rules, the same lines", told, checked["rules"])]  # fmt: skip
    if tested:
        rows += [_row("learned, test", tested, tested["learned"]),
                 _row("built-in rules, test", tested, tested["rules"])]  # fmt: skip
    columns = ["", "n", "positives", "precision", "recall", "F1", "from", "to"]
    title = f"{told['task']}, {told['dialogues']} dialogues, 95 % interval of F1"
    table(title, columns, rows, right=" ".join(columns[1:]))
    if tested and tested["left_out"]:
        echo(f"{tested['left_out']} lines of the test were trained on and are left out")
    signs = [(*one, *other) for one, other in zip(told["for"], told["against"], strict=False)]
    table("what weighs most", ["for", "weight", "against", "less"], signs, right="weight less")
    if told["model"]:
        echo(f"{told['weights']} weights in {told['model']}")


def _row(name: str, counts: dict[str, Any], one: dict[str, Any]) -> tuple[Any, ...]:
    shares = [one["precision"], one["recall"], one["f1"], *(one["ci95"] or [None, None])]
    return (
        name,
        counts["n"],
        counts["positives"],
        *("–" if s is None else f"{s:.3f}" for s in shares),
    )
