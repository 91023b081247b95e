"""What a rubric is drafted with: its form, its parser, the organisation's competencies."""

from typing import Any

from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.coaching.drafts.draft import Kind
from revrise.apps.web.screens.coaching.drafts.rubric import LISTS, named, rubric_form
from revrise.apps.web.screens.coaching.drafts.sheet import Sheet
from revrise.core.scoring.rubric_toml import faults
from revrise.services.reach import may

# The id under which a rubric is written that there is not yet.
NEW = "new"
BLANK = """\
id = ""
version = 1
languages = ["en", "zh"]
title = {}

[[criteria]]
id = ""
title = {}
competency = ""
weight = 1
anchors = {}
measure = { kind = "tracker", tracker = { phrases = [] }, bands = { 3 = 1, 5 = 3 } }
"""


def drafting(app: Any, by: Any, _: Words) -> Kind:
    """How a rubric is drafted by this reader."""
    known = app.heat_maps.competencies(by)
    chinese = _.locale == "zh"
    competencies = [(one.id, one.title_zh if chinese else one.title_en) for one in known.values()]

    own = app.evaluations.own_tasks(by) if may(app.desk, by, "tracker", "read") else ()

    def shape(sheet: Sheet, values: dict[str, Any]) -> Any:
        return rubric_form(sheet, values, competencies, own)

    return Kind(LISTS, shape, named, faults)
