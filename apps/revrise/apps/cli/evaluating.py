"""`revrise calls evaluate`: how well the detectors do on labelled talk."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Progress, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.core.assist.answer import OBJECTIONS
from revrise.core.conversations.evaluation import TASKS
from revrise.core.errors import Invalid

_TASK = f"What was labelled: {', '.join(TASKS)}, or a plugin's own KIND or KIND:CATEGORY."


@click.command()
@click.argument("labels", metavar="LABELS", type=click.Path(path_type=Path))
@click.option("--task", required=True, help=_TASK)
@click.option(
    "--wrong", type=click.IntRange(0), default=0, help="Show so many lines that it got wrong."
)
@click.option(
    "--detector",
    "detectors",
    multiple=True,
    metavar="ID",
    help="Beside the built-in ones these of plugins only; none for none. All in use if left out.",
)
@click.option(
    "--language-model",
    "by_model",
    is_flag=True,
    help="Measure the objections of the language model that is set up: LABELS is sent to it.",
)
@as_json
def evaluate(
    labels: Path, task: str, wrong: int, detectors: tuple[str, ...], by_model: bool, as_json: bool
) -> None:
    """How well the detectors agree with people's labels; nothing is stored.

    LABELS holds one labelled transcript a line, see docs/quality.md.
    """
    from revrise.apps import assembly
    from revrise.services.detectors.asked_detectors import AskedDetectors
    from revrise.services.detectors.evaluating import evaluate_file
    from revrise.services.measures.analysing import Analyst

    catalogue = assembly.plugins()
    only = tuple(one for one in detectors if one != "none") if detectors or by_model else None
    model = _model(catalogue, task, only) if by_model else None
    found = evaluate_file(labels, AskedDetectors(Analyst(catalogue), task, only), wrong, model)
    if as_json:
        show_json(found)
        return
    lines = [
        (name, one["n"], one["positives"], *map(_share, _measures(one)))
        for name, one in [("all", found), *found["language"].items(), *found.get("act", {}).items()]
    ]
    columns = ["of", "n", "positives", "precision", "recall", "F1", "from", "to"]
    built_in = ["built in"] if task in TASKS else []
    asked = found.get("language_model")
    echo(
        _ASKED.format(**asked)
        if asked
        else f"detectors: {', '.join([*built_in, *found['detectors']])}"
    )
    table(f"{task}, 95 % interval of F1", columns, lines, right=" ".join(columns[1:]))
    if wrong:
        rows = [(one["line"], one["utterance"], one["what"], one["error"], one["text"])
                for one in found["wrong"]]  # fmt: skip
        title = f"the first {len(rows)} of {found['mistakes']} mistakes"
        table(title, ["line", "utterance", "what", "error", "said"], rows, right="line utterance")


_ASKED = (
    "language model {model} ({prompt}), no detectors: {windows} windows asked, {unread} gave an "
    "answer that could not be read; {heard} of {lines} lines heard, {left_out} transcripts left "
    "out for want of tokens, {dropped} objections dropped that the lines do not bear out; "
    "{tokens} tokens"
)


def _model(catalogue: Any, task: str, detectors: tuple[str, ...] | None) -> Any:
    """The model that is set up. Raises Invalid where something else is wanted beside it."""
    from revrise.services.assist.model_reading import set_up
    from revrise.services.detectors.model_hearing import ModelHearing

    if task != OBJECTIONS or detectors:
        raise Invalid(
            "names objections alone, without detectors",
            culprit="--language-model",
            remedy="use it with --task objections and no --detector",
        )
    return ModelHearing(set_up(catalogue), show=Progress("evaluate"))


def _measures(one: dict[str, Any]) -> list[float | None]:
    interval = one["ci95"] or [None, None]
    return [one["precision"], one["recall"], one["f1"], *interval]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
