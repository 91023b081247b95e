"""Trackers written in TOML: `[[trackers]]` with an id, a title by language, and when they count."""

from revrise.core.conversations.condition_toml import condition
from revrise.core.conversations.trackers import Tracker
from revrise.core.errors import Invalid
from revrise.core.toml_faults import Readers, caught, each_fault, tables_faults
from revrise.core.toml_table import Table, table_of

SCHEMA = "revrise.tracker/1"

LONGEST_ID = 80


def load(text: str, name: str) -> tuple[Tracker, ...]:
    """The trackers of a text; `name` is its file for errors.

    Raises Invalid naming the line of a syntax error or the key at fault.
    """
    return _trackers(table_of(text, name))


def faults(text: str, name: str) -> tuple[Invalid, ...]:
    """All that is wrong with a text, one fault a key of a tracker; an id twice comes last."""
    try:
        table = table_of(text, name)
    except Invalid as error:
        return (error,)
    parts = [
        *each_fault(table, _SET, but=("trackers",)),
        *tables_faults(table, "trackers", _TRACKER, _tracker),
    ]
    return tuple(parts or caught(lambda: _trackers(table)))


def _trackers(table: Table) -> tuple[Tracker, ...]:
    table.only(*_SET)
    _, trackers = [read(table) for read in _SET.values()]
    if not trackers:
        raise table.fail("trackers", "needs at least one tracker")
    if twice := {one.id for one in trackers if [t.id for t in trackers].count(one.id) > 1}:
        raise table.fail("trackers", f"two with the id {min(twice)}")
    found: tuple[Tracker, ...] = trackers
    return found


def _tracker(table: Table) -> Tracker:
    table.only(*_TRACKER)
    return Tracker(**{key: read(table) for key, read in _TRACKER.items()})


def _id(table: Table) -> str:
    if len(table.text("id")) > LONGEST_ID:
        raise table.fail("id", f"is longer than {LONGEST_ID} characters")
    return table.text("id")


def _title(table: Table) -> dict[str, str]:
    return {language: table.text(language) for language in table.values}


# How the value of each key is read; keys of a tracker are named as its attributes are.
_SET: Readers = {
    "schema": lambda table: table.choice("schema", (SCHEMA,), SCHEMA),
    "trackers": lambda table: table.tables("trackers", _tracker),
}
_TRACKER: Readers = {
    "id": _id,
    "title": lambda table: _title(table.table("title")),
    "when": lambda table: condition(table.table("when")),
}
