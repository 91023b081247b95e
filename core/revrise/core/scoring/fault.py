"""What may be wrong with a scorecard that somebody else's rubric made."""

from revrise.core.conversations.transcript import Transcript
from revrise.core.scoring.bands import HIGHEST, LOWEST
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.scorecard import CriterionScore, Scorecard

# So long a reason may be, in characters: it is kept with each call and shown in a cell.
LONGEST = 2_000


def fault(definition: RubricDefinition, transcript: Transcript, card: Scorecard) -> str:
    """What is wrong with a scorecard of a rubric; empty where nothing is."""
    if card.rubric != definition.ref:
        return f"is of {card.rubric:.60}, not {definition.ref}"
    asked = [(one.id, one.competency, one.weight) for one in definition.criteria]
    if [(one.criterion, one.competency, one.weight) for one in card.criteria] != asked:
        return "does not score the criteria of its rubric, in their order"
    for one in card.criteria:
        if wrong := _misjudged(one, transcript):
            return f"says of {one.criterion}: {wrong}"
    if card.score != card.recompute().score:
        return f"has the score {card.score!r:.60}, which its levels do not give"
    return ""


def _misjudged(one: CriterionScore, transcript: Transcript) -> str:
    if one.level is None and not one.reason:
        return "neither a level nor a reason"
    if one.level is not None and not LOWEST <= one.level <= HIGHEST:
        return f"level {one.level}"
    if not one.because.strip() or len(one.because) > LONGEST:
        return f"why, in {len(one.because)} characters"
    said = transcript.utterances
    for span in (evidence.span for evidence in one.evidence):
        inside = 0 <= span.utterance < len(said)
        if not inside or not 0 <= span.start <= span.end <= len(said[span.utterance].text):
            return f"evidence that is not in the call, at {span}"
    return ""
