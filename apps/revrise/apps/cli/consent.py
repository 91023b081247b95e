"""`revrise consent`: asking contacts, bringing in what they said, notices, where which law is."""

from pathlib import Path
from typing import Any

import rich_click as click

from revrise.apps.cli.acting import Session, acting, answer, as_json, show_json, table


@click.group()
def consent() -> None:
    """Consent of contacts, who have no account."""


@consent.command()
@click.argument("card_id", metavar="CONTACT")
@click.option("--call", "call_id", metavar="ID", help="About this call; about all without it.")
@click.option("--participant", metavar="REF", help="Who they are in it.")
@click.option("--for", "purposes", multiple=True, help="A purpose; the usual four without it.")
@click.option("--jurisdiction", default="unknown", show_default=True, help="Where they are.")
@click.option("--days", default=14, show_default=True, help="How long it waits for an answer.")
@as_json
@acting
def ask(session: Session, card_id: str, as_json: bool, **said: Any) -> None:
    """Make a link by which CONTACT answers; it is told once."""
    from revrise.services.calls.commands import USUAL
    from revrise.services.consent.asking import AskConsent

    command = AskConsent(
        card_id,
        said["purposes"] or USUAL,
        said["call_id"],
        said["participant"],
        said["jurisdiction"],
        said["days"],
    )
    made = session.app.consent_asking.ask(command, session.actor)
    site = session.app.settings.server.public_url.rstrip("/")
    found = {"id": made.id, "link": f"{site}{made.path}", "expires_at": made.expires_at}
    answer(as_json, found, f"{found['link']}\nuntil {made.expires_at:%Y-%m-%d %H:%M} UTC")


@consent.command()
@click.option("--call", "call_id", metavar="ID", help="Of this call only.")
@as_json
@acting
def asked(session: Session, call_id: str | None, as_json: bool) -> None:
    """Links you may see, the newest first, and what was said."""
    from attrs import asdict

    found = session.app.consent_asking.list(session.actor, call_id)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    lines = [
        (
            one.request["id"],
            one.contact,
            one.state,
            ", ".join(f"{word.purpose} {word.state}" for word in one.words),
        )
        for one in found
    ]
    table("Links", ["id", "contact", "state", "said"], lines)


@consent.command()
@click.argument("request_id", metavar="ID")
@as_json
@acting
def revoke(session: Session, request_id: str, as_json: bool) -> None:
    """End a link; what was agreed to by it stays."""
    session.app.consent_asking.revoke(request_id, session.actor)
    answer(as_json, {"id": request_id, "state": "revoked"}, f"{request_id} opens nothing any more")


@consent.command()
@click.argument("request_id", metavar="ID")
@click.option("--lang", type=click.Choice(("en", "zh")), default="en", show_default=True)
@as_json
@acting
def mail(session: Session, request_id: str, lang: str, as_json: bool) -> None:
    """Have a worker send a link by e-mail; the one before ends."""
    session.app.consent_asking.mail(request_id, lang, session.actor)
    answer(as_json, {"id": request_id, "state": "queued"}, f"{request_id}: a worker sends it")


@consent.command()
@click.argument("call_id", metavar="CALL")
@click.argument("card_id", metavar="CONTACT")
@click.option("--participant", metavar="REF", help="Who they are in it.")
@as_json
@acting
def counts(
    session: Session, call_id: str, card_id: str, participant: str | None, as_json: bool
) -> None:
    """CONTACT speaks in CALL: what they said counts for it."""
    words = session.app.consent_asking.speaks(card_id, call_id, participant, session.actor)
    answer(as_json, {"call": call_id, "words": words}, f"{words} words count for {call_id}")


@consent.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what is wrong with it.")
@as_json
@acting
def import_(session: Session, file: Path, dry_run: bool, as_json: bool) -> int:
    """Bring in a CSV FILE of consent: all of it, or nothing and a reason by line."""
    from attrs import asdict

    made = session.app.consent_import.run(file, session.actor, dry_run=dry_run)
    text = f"{made.rows} rows: {made.kept} kept, {made.unchanged} unchanged"
    answer(as_json, asdict(made), f"{text}, {made.rejected} lines rejected")
    if made.rejected and not as_json:
        lines = [(one.line, one.column, one.reason) for one in made.first]
        table("Rejected; nothing was kept", ["line", "column", "why"], lines)
    return 1 if made.rejected else 0


@consent.command()
@click.argument("call_id", metavar="CALL")
@click.option("--played-at", type=float, help="It was played, so many seconds after the start.")
@click.option("--detected", is_flag=True, help="It was, as the words of the call say.")
@as_json
@acting
def notice(
    session: Session, call_id: str, played_at: float | None, detected: bool, as_json: bool
) -> None:
    """The notice of CALL: what to say, whether it was said; or note that it was."""
    from attrs import asdict

    from revrise.services.consent.hearing import NoteNotice

    if detected or played_at is not None:
        how = "detected" if detected else "stated"
        command = NoteNotice(call_id, round((played_at or 0) * 1_000), how=how)
        session.app.hearing.note(command, session.actor)
    found = session.app.hearing.show(call_id, session.actor)
    noted = f"played at {found.noted.at_ms / 1_000:.1f} s" if found.noted else "not noted"
    if found.proposed:
        noted += f"; the words have it at {found.proposed.at_ms / 1_000:.1f} s: --detected"
    answer(as_json, asdict(found), f"{found.text.en}\n{found.text.zh}\n{noted}")


@consent.command()
@as_json
@acting
def places(session: Session, as_json: bool) -> None:
    """Which rules of consent hold where, those set here first."""
    from attrs import asdict

    found = session.app.places.list(session.actor)
    if as_json:
        show_json([asdict(one) for one in found])
        return
    lines = [
        (one.place, one.regime, one.shipped or "", "here" if one.rule else "", one.source)
        for one in found
    ]
    table("Jurisdictions", ["place", "regime", "shipped", "set", "source"], lines)


@consent.command()
@click.argument("place")
@click.argument("regime", metavar="REGIME|shipped")
@click.option("--reason", default="", help="Needed for less than the shipped table asks.")
@as_json
@acting
def place(session: Session, place: str, regime: str, reason: str, as_json: bool) -> None:
    """Set which REGIME holds in PLACE, or take the shipped table again."""
    if regime == "shipped":
        session.app.places.unset(place, session.actor)
    else:
        session.app.places.set(place, regime, reason, session.actor)
    answer(as_json, {"place": place, "regime": regime}, f"{place}: {regime}")
