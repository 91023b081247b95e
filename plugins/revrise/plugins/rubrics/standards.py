"""The bundled rubrics that are scored when asked for; each is a TOML file beside this module."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_toml import load
from revrise.core.scoring.score import score
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports import PluginManifest, hookimpl
from revrise.ports.rubrics import Rubric

FILES: Final = (
    "qualification_meddicc.toml",
    "qualification_bant.toml",
    "active_listening.toml",
    "next_steps.toml",
    "compliance.toml",
    "onboarding_call.toml",
)


@frozen
class Standard:
    """One of them, scored from the data alone."""

    definition: RubricDefinition

    def score(self, facts: CallFacts) -> Scorecard:
        """The scorecard of a call."""
        return score(self.definition, facts, "plugin:call-standards")


@hookimpl
def manifest() -> PluginManifest:
    """What this plugin is."""
    return PluginManifest(id="call-standards", name="Standards of calls", api="1")


@hookimpl
def register_rubrics() -> Iterator[Rubric]:
    """The rubrics, read from the files beside this module."""
    for name in FILES:
        yield Standard(load(Path(__file__).with_name(name).read_text("utf-8"), name))
