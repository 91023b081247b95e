"""What was measured of a call, in tables."""

from typing import Any

from revrise.apps.cli.acting import Session, table
from revrise.apps.cli.echo import echo
from revrise.apps.cli.figures import figure
from revrise.core.conversations.transcript import Transcript

_WIDTH = 72
_SEVERAL = 2


def tell(session: Session, title: str, found: dict[str, Any], said: Transcript | None) -> None:
    """Tables of a call's numbers and scorecards; of words that are there, who may sell."""
    language = session.app.settings.locale
    metrics = [
        (name, figure(metric, language), metric["definition"], metric["basis"], metric["n"])
        for name, metric in found["metrics"].items()
    ]
    table(title, ["metric", "value", "definition", "basis", "n"], metrics, right="value n")
    if found.get("trackers"):  # of a stored call `trackers heard` tells them
        heard = [(one["tracker"], one["met"], len(one["hits"])) for one in found["trackers"]]
        table("Trackers", ["tracker", "met", "heard"], heard, right="heard")
    for card in found["scorecards"]:
        criteria = [
            (one["id"], one["level"], one["because"], _quote(said, one)) for one in card["criteria"]
        ]
        score = "–" if card["score"] is None else f"{card['score']:.2f}"
        table(f"{card['rubric']}: {score}", ["criterion", "level", "because", "words"], criteria)
    if said is not None and (names := _unsided(said)):
        echo(f"Nobody is known to sell: say who with --seller, one of {', '.join(names)}.")


def _unsided(said: Transcript) -> list[str]:
    """Who speaks, where several do and no side is known."""
    known = any(one.side != "unknown" for one in said.speakers)
    return (
        []
        if known or len(said.speakers) < _SEVERAL
        else [one.name or one.ref for one in said.speakers]
    )


def _quote(said: Transcript | None, criterion: dict[str, Any]) -> str:
    if said is None or not criterion["evidence"]:
        return ""
    first = criterion["evidence"][0]
    line: str = said.utterances[first["utterance"]].text
    return line[first["start"] : first["end"]][:_WIDTH]
