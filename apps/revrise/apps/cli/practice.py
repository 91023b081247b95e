"""`revrise practice`: role-play a scenario in text."""

import sys

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.figures import in_words
from revrise.core.scoring.document import as_document


@click.group()
def practice() -> None:
    """Role-play a scenario."""


@practice.command()
@as_json
@acting
def scenarios(session: Session, as_json: bool) -> None:
    """The scenarios you may practise."""
    rows = session.app.practice.scenarios(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [(row["id"], row["title"], row["language"], row["competency_id"]) for row in rows]
    table("Scenarios", ["id", "title", "language", "trains"], lines)


@practice.command()
@as_json
@acting
def sessions(session: Session, as_json: bool) -> None:
    """The sessions you may see, newest first."""
    rows = session.app.practice.sessions(session.actor)
    if as_json:
        show_json(rows)
        return
    heads = ["id", "person_id", "scenario_id", "state", "score", "passed"]
    table("Sessions", heads, [tuple(row[name] for name in heads) for row in rows], right="score")


@practice.command()
@click.argument("scenario_id", metavar="SCENARIO")
@as_json
@acting
def play(session: Session, scenario_id: str, as_json: bool) -> None:
    """Practise SCENARIO: a line of yours at a time on standard input, an empty one ends it."""
    service, actor = session.app.practice, session.actor
    talk = service.start(scenario_id, actor)
    echo(f"Buyer: {talk.turns[-1].text}", err=as_json)
    for line in sys.stdin:
        if not line.strip():
            break
        talk = service.say(talk.id, line.strip(), actor)
        if talk.turns[-1].side == "buyer":
            echo(f"Buyer: {talk.turns[-1].text}", err=as_json)
    done, card = service.submit(talk.id, actor)
    if as_json:
        show_json({"id": done.id, "passed": done.passed, "scorecard": as_document(card)})
        return
    (told,) = in_words(session, [card])
    lines = [(one.criterion, one.level, one.because) for one in told.criteria]
    verdict = "passed" if done.passed else "not passed yet"
    table(f"{card.rubric}: {card.score} ({verdict})", ["criterion", "level", "because"], lines)
