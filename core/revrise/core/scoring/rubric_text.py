"""A rubric as a tenant writes it, version by version: a text that is never changed, nor deleted.

draft → published → retired, and published again. Scorecards name `id@number`, so what a version
asked stays what it was; taking a question out is a new version and takes no answer away.
"""

import re
from datetime import datetime
from typing import Literal

from attrs import evolve, frozen

from revrise.core.errors import Conflict
from revrise.core.ids import derived
from revrise.core.scoring.calibration import Calibration

State = Literal["draft", "published", "retired"]
LONGEST = 200_000
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_NUMBER = re.compile(r"^(\s*version\s*=\s*)\d+", re.MULTILINE)
_TABLE = re.compile(r"^\s*\[", re.MULTILINE)


@frozen
class RubricText:
    """Version `number` of the rubric `name`, as TOML. One a name is published at a time.

    `decided_by` published or retired it last, at `decided_at`. `agreement` is how it went with
    people's levels when that was last worked out.
    """

    id: str
    name: str
    number: int
    text: str
    made_by: str
    made_at: datetime
    state: State = "draft"
    decided_by: str | None = None
    decided_at: datetime | None = None
    agreement: Calibration | None = None
    version: int = 1

    @property
    def ref(self) -> str:
        """What scorecards call it."""
        return f"{self.name}@{self.number}"

    def publish(self, by: str, at: datetime) -> "RubricText":
        """In force from now on. Raises Conflict where it is already."""
        return self._decided("published", by, at)

    def retire(self, by: str, at: datetime) -> "RubricText":
        """Not in force any more; a draft is given up. Raises Conflict where it is already."""
        return self._decided("retired", by, at)

    def _decided(self, state: State, by: str, at: datetime) -> "RubricText":
        if self.state == state:
            raise Conflict(f"the version is {state} already", culprit=self.ref)
        return evolve(self, state=state, decided_by=by, decided_at=at, version=self.version + 1)


def rubric_text_id(tenant_id: str, name: str, number: int) -> str:
    """The same for everybody who saves this number, so that of two at once one is told."""
    return derived("rub", tenant_id, name, str(number))


def numbered(text: str, number: int) -> str:
    """The text with its own version line saying `number`, where it has one above its tables."""
    table = _TABLE.search(text)
    above = table.start() if table else len(text)
    return _NUMBER.sub(rf"\g<1>{number}", text[:above], count=1) + text[above:]
