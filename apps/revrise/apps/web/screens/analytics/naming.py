"""What behaviours are called."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from revrise.apps.web.i18n import Words
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.core.governance.actor import Actor

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise


def titles(app: "RevRise", by: Actor, _: Words) -> Mapping[str, str]:
    """Behaviours that are keys, in words: metrics of calls and competencies."""
    zh = _.locale == "zh"
    metrics = {f"call: {one.key}": one.title_zh if zh else one.title_en for one in DEFINITIONS}
    levels: dict[str, str] = {}
    for row in app.insight_pages.competencies(by):
        title = row["title_zh"] if zh else row["title_en"]
        levels |= {f"level: {row['id']}": title, f"coaching: {row['id']}": title}
    return {**metrics, **levels, "call": _("Calls")}
