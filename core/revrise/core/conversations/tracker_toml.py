"""Trackers written in TOML: `[[trackers]]` with an id, a title by language, and when they count."""

import tomllib

from revrise.core.conversations.condition_toml import condition
from revrise.core.conversations.trackers import Tracker
from revrise.core.errors import Invalid
from revrise.core.toml_table import Table

SCHEMA = "revrise.tracker/1"

LONGEST_ID = 80


def load(text: str, name: str) -> tuple[Tracker, ...]:
    """The trackers of a text; `name` is its file for errors.

    Raises Invalid naming the line of a syntax error or the key at fault.
    """
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid(f"no TOML: {error}", culprit=name) from None
    table = Table(f"{name}: ", values)
    table.only("schema", "trackers")
    table.choice("schema", (SCHEMA,), SCHEMA)
    trackers = table.tables("trackers", _tracker)
    if not trackers:
        raise table.fail("trackers", "needs at least one tracker")
    if twice := {one.id for one in trackers if [t.id for t in trackers].count(one.id) > 1}:
        raise table.fail("trackers", f"two with the id {min(twice)}")
    return trackers


def _tracker(table: Table) -> Tracker:
    table.only("id", "title", "when")
    if len(table.text("id")) > LONGEST_ID:
        raise table.fail("id", f"is longer than {LONGEST_ID} characters")
    title = table.table("title")
    titles = {language: title.text(language) for language in title.values}
    return Tracker(table.text("id"), titles, condition(table.table("when")))
