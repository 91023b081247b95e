"""`revrise learn`: courses and enrolments."""

from pathlib import Path
from typing import Any

import rich_click as click
from attrs import asdict

from revrise.apps.cli.acting import Session, acting, as_json, show_json, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.filing import Wanted, as_file
from revrise.services.text_file import text_of


@click.group()
def learn() -> None:
    """Courses and enrolments."""


@learn.command()
@as_json
@acting
def courses(session: Session, as_json: bool) -> None:
    """The courses you may see."""
    rows = session.app.learning.courses(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (
            row["id"],
            row["title"],
            row["state"],
            row["language"],
            ", ".join(row["competencies"]),
            len(row["lessons"]),
        )
        for row in rows
    ]
    heads = ["id", "title", "state", "language", "trains", "lessons"]
    table("Courses", heads, lines, right="lessons")


@learn.command()
@as_json
@as_file
@acting
def enrolments(session: Session, as_json: bool, file: Wanted | None) -> None:
    """The enrolments you may see, newest first."""
    if file:
        file.listed(session, "learning")
        return
    rows = session.app.learning.enrolments(session.actor)
    if as_json:
        show_json(rows)
        return
    lines = [
        (row["id"], row["person_id"], row["course_id"], row["state"], row["score"]) for row in rows
    ]
    table("Enrolments", ["id", "person", "course", "state", "score"], lines, right="score")


@learn.command()
@click.argument("course_id", metavar="COURSE")
@click.option("--person", "whom", metavar="PERSON", help="You by default.")
@as_json
@acting
def enrol(session: Session, course_id: str, whom: str | None, as_json: bool) -> None:
    """Enrol in COURSE."""
    actor = session.actor
    person = session.app.people.find(whom or actor.person_id, actor)
    _say(session.app.learning.enrol(course_id, person, actor), as_json=as_json)


@learn.command()
@click.argument("enrolment_id", metavar="ENROLMENT")
@click.argument("lesson_id", metavar="LESSON")
@as_json
@acting
def finish(session: Session, enrolment_id: str, lesson_id: str, as_json: bool) -> None:
    """Finish a lesson."""
    done = session.app.learning.finish_lesson(enrolment_id, lesson_id, session.actor)
    _say(done, as_json=as_json)


@learn.command()
@click.argument("enrolment_id", metavar="ENROLMENT")
@click.option("--score", type=click.FloatRange(0, 1), required=True, help="Quiz share, 0–1.")
@as_json
@acting
def complete(session: Session, enrolment_id: str, score: float, as_json: bool) -> None:
    """Complete a course with a quiz score."""
    _say(session.app.learning.complete(enrolment_id, score, session.actor), as_json=as_json)


@learn.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@acting
def draft(session: Session, file: Path, as_json: bool) -> None:
    """Draft a course from FILE: TOML or JSON, as `learn show` prints it."""
    from revrise.services.learning.course_file import read

    text = read(file.name, text_of(file))
    _say(session.app.authoring.draft(text, session.actor), as_json=as_json)


@learn.command()
@click.argument("course_id", metavar="COURSE")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@as_json
@acting
def edit(session: Session, course_id: str, file: Path, as_json: bool) -> None:
    """Write the draft COURSE anew from FILE."""
    from revrise.services.learning.course_file import read

    text = read(file.name, text_of(file))
    _say(session.app.authoring.edit(course_id, text, session.actor), as_json=as_json)


@learn.command()
@click.argument("course_id", metavar="COURSE")
@as_json
@acting
def show(session: Session, course_id: str, as_json: bool) -> None:  # noqa: ARG001  # always JSON
    """What COURSE says, with the answers of its quiz, as JSON; for those who make courses."""
    from revrise.services.learning.authoring import CourseText

    course = session.app.authoring.text(course_id, session.actor)
    show_json(asdict(CourseText.of(course)))


def _step(name: str, what: str) -> None:
    @learn.command(name, help=what)
    @click.argument("course_id", metavar="COURSE")
    @as_json
    @acting
    def step(session: Session, course_id: str, as_json: bool) -> None:
        _say(getattr(session.app.authoring, name)(course_id, session.actor), as_json=as_json)


@learn.command()
@click.argument("course_id", metavar="COURSE")
@as_json
@acting
def submit(session: Session, course_id: str, as_json: bool) -> None:
    """Ask for review of the draft COURSE."""
    _say(session.app.course_review.submit(course_id, session.actor), as_json=as_json)


@learn.command("return")
@click.argument("course_id", metavar="COURSE")
@click.option("--comment", required=True, help="What is to be changed.")
@as_json
@acting
def send_back(session: Session, course_id: str, comment: str, as_json: bool) -> None:
    """Do not approve the draft COURSE: its authors go on with it."""
    made = session.app.course_review.send_back(course_id, session.actor, comment)
    _say(made, as_json=as_json)


_step("approve", "Approve the draft COURSE, which somebody else wrote.")
_step("publish", "Publish the draft COURSE, once it is approved; it does not change any more.")
_step("revise", "Begin the next version of COURSE as a draft.")
_step("retire", "Take COURSE away from learners, for good.")


def _say(made: Any, *, as_json: bool) -> None:
    show_json(asdict(made)) if as_json else echo(f"{made.id} is {made.state}")
