"""Values and reasons as people read them; `--json` has them as they are kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from revrise.apps.cli.acting import Session
from revrise.core.conversations.metrics.definition import REASONS
from revrise.core.scoring.scorecard import Scorecard

_UNITS = {
    **dict.fromkeys(("count", "score"), ""),
    "1/h": "/ h",
    "1/min": "/ min",
    "1/1000 words": "per 1,000 words",
}


def in_words(session: Session, cards: Iterable[Scorecard]) -> tuple[Scorecard, ...]:
    """Scorecards with reasons in the language of the installation, whatever the call's is."""
    from revrise.services.retelling import Retelling

    retelling = Retelling(session.app.catalogue)
    return tuple(retelling.card(one, session.app.settings.locale) for one in cards)


def figure(metric: Mapping[str, Any], language: str = "en") -> str:
    """A value with its unit (shares in per cent, lengths in seconds), or why there is none."""
    value, unit = metric["value"], metric["unit"]
    if value is None:
        why = REASONS.get(metric["reason"], (metric["reason"], metric["reason"]))
        return f"– ({why[language == 'zh']})"
    if unit == "ratio":
        return f"{value:.1%}"
    if unit == "ms":
        return f"{value / 1_000:,.1f} s"
    shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    return f"{shown} {_UNITS.get(unit, unit)}".rstrip()
