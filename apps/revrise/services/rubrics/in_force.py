"""The catalogue as a tenant has it: what it published stands before the rubrics of the plugins."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from attrs import evolve, frozen

from revrise.core.errors import Invalid
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_text import RubricText
from revrise.core.scoring.rubric_toml import load
from revrise.core.scoring.score import score
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Query
from revrise.ports.rubrics import Rubric
from revrise.ports.storage import Store

_REASON = "score calls on the rubrics the tenant published"
_KEPT = 64
_DIGITS = 9


@frozen
class Written:
    """A rubric of the tenant, scored from the data alone."""

    definition: RubricDefinition

    def score(self, facts: CallFacts) -> Scorecard:
        """The scorecard of a call."""
        return score(self.definition, facts, "tenant")


@lru_cache(maxsize=_KEPT)
def definition_of(text: str, number: int) -> RubricDefinition:
    """The rubric of a version's text. Raises Invalid where an older RevRise took what is none."""
    return evolve(load(text, "rubric"), version=number)


@frozen
class Published:
    """What one tenant wrote, read for scoring."""

    store: Store
    tenant_id: str

    def all(self) -> Sequence[Written]:
        """Those in force, the newest a name; a text that is no rubric any more is left out."""
        found: dict[str, Written] = {}
        for one in self._texts(state="published"):
            if one.name not in found and (written := _written(one)):
                found[one.name] = written
        return list(found.values())

    def one(self, name: str, number: int) -> Written | None:
        """A version that was once published, for scorecards that name it."""
        found = self._texts(name=name, number=number, state=("published", "retired"))
        return _written(found[0]) if found else None

    def _texts(self, **of: Any) -> Sequence[RubricText]:
        scope = system_scope(self.tenant_id, "rubric", "read", _REASON)
        with self.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where(**of), (("number", True),))
            return work.of(RubricText).load_many(scope, query)


class InForce:
    """The port `Catalogue`: everything of the plugins, their rubrics behind the tenant's."""

    def __init__(self, plugins: Catalogue, stored: Callable[[], "Published | None"]) -> None:
        self._plugins, self._stored = plugins, stored

    def __getattr__(self, name: str) -> Any:
        """Whatever else a catalogue has."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._plugins, name)

    def rubrics(self) -> Sequence[Rubric]:
        """Every rubric in force."""
        stored = self._stored()
        mine: Sequence[Rubric] = stored.all() if stored else ()
        names = {one.definition.id for one in mine}
        return [*mine, *(one for one in self._plugins.rubrics() if one.definition.id not in names)]

    def rubric(self, rubric_id: str) -> Rubric:
        """The one in force of this id, or exactly `id@version`. Raises NotFound."""
        name, _, number = rubric_id.partition("@")
        stored = self._stored()
        if stored is None:
            return self._plugins.rubric(rubric_id)
        if number:
            known = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
            found = stored.one(name, int(number)) if known else None
        else:
            found = next((one for one in stored.all() if one.definition.id == name), None)
        return found or self._plugins.rubric(rubric_id)


def _written(one: RubricText) -> Written | None:
    try:
        return Written(definition_of(one.text, one.number))
    except Invalid:  # its line is told to who writes rubrics
        return None
