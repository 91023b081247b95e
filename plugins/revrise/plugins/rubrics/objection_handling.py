"""The bundled rubric `objection-handling`; what it asks for is in `objection_handling.toml`."""

from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_toml import load
from revrise.core.scoring.score import score
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports import PluginManifest, hookimpl
from revrise.ports.rubrics import Rubric


@frozen
class ObjectionHandling:
    """Handling of objections, scored from the data alone."""

    definition: RubricDefinition

    def score(self, facts: CallFacts) -> Scorecard:
        """The scorecard of a call."""
        return score(self.definition, facts)


@hookimpl
def manifest() -> PluginManifest:
    """What this plugin is."""
    return PluginManifest(id="objection-handling", name="Handling of objections", api="1")


@hookimpl
def register_rubrics() -> Iterator[Rubric]:
    """The rubric, read from the file beside this module."""
    file = Path(__file__).with_suffix(".toml")
    yield ObjectionHandling(load(file.read_text("utf-8"), file.name))
