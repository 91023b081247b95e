"""`revrise privacy`: consent coverage, retention, legal holds, erasure, copies of people's data."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, answer, as_json, many, show_json, table


@click.group()
def privacy() -> None:
    """What is kept of people, how long, and how it goes."""


@privacy.command()
@as_json
@acting
def coverage(session: Session, as_json: bool) -> None:
    """How many calls may be used for what."""
    found = session.app.consent_coverage.report(session.actor)
    if as_json:
        from attrs import asdict

        show_json(asdict(found))
        return
    lines = [(name, *states.values()) for name, states in found.purposes.items()]
    heads = ["purpose", "allowed", "withdrawn", "missing"]
    table(
        f"Consent to {many(found.calls, 'call')}", heads, lines, right="allowed withdrawn missing"
    )


@privacy.command()
@as_json
@acting
def retention(session: Session, as_json: bool) -> None:
    """What is kept how long, and what is due."""
    found = session.app.retention.report(session.actor)
    if as_json:
        from attrs import asdict

        show_json([asdict(one) for one in found])
        return
    lines = [(one.name, one.days or "for good", one.due, one.on_hold) for one in found]
    table("Retention", ["class", "days", "due", "on hold"], lines, right="days due")


@privacy.command()
@click.argument("name", metavar="CLASS")
@click.argument("days", metavar="DAYS|forever")
@as_json
@acting
def keep(session: Session, name: str, days: str, as_json: bool) -> None:
    """Keep a class of data for so many days, from the next night on."""
    from revrise.core.errors import Invalid

    if days != "forever" and not days.isdigit():
        raise Invalid("is a number of days or forever", culprit="days")
    wanted = None if days == "forever" else int(days)
    session.app.retention.set(name, wanted, session.actor)
    answer(as_json, {"class": name, "days": wanted}, f"{name}: {days}")


@privacy.command()
@as_json
@acting
def holds(session: Session, as_json: bool) -> None:
    """Legal holds, those that hold first."""
    found = session.app.holds.list(session.actor)
    if as_json:
        show_json(found)
        return
    lines = [
        (one.id, one.kind, one.subject_id, one.reason, "holds" if one.holds else "released")
        for one in found
    ]
    table("Legal holds", ["id", "kind", "of", "why", "state"], lines)


@privacy.command()
@click.argument("text", metavar="NAME")
@click.option("--kind", "kinds", multiple=True, help="May be given again.",
              type=click.Choice(["person", "card", "call", "deal"]))  # fmt: skip
@as_json
@acting
def find(session: Session, text: str, kinds: tuple[str, ...], as_json: bool) -> None:
    """Find whom a hold, an erasure or a copy is about, by name, day, owner or id."""
    found = session.app.privacy_subjects.find(text, session.actor, kinds)
    if as_json:
        show_json(found)
        return
    lines = [
        (one.kind, one.id, one.name, f"{one.at:%Y-%m-%d}" if one.at else "", one.owner)
        for one in found
    ]
    table("Found", ["kind", "id", "name", "day", "owner"], lines)


@privacy.command()
@click.argument("kind", type=click.Choice(["person", "call", "deal"]))
@click.argument("subject", metavar="NAME|ID")
@click.option("--reason", required=True, help="Why, e.g. the number of the case.")
@as_json
@acting
def hold(session: Session, kind: str, subject: str, reason: str, as_json: bool) -> None:
    """Keep a person's, call's or deal's data, whatever asks for its end."""
    from revrise.services.privacy.holds import PlaceHold

    subject_id = session.app.privacy_subjects.pick(kind, subject, session.actor)
    made = session.app.holds.place(PlaceHold(kind, subject_id, reason), session.actor)
    answer(as_json, made, f"{made.id} holds {kind} {subject_id}")


@privacy.command()
@click.argument("hold_id", metavar="ID")
@click.option("--reason", required=True, help="Why it may go again.")
@as_json
@acting
def release(session: Session, hold_id: str, reason: str, as_json: bool) -> None:
    """Release a legal hold; what waited for it goes."""
    made = session.app.holds.release(hold_id, reason, session.actor)
    answer(as_json, made, f"{hold_id} is released")


@privacy.command()
@click.argument("subject", metavar="PERSON")
@click.option("--reason", required=True, help="Why, e.g. their letter.")
@click.option("--card", is_flag=True, help="PERSON is a contact.")
@as_json
@acting
def erase(session: Session, subject: str, reason: str, card: bool, as_json: bool) -> None:
    """Ask for the erasure of PERSON; `revrise privacy confirm` then erases them."""
    from revrise.services.privacy.erasures import RequestErasure

    who = session.actor
    found = session.app.privacy_subjects, session.app.people
    whom = found[0].pick("card", subject, who) if card else found[1].find(subject, who)
    command = RequestErasure(whom, reason, "card" if card else "person")
    made = session.app.erasures.request(command, session.actor)
    answer(as_json, made, f"asked for; `revrise privacy confirm {made.id}` erases them for good")


@privacy.command()
@click.argument("erasure_id", metavar="ID")
@as_json
@acting
def confirm(session: Session, erasure_id: str, as_json: bool) -> None:
    """Confirm an erasure: a worker erases them for good."""
    made = session.app.erasures.confirm(erasure_id, session.actor)
    answer(as_json, made, f"{erasure_id} is confirmed; a worker does it")


@privacy.command()
@click.argument("erasure_id", metavar="ID")
@as_json
@acting
def refuse(session: Session, erasure_id: str, as_json: bool) -> None:
    """Turn an erasure down."""
    made = session.app.erasures.refuse(erasure_id, session.actor)
    answer(as_json, made, f"{erasure_id} is refused")


@privacy.command()
@as_json
@acting
def erasures(session: Session, as_json: bool) -> None:
    """Erasures, each that is done with the hash of its receipt."""
    found = session.app.erasures.list(session.actor)
    if as_json:
        show_json(found)
        return
    lines = [
        (one.id, one.subject_id, one.state, sum(one.counts.values()), one.digest) for one in found
    ]
    table("Erasures", ["id", "of", "state", "rows", "receipt"], lines, right="rows")


@privacy.command()
@click.option("--person", help="Whose; yours without it.")
@as_json
@acting
def export(session: Session, person: str | None, as_json: bool) -> None:
    """Ask for a copy of what is kept about a person; a worker makes it."""
    whom = session.app.people.find(person, session.actor) if person else None
    made = session.app.subject_exports.ask(session.actor, whom)
    answer(as_json, _shown(made), f"asked for; then `revrise privacy fetch {made.id} FILE`")


@privacy.command()
@as_json
@acting
def exports(session: Session, as_json: bool) -> None:
    """Copies that were asked for."""
    found = session.app.subject_exports.list(session.actor)
    if as_json:
        show_json([_shown(one) for one in found])
        return
    lines = [(one.id, one.person_id, one.state, one.expires_at or "") for one in found]
    table("Copies", ["id", "of", "state", "until"], lines)


@privacy.command()
@click.argument("export_id", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@as_json
@acting
def fetch(session: Session, export_id: str, file: Path, as_json: bool) -> None:
    """Write a copy that is ready into FILE."""
    made, chunks = session.app.subject_exports.open(export_id, session.actor)
    with file.open("xb") as target:
        for chunk in chunks:
            target.write(chunk)
    answer(as_json, {"id": made.id, "file": str(file), "size": made.size}, f"{file}: {made.size:,}")


def _shown(export: Any) -> dict[str, Any]:
    """The name of its file is nobody's business."""
    from attrs import asdict

    return {name: one for name, one in asdict(export).items() if name != "sha256"}
