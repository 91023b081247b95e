"""`revrise rubrics`: what the organisation writes itself, version by version."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, many, show_json, table
from revrise.apps.cli.echo import echo
from revrise.services.text_file import text_of

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("rubric", required=False)
@as_json
@acting
def versions(session: Session, rubric: str | None, as_json: bool) -> None:
    """The versions of RUBRIC, or of every rubric, that your organisation wrote."""
    from revrise.services.rubrics.versions_document import listed

    desk, by = session.app.rubric_desk, session.actor
    found = [listed(one) for one in (desk.versions(rubric, by) if rubric else desk.list(by))]
    if as_json:
        show_json(found)
        return
    heads = ["rubric", "number", "state", "made_at", "made_by", "decided_at"]
    table("Versions", heads, [tuple(one[name] for name in heads) for one in found])


@click.command()
@click.argument("file", type=FILE)
@as_json
@acting
def save(session: Session, file: Path, as_json: bool) -> None:
    """Keep the rubric in FILE as a draft: the next version of its id."""
    from revrise.services.rubrics.stored import SaveRubric, checked

    desk, by, text = session.app.rubric_desk, session.actor, text_of(file)
    made = desk.save(SaveRubric(text, desk.newest(checked(text).id, by)), by)
    _said(made, as_json, f"{made.ref} is kept as a draft")


@click.command()
@click.argument("version")
@as_json
@acting
def publish(session: Session, version: str, as_json: bool) -> None:
    """Score new calls on VERSION (`discovery@2`) from now on."""
    made = session.app.rubric_desk.publish(_decided(version), session.actor)
    _said(made, as_json, f"{made.ref} is in force")


@click.command()
@click.argument("version")
@as_json
@acting
def calibrate(session: Session, version: str, as_json: bool) -> None:
    """How VERSION (`discovery@2`) agrees with what people gave blind; kept with it."""
    from revrise.services.rubrics.versions_document import listed

    found = listed(session.app.calibrating.calibrate(_decided(version), session.actor))
    if as_json:
        show_json(found)
        return
    agreed = found["agreement"]
    figures = {"weighted κ": agreed["kappa"], "zh minus en": agreed["bias"]}
    figures |= {f"κ {name}": one for name, one in agreed["by_language"].items()}
    figures |= {f"κ {name}": one for name, one in agreed["by_criterion"].items()}
    heads = ["value", "low", "high", "n", "calls", "reason"]
    rows = [(name, *(_short(one[head]) for head in heads)) for name, one in figures.items()]
    table(
        f"{version} on {many(agreed['calls'], 'call')}",
        ["figure", *heads],
        rows,
        right="value low high",
    )


@click.command()
@click.argument("version")
@as_json
@acting
def retire(session: Session, version: str, as_json: bool) -> None:
    """Score no more calls on VERSION; scorecards on it stay."""
    made = session.app.rubric_desk.retire(_decided(version), session.actor)
    _said(made, as_json, f"{made.ref} is retired")


@click.command()
@click.argument("version")
@click.argument("against", type=int, required=False)
@as_json
@acting
def diff(session: Session, version: str, against: int | None, as_json: bool) -> None:
    """What VERSION (`discovery@2`) changed, or how it differs from version AGAINST."""
    from revrise.services.rubrics.versions_document import compared

    desk, by, named = session.app.rubric_desk, session.actor, _decided(version)
    found = compared(
        desk.one(named.name, named.number, by), desk.diff(named.name, named.number, against, by)
    )
    if as_json:
        show_json(found)
        return
    changes = found["diff"]["changes"] if found["diff"] else []
    heads = ["criterion", "what", "before", "after"]
    table(f"{version} changes", heads, [tuple(one[name] for name in heads) for one in changes])


@click.command()
@click.argument("rubric")
@click.option("--days", default=90, show_default=True, help="Calls of the last so many days.")
@as_json
@acting
def backscore(session: Session, rubric: str, days: int, as_json: bool) -> None:
    """Queue scoring past calls on RUBRIC as it is in force, beside the scores they have."""
    from revrise.services.rubrics.backscoring import BackScore

    job = session.app.back_scoring.ask(BackScore(rubric, days), session.actor)
    show_json({"job_id": job}) if as_json else echo(f"{job}: see revrise jobs show {job}")


def _short(value: Any) -> Any:
    return f"{value:.2f}" if isinstance(value, float) else value


def _decided(reference: str) -> Any:
    from revrise.core.errors import Invalid
    from revrise.services.rubrics.stored import DecideRubric

    name, _, number = reference.partition("@")
    if not (name and number.isascii() and number.isdecimal()):
        raise Invalid("is no version", culprit=reference, remedy="such as discovery@2")
    return DecideRubric(name, int(number[:9]))


def _said(made: Any, as_json: bool, text: str) -> None:
    from revrise.services.rubrics.versions_document import listed

    show_json(listed(made)) if as_json else echo(text)
