"""Lines that were found, as API and command line tell them."""

from typing import Any

from revrise.services.calls.searching import FoundSaid, Said


def told(found: FoundSaid) -> dict[str, Any]:
    """A page of lines; `after` is a text, since it may be more than a JSON number holds."""
    after = None if found.after is None else str(found.after)
    return {"items": [_line(one) for one in found.rows], "after": after}


def _line(one: Said) -> dict[str, Any]:
    return {
        "call_id": one.call_id,
        "title": one.title,
        "rep": one.rep,
        "started_at": one.started_at,
        "language": one.language,
        "line": one.line,
        "start_ms": one.start_ms,
        "side": one.side,
        "parts": [{"text": text, "found": found} for text, found in one.excerpt.parts],
        "cut_before": one.excerpt.cut_before,
        "cut_after": one.excerpt.cut_after,
        "url": one.url,
    }
