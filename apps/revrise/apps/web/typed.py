"""A sent form, read field by field: texts, days, amounts, and what is wrong with them."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from attrs import Factory, frozen

from revrise.apps.web.forms import many, text
from revrise.apps.web.moments import end_of
from revrise.core.errors import Invalid
from revrise.core.money import Money


@frozen
class Typed:
    """The fields as typed. Reading one never raises: `errors` says what was wrong, by field."""

    values: Mapping[str, Any] = Factory(dict)
    errors: dict[str, str] = Factory(dict)

    def text(self, name: str) -> str:
        """The field without blanks around it; empty where it did not come."""
        return text(dict(self.values), name).strip()

    def maybe(self, name: str) -> str | None:
        """The text, None where it is empty."""
        return self.text(name) or None

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may come several times."""
        return tuple(one.strip() for one in many(dict(self.values), name) if one.strip())

    def whole(self, name: str) -> int | None:
        """A whole number, None where it is none."""
        found = self.text(name)
        return int(found) if found.isascii() and found.isdecimal() else None

    def due(self, name: str, zone: tzinfo, wrong: str) -> datetime | None:
        """The last minute of a day in the reader's zone; `wrong` is said of what is no day."""
        found = self.text(name)
        if not found:
            return None
        if (moment := end_of(found, zone)) is None:
            self.errors[name] = wrong
        return moment

    def money(self, name: str, currency: str, wrong: str) -> Money | None:
        """An amount in major units; commas between thousands are fine."""
        found = self.text(name).replace(",", "").replace("，", "")
        if not found:
            return None
        try:
            return Money.of(found, currency)
        except Invalid:
            self.errors[name] = wrong
            return None
