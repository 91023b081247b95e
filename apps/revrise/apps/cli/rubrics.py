"""`revrise rubrics`: list, show, check and certify; versions are in `rubric_versions`."""

from pathlib import Path
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, in_lang, many, show_json, table
from revrise.apps.cli.assignments import assign, assignments, pass_on, settle
from revrise.apps.cli.echo import echo
from revrise.apps.cli.rubric_versions import (
    FILE,
    backscore,
    calibrate,
    diff,
    publish,
    retire,
    save,
    versions,
)
from revrise.services.text_file import text_of


@click.group()
def rubrics() -> None:
    """What calls are scored on."""


for command in (versions, save, publish, retire, diff, backscore, calibrate):
    rubrics.add_command(command)
for command in (assign, assignments, settle, pass_on):
    rubrics.add_command(command)


@rubrics.command("list")
@in_lang
@as_json
@acting
def list_(session: Session, lang: str, as_json: bool) -> None:
    """The rubrics of the plugins in use; `asked` ones are scored where somebody names them."""
    from revrise.services.rubrics.document import brief

    found = [brief(one) for one in session.app.rubrics.all(session.actor)]
    if as_json:
        show_json(found)
        return
    heads = ["id", "version", "when", "criteria"]
    rows = [(*(one[name] for name in heads), _in(one["title"], lang)) for one in found]
    table("Rubrics", [*heads, "title"], rows, right="version criteria")


@rubrics.command()
@click.argument("rubric")
@in_lang
@click.option("--text", is_flag=True, help="As the TOML it was written as, to begin another from.")
@as_json
@acting
def show(session: Session, rubric: str, lang: str, text: bool, as_json: bool) -> None:
    """RUBRIC with its criteria and what each level means."""
    from revrise.services.rubrics.document import whole

    one = session.app.rubrics.one(rubric, session.actor)
    if text:
        echo(one.source, nl=not one.source.endswith("\n"))
        return
    found = whole(one)
    if as_json:
        show_json(found)
        return
    rows = [
        (one["id"], one["weight"], level, text)
        for one in found["criteria"]
        for level, text in enumerate(_in(one["anchors"], lang), 1)
    ]
    title = _in(found["title"], lang) or found["id"]
    table(f"{title} ({found['id']}@{found['version']})", ["id", "weight", "level", "means"], rows)


@rubrics.command()
@click.argument("file", type=FILE)
@as_json
def check(file: Path, as_json: bool) -> int:
    """Say whether FILE holds a rubric, else each line, the key and what is wrong with it."""
    from revrise.apps.cli.text_faults import say_faults
    from revrise.services.rubrics.document import brief
    from revrise.services.rubrics.service import read
    from revrise.services.toml_faults import Faulty

    try:
        found = read(text_of(file), file.name)
    except Faulty as error:
        return say_faults(error.faults, file.name, as_json=as_json)
    if as_json:
        show_json({"ok": True, "rubric": brief(found)})
    else:
        echo(f"{file.name}: {found.ref} is a rubric of {len(found.criteria)} criteria")
    return 0


@rubrics.command()
@click.argument("file", type=FILE)
@click.option("--calls", type=click.IntRange(1, 50), default=20, show_default=True)
@as_json
@acting
def preview(session: Session, file: Path, calls: int, as_json: bool) -> int:
    """Try the rubric in FILE on the newest calls in your reach, beside the version in force.

    Nothing is stored.
    """
    from revrise.apps.cli.text_faults import say_faults
    from revrise.services.rubrics.document import previewed
    from revrise.services.rubrics.preview import PreviewRubric
    from revrise.services.toml_faults import Faulty

    command = PreviewRubric(text_of(file), calls)
    try:
        shown = previewed(session.app.rubric_previews.show(command, session.actor))
    except Faulty as error:
        return say_faults(error.faults, file.name, as_json=as_json)
    if as_json:
        show_json(shown)
        return 0
    heads = ["criterion", "before", "after", "rises", "falls", "same"]
    rows = [tuple(_short(one[name]) for name in heads) for one in shown["criteria"]]
    beside = f" beside {shown['in_force']}" if shown["in_force"] else ""
    title = f"{shown['rubric']}{beside} on {many(len(shown['calls']), 'call')}"
    table(title, heads, rows, right="before after rises falls same")
    return 0


