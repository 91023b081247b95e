"""Rubrics: what a call is scored on."""

from typing import Protocol

from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.scorecard import Scorecard


class Rubric(Protocol):
    """A pure thing: the same facts give the same scorecard; no clock, network or randomness."""

    @property
    def definition(self) -> RubricDefinition:
        """Criteria, anchors, languages and version."""
        ...

    def score(self, facts: CallFacts) -> Scorecard:
        """One score per criterion of the definition, in its order.

        A level is 1–5, or None with a reason; evidence lies inside the utterances. Never raises
        for a call that is empty, untimed, one-sided or in a language the rubric does not know.
        """
        ...
