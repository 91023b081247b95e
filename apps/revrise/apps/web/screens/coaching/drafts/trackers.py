"""Trackers in the form: what each is called, and what it listens for."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.apps.web.screens.coaching.drafts.conditions import Condition, condition, words_only
from revrise.apps.web.screens.coaching.drafts.draft import Kind
from revrise.apps.web.screens.coaching.drafts.naming import called, id_of, name_all, titles_of
from revrise.apps.web.screens.coaching.drafts.sheet import FILE, Field, Place, Sheet
from revrise.core.conversations.tracker_toml import faults
from revrise.core.toml_table import Table


@frozen
class ShownTracker:
    """One tracker."""

    name: str
    called: str
    titles: Sequence[Field]
    id: Field
    when: Condition


@frozen
class TrackersForm:
    """All of them."""

    trackers: Sequence[ShownTracker]


def trackers_form(sheet: Sheet, values: dict[str, Any]) -> TrackersForm:
    """The fields of a set of trackers. Raises Invalid naming what no form can show."""
    at = Place("", Table(FILE, values))
    found = tuple(_tracker(sheet, one) for one in at.many("trackers"))
    sheet.listed(at.values["trackers"], "trackers", new_tracker)
    return TrackersForm(found)


def new_tracker() -> dict[str, Any]:
    """A tracker that is still to be filled in."""
    return {"id": "", "title": {}, "when": words_only()}


def _tracker(sheet: Sheet, at: Place) -> ShownTracker:
    titles = titles_of(sheet, at)
    ident = id_of(sheet, at, titles)
    when = condition(sheet, at.within("when"))
    return ShownTracker(at.name, called(sheet, at, titles), titles, ident, when)


def _named(values: dict[str, Any]) -> None:
    name_all(values.get("trackers", []), "tracker")


TRACKERS = Kind(("trackers",), trackers_form, _named, faults)
"""How trackers are drafted."""