@rubrics.command()
@click.argument("rubric")
@click.option("--pairs", type=FILE, help="JSON lines: call, criterion, language, human, machine.")
@click.option("--seen", is_flag=True, help="Count those who may have seen the machine's level.")
@click.option("--retest", type=FILE, multiple=True, help="Transcripts to score again, changed.")
@as_json
@acting
def certify(
    session: Session,
    rubric: str,
    pairs: Path | None,
    seen: bool,
    retest: tuple[Path, ...],
    as_json: bool,
) -> int:
    """How far the machine's levels on RUBRIC agree with people's; the exit code is 1 if too little.

    From the scores in your reach, or from --pairs alone. Certified is what has a weighted κ surely
    of 0.6 or more, and less than half a level between Chinese and English at equal human levels.
    """
    from revrise.core.scoring.certificate import certificate
    from revrise.services.rubrics.document import certified
    from revrise.services.rubrics.pairs import read_pairs

    if pairs:
        found = certificate(rubric, read_pairs(text_of(pairs), pairs.name), seen=seen)
    else:
        found = session.app.rubrics.certify(rubric, session.actor, seen=seen)
    document = certified(found)
    if retest:
        document["retest"] = _again(session, rubric, retest)
    show_json(document) if as_json else _tell(document)
    return 0 if found.certified else 1


@rubrics.command()
@click.argument("rubric", required=False)
@click.option("--calls", default=1, show_default=True, help="So many of the next calls.")
@click.option("--drop", metavar="ID", help="Give this one up: its levels are shown from then on.")
@as_json
@acting
def blind(
    session: Session, rubric: str | None, calls: int, drop: str | None, as_json: bool
) -> None:
    """Ask for the next calls on RUBRIC to score before you see the machine's levels.

    Without RUBRIC: those of yours that have not ended. A call is scored on its page, or with
    POST /v1/assessments/ID/coach-scores.
    """
    from revrise.services.blind.service import AskBlind
    from revrise.services.rubrics.document import reviewed

    reviews, by = session.app.blind_reviews, session.actor
    if drop:
        shown = [reviewed(reviews.drop(drop, by))]
    elif rubric:
        shown = [reviewed(one) for one in reviews.ask(AskBlind(rubric, calls), by)]
    else:
        shown = [reviewed(one) for one in reviews.mine(by)]
    if as_json:
        show_json(shown)
        return
    heads = ["id", "rubric", "state", "subject_id", "assessment_id"]
    table("Blind reviews", heads, [tuple(one[name] for name in heads) for one in shown])


def _short(value: Any) -> Any:
    return f"{value:.2f}" if isinstance(value, float) else "–" if value is None else value


def _again(session: Session, rubric: str, files: tuple[Path, ...]) -> dict[str, Any]:

    from revrise.services.calls.reading import ReadCall

    said = [session.app.reader.read(ReadCall(file)) for file in files]
    return {name: asdict(one) for name, one in session.app.rubrics.again(rubric, said).items()}


def _tell(found: dict[str, Any]) -> None:
    figures = {"weighted κ": "kappa", "ICC(2,1)": "icc", "zh minus en": "bias"}
    rows = [_row(name, found[key]) for name, key in figures.items()]
    rows += [_row(f"κ {name}", one) for name, one in found["by_criterion"].items()]
    rows += [_row(f"α of coaches, {name}", one) for name, one in found["coaches"].items()]
    verdict = (
        "certified" if found["certified"] else f"not certified: {', '.join(found['obstacles'])}"
    )
    heads = ["figure", "value", "95 % interval", "pairs", "calls", "reason"]
    table(f"{found['rubric']}: {verdict}", heads, rows, right="value pairs calls")
    if found["seen"]:
        echo(f"{many(found['seen'], 'pair')} of people who may have seen the machine's level first")
    for name, one in found.get("retest", {}).items():
        same = "–" if one["same"] is None else f"{one['same']:.1%}"
        agreed = "–" if one["kappa"] is None else f"{one['kappa']:.2f}"
        echo(f"scored again, {name}: {same} of {one['n']} levels the same, κ {agreed}")


def _row(name: str, one: dict[str, Any]) -> tuple[Any, ...]:
    value, low, high = (_two(one[key]) for key in ("value", "low", "high"))
    between = None if low is None or high is None else f"{low} to {high}"
    return (name, value, between, one["n"], one["calls"], one["reason"])


def _two(value: float | None) -> str | None:
    """With two digits; what rounds to nothing has no sign."""
    return None if value is None else f"{value:z.2f}"


def _in(texts: dict[str, Any], lang: str) -> Any:
    """In that language, else in English or the one there is."""
    return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")
