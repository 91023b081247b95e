"""`revrise calls detectors`: which detectors hear calls."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import rich_click as click

from revrise.apps.cli.acting import Session, acting, as_json, in_lang, show_json, table
from revrise.core.bilingual import Language

if TYPE_CHECKING:
    from revrise.services.detectors.detecting import ListedDetector

_STATES = {"in_use": "in use", "off": "off", "set_aside": "set aside"}


@click.command()
@in_lang
@as_json
@acting
def detectors(session: Session, lang: Language, as_json: bool) -> None:
    """Which detectors hear calls: the built-in ones and those of plugins, in use or not.

    Why one is set aside is told to who may manage plugins.
    """
    from revrise.services.detectors.detecting_document import as_documents

    found = session.app.detectors.list(session.actor)
    if as_json:
        show_json(as_documents(found))
        return
    heads = ["detector", "kind", "what it finds", "languages", "from", "state"]
    rows = [
        (
            one.ref or one.id,
            one.kind,
            one.about.of(lang) if one.about else None,
            ", ".join(one.languages) or ("all" if one.id else None),
            one.plugin or "built in",
            "; ".join(_state(one)),
        )
        for one in found
    ]
    table("Detectors", heads, rows)


def _state(one: "ListedDetector") -> Iterator[str]:
    yield _STATES[one.state]
    if one.instead:
        yield "stands in for the built-in one"
    if one.replaced_by:
        yield f"{', '.join(one.replaced_by)} stands in for it in its languages"
    if not one.loaded:
        yield "it failed to load: whether it brings detectors is not known"
    if one.code:
        yield f"{one.code} {one.cause}".strip() + (f" (fix: {one.remedy})" if one.remedy else "")
    elif one.plugin and not one.id:
        yield "it tells of no detector now"
