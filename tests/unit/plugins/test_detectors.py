"""Detectors of plugins: who they are, and what the host makes of what they do."""

import pytest
from tests.unit.plugins.zoo import GOOD

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.moment import Span
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid
from revrise.ports import DetectorDefinition, Moment

NAMED = Bilingual("Rival named", "提到竞品")
CALL = Transcript("en", (Speaker("B", "buyer"),), (Utterance("B", "We also look at Acme."),))
FOUND = Moment("rival", Span(0, 16, 20))


def detector(find: str, more: str = "") -> str:
    """The source of a plugin with one detector."""
    return f"""{GOOD}
from revrise.core.conversations.moment import Span
from revrise.ports import Bilingual, DetectorDefinition, Moment
TITLE = Bilingual("Rival named", "提到竞品")

class Thing:
    definition = DetectorDefinition("rivals", 1, TITLE, TITLE, "rival"{more})

    def find(self, transcript):
        {find}

@hookimpl
def register_detectors():
    return [Thing()]
"""


def test_what_a_plugin_detects_is_in_the_catalogue(cage):
    (found,) = cage(beast=detector("yield Moment('rival', Span(0, 16, 20))")).detectors()
    assert found.definition.ref == "rivals@1"
    assert list(found.find(CALL)) == [FOUND]


@pytest.mark.parametrize(
    ("changed", "culprit"),
    [
        ({"id": "Rivals"}, "id"),
        ({"version": 0}, "version"),
        ({"version": True}, "version"),
        ({"label": Bilingual("Rival", " ")}, "label"),
        ({"labels": {"big": Bilingual("", "大")}}, "big"),
        ({"kind": "tracker"}, "kind"),
        ({"kind": "a rival"}, "kind"),
        ({"instead": True}, "instead"),
        ({"kind": "objection", "labels": {"big": NAMED}}, "labels"),
    ],
)
def test_a_definition_that_cannot_be_names_the_field(changed, culprit):
    given = {"id": "rivals", "version": 1, "label": NAMED, "about": NAMED, "kind": "rival"}
    DetectorDefinition(**given)
    with pytest.raises(Invalid) as caught:
        DetectorDefinition(**given | changed)
    assert caught.value.culprit == culprit


@pytest.mark.parametrize(
    ("tag", "asked"),
    [("zh-Hant-TW", True), ("cmn", True), ("en", False), ("", True), ("und", True)],
)
def test_a_detector_is_asked_about_the_languages_it_speaks(tag, asked):
    only = DetectorDefinition("rivals", 1, NAMED, NAMED, "rival", languages=("zh",))
    assert only.speaks(tag) == asked
    assert DetectorDefinition("rivals", 1, NAMED, NAMED, "rival").speaks(tag)
