"""Versions of a tenant's rubrics as JSON, the same from every door."""

from typing import Any

from attrs import asdict

from revrise.core.scoring.rubric_diff import RubricDiff
from revrise.core.scoring.rubric_text import RubricText


def listed(one: RubricText) -> dict[str, Any]:
    """A version without its text."""
    return {
        "rubric": one.name,
        "number": one.number,
        "state": one.state,
        "made_by": one.made_by,
        "made_at": one.made_at,
        "decided_by": one.decided_by,
        "decided_at": one.decided_at,
        "agreement": asdict(one.agreement) if one.agreement else None,
        "version": one.version,
    }


def compared(one: RubricText, diff: RubricDiff | None) -> dict[str, Any]:
    """A version with its text and what it changed; null where nothing was before it."""
    return {**listed(one), "text": one.text, "diff": differing(diff) if diff else None}


def differing(diff: RubricDiff) -> dict[str, Any]:
    """The changes, and the lines that differ."""
    return {"changes": [asdict(one) for one in diff.changes], "lines": list(diff.lines)}
