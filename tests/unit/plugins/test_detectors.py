"""Detectors of plugins: who they are, and what the host makes of what they do."""

import pytest
from attrs import evolve
from tests.unit.plugins.zoo import GOOD

from revrise.adapters.plugins.guard import Guarded
from revrise.adapters.plugins.kinds import BY_NAME
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.moment import Span
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid
from revrise.ports import DetectorDefinition, Moment
from revrise.ports.catalogue import PluginFailed
from revrise.services.measures.analysing import Analyst

NAMED = Bilingual("Rival named", "提到竞品")
CALL = Transcript("en", (Speaker("B", "buyer"),), (Utterance("B", "We also look at Acme."),))
FOUND = Moment("rival", Span(0, 16, 20))


def detector(find: str, more: str = "") -> str:
    """The source of a plugin with one detector."""
    return f"""{GOOD}
from revrise.core.conversations.moment import Span
from revrise.ports import Bilingual, DetectorDefinition, Moment
TITLE = Bilingual("Rival named", "提到竞品")
FOUND = Moment("rival", Span(0, 16, 20))

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
        ({"labels": {"Big one": Bilingual("Big", "大")}}, "labels"),
        ({"labels": {"": Bilingual("None", "无")}}, "labels"),
        ({"kind": "tracker"}, "kind"),
        ({"kind": "a rival"}, "kind"),
        ({"instead": True}, "instead"),
        ({"languages": ("en", "zh-CN")}, "languages"),
        ({"languages": ("EN",)}, "languages"),
        ({"languages": ("und",)}, "languages"),
        ({"languages": ("",)}, "languages"),
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


@pytest.mark.parametrize(
    ("find", "code", "cause"),
    [
        ("1 / 0", "RR-PLG-012", "ZeroDivisionError"),
        ("yield 1 / 0", "RR-PLG-012", "ZeroDivisionError"),
        ("import sys; sys.exit()", "RR-PLG-012", "SystemExit"),
        ("raise KeyboardInterrupt", "RR-PLG-012", "KeyboardInterrupt"),
        ("return None", "RR-PLG-011", "expected an iterable of Moment"),
        ("yield 'rival'", "RR-PLG-011", "answered 'rival', expected Moment"),
        ("yield Moment('rival', Span(3, 0, 1))", "RR-PLG-011", "a moment is in utterance 3 of 1"),
        ("yield Moment('other', Span(0, 0, 1))", "RR-PLG-011", "a moment is of kind 'other'"),
        (
            "\n        while True: yield Moment('rival', Span(0, 0, 1))",
            "RR-PLG-011",
            "find() of a detector answered more than 50",
        ),
    ],
)
def test_a_detector_that_misbehaves_costs_its_plugin_alone(cage, find, code, cause):
    catalogue = cage(beast=detector(find), good=detector("return [FOUND]").replace("rivals", "ok"))
    analysis = Analyst(catalogue).hear(CALL)
    assert analysis.metrics.keys() == analyse(CALL).metrics.keys()
    assert not found_by("rivals@1", analysis)
    state = {one.id: one for one in catalogue.states()}["beast"]
    assert (state.state, state.code) == ("quarantined", code)
    assert cause in state.cause
    assert Analyst(catalogue).ears("en") == ("ok@1",)


def found_by(ref, analysis):
    return [one for one in analysis.moments if one.by == ref]


def test_a_detector_that_never_comes_back_is_left_behind(cage):
    """Its limit is short here; the thread it hangs in ends with the test."""
    source = detector("import time; time.sleep(0.5); return []")
    catalogue = cage(beast=source)
    (plugin,) = [one for one in catalogue.plugins if one.id == "beast"]
    find = BY_NAME["detector"].answers["find"]
    short = evolve(BY_NAME["detector"], answers={"find": evolve(find, seconds=0.05)})
    with pytest.raises(PluginFailed, match=r"RR-PLG-014 find\(\) of a detector: not back after"):
        Guarded(plugin.things["detector"][0], short, plugin).find(CALL)
    assert catalogue.detectors() == []


@pytest.mark.parametrize("more", ["", ", languages=('en',)", ", languages=('zh',)"])
def test_only_those_who_speak_the_language_are_asked(cage, more):
    catalogue = cage(beast=detector("yield Moment('rival', Span(0, 16, 20))", more))
    analysis = Analyst(catalogue).hear(CALL)
    assert bool(found_by("rivals@1", analysis)) == ("zh" not in more)
    assert [one.ref for one in analysis.detectors] == ["rivals@1"] * ("zh" not in more)


def test_a_definition_of_another_class_is_refused_when_it_is_offered(cage):
    source = detector("return []").replace(
        'definition = DetectorDefinition("rivals", 1, TITLE, TITLE, "rival")',
        "definition = type('D', (), {'id': 'rivals'})()",
    )
    state = {one.id: one for one in cage(beast=source).states()}["beast"]
    assert (state.code, "give it a DetectorDefinition" in state.remedy) == ("RR-PLG-011", True)
