"""What plugins answer is looked at all the way down before the host believes it."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from tests.unit.plugins.zoo import GOOD

from revrise.adapters.plugins.shape import stray
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.rewards.facts import CourseCompleted
from revrise.core.scoring.rubric_toml import load
from revrise.core.scoring.score import score
from revrise.ports import Facts
from revrise.ports.catalogue import PluginFailed
from revrise.ports.crm import CrmRecord
from revrise.services.calls.reading import ReadCall, Reader
from revrise.testing.rubrics import facts

DATA = """
id = "budget"
version = 1
languages = ["en"]
title = { en = "Budget" }
[[criteria]]
id = "asked"
title = { en = "Asked" }
competency = "discovery"
weight = 2
anchors = { en = ["a", "b", "c", "d", "e"] }
measure = { kind = "tracker", bands = { 3 = 1 }, tracker = { phrases = ["budget"] } }
"""
RUBRIC = f"""{GOOD}
from attrs import evolve
from revrise.core.conversations.moment import Span
from revrise.core.scoring.evidence import Evidence
from revrise.core.scoring.rubric_toml import load
from revrise.core.scoring.score import score

class Thing:
    definition = load('''{DATA}''', "budget")

    def score(self, facts):
        card = score(self.definition, facts)
        one = card.criteria[0]
        return CHANGED

@hookimpl
def register_rubrics():
    return [Thing()]
"""
RULE = f"""{GOOD}
from attrs import evolve
from revrise.ports import Bilingual, RewardRuleDefinition, granted

class Thing:
    definition = RewardRuleDefinition("course", Bilingual("a", "b"), Bilingual("a", "b"), 5)

    def decide(self, facts):
        for fact in facts.courses():
            made = granted(self.definition, fact, Bilingual("a", "b"))
            yield CHANGED

@hookimpl
def register_reward_rules():
    return [Thing()]
"""
DONE = Facts("ann", [CourseCompleted("c1", "ann", datetime(2026, 3, 2, tzinfo=UTC), "course_1")])


TRANSCRIBER = f"""{GOOD}
from revrise.ports import Readiness

class Thing:
    id = "beast"

    def check(self):
        return Readiness(ready=True)

    def transcribe(self, audio, options, progress=None, keep=None):
        raise AssertionError

@hookimpl
def register_transcribers():
    return [Thing()]
"""


def test_every_door_says_in_one_way_whether_it_would_work(cage):
    (found,) = cage(beast=TRANSCRIBER).transcribers()
    assert found.check().ready


def test_a_scorecard_as_promised_is_handed_on(cage):
    (rubric,) = cage(beast=RUBRIC.replace("CHANGED", "card")).rubrics()
    call = facts("good en")
    assert rubric.score(call) == score(load(DATA, "budget"), call)


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ("evolve(card, criteria=(None,))", ".criteria[0] is None, not CriterionScore"),
        ("evolve(card, score='high')", ".score is 'high', not"),
        ("evolve(card, score=float('nan'))", ".score is nan, not a number"),
        ("evolve(card, score=5.0)", "a scorecard has the score 5.0, which its levels do not give"),
        ("evolve(card, rubric='discovery@1')", "a scorecard is of discovery@1, not budget@1"),
        ("evolve(card, criteria=())", "does not score the criteria of its rubric"),
        ("evolve(card, criteria=(evolve(one, level=9),)).recompute()", "of asked: level 9"),
        ("evolve(card, criteria=(evolve(one, level=True),))", ".level is True, not"),
        ("evolve(card, criteria=(evolve(one, level=None),)).recompute()", "neither a level nor"),
        ("evolve(card, criteria=(evolve(one, because=' '),))", "why, in 1 characters"),
        ("evolve(card, criteria=(evolve(one, because='x' * 9_999),))", "why, in 9999 characters"),
        ("evolve(card, criteria=(evolve(one, evidence=(Span(0, 0, 1),)),))", "not Evidence"),
        (
            "evolve(card, criteria=(evolve(one, evidence=(Evidence(Span(99, 0, 1)),)),))",
            "evidence that is not in the call",
        ),
    ],
)
def test_a_scorecard_that_cannot_be_takes_its_plugin_out_of_use(cage, changed, cause):
    catalogue = cage(beast=RUBRIC.replace("CHANGED", changed))
    with pytest.raises(PluginFailed, match="RR-PLG-011"):
        catalogue.rubrics()[0].score(facts("good en"))
    (state,) = [one for one in catalogue.states() if one.id == "beast"]
    assert cause in state.cause


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ("evolve(made, person_id='ben')", "a rewarddecision is of somebody else"),
        ("evolve(made, person_id=None)", ".person_id is None, not str"),
        ("evolve(made, at=made.at.replace(tzinfo=None))", "not a time with its zone"),
        (
            "evolve(made, rule=evolve(made.rule, id='deal-won'))",
            "is of rule deal-won@1, not course@1",
        ),
    ],
)
def test_a_decision_that_cannot_be_takes_its_plugin_out_of_use(cage, changed, cause):
    catalogue = cage(beast=RULE.replace("CHANGED", changed))
    with pytest.raises(PluginFailed, match="RR-PLG-011"):
        catalogue.reward_rules()[0].decide(DONE)
    (state,) = [one for one in catalogue.states() if one.id == "beast"]
    assert cause in state.cause


CALL = Transcript("en", (Speaker("A", "buyer"),), (Utterance("A", "Hello", 0, 900),), 900)
READER = f"""{GOOD}
from attrs import evolve
from revrise.ports import Speaker, Transcript, Utterance
CALL = Transcript("en", (Speaker("A", "buyer"),), (Utterance("A", "Hello", 0, 900),), 900)

class Thing:
    id = "beast"
    extensions = (".beast",)

    def sniff(self, head, name):
        return True

    def read(self, stream, name):
        return CHANGED

@hookimpl
def register_transcript_formats():
    return [Thing()]
"""


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ("evolve(CALL, utterances=(Utterance('A', None),))", ".utterances[0].text is None"),
        ("evolve(CALL, utterances=(Utterance('A', 'x', 1.5, 2),))", ".start_ms is 1.5, not"),
        ("evolve(CALL, speakers=(Speaker('A', 'boss'),))", ".speakers[0].side is 'boss', not"),
        ("evolve(CALL, utterances=iter(()))", ".utterances is <tuple_iterator"),
        ("evolve(CALL, utterances=(Utterance('A', 'a\\0b'),))", "in utterances[0] that no store"),
        ("evolve(CALL, speakers=(Speaker('A', 'buyer', chr(0xD800)),))", "in speakers[0] that no"),
        ("evolve(CALL, duration_ms='9')", ".duration_ms is '9', not"),
    ],
)
def test_a_transcript_that_cannot_be_names_the_first_field_at_fault(cage, changed, cause):
    catalogue = cage(beast=READER.replace("CHANGED", changed))
    with pytest.raises(PluginFailed, match="RR-PLG-011") as caught:
        catalogue.transcript_formats()[0].read(None, "a.beast")
    assert cause in caught.value.message
    assert caught.value.plugin_id == "beast"


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ("1 / 0", "RR-PLG-012 ZeroDivisionError"),
        ("__import__('sys').exit()", "RR-PLG-012 SystemExit"),
        ("None", r"RR-PLG-011 read\(\) of a transcript-format answered None"),
        ("evolve(CALL, duration_ms=-1.5)", "RR-PLG-011 .*duration_ms is -1.5"),
        ("evolve(CALL, utterances=(Utterance('A', chr(0)),))", "RR-PLG-011 .* that no store"),
    ],
)
def test_a_file_that_a_reader_stumbles_over_costs_no_other_file(cage, odd, code):
    """Else whoever sends one file takes the way in from everybody, until the next start."""
    catalogue = cage(beast=READER.replace("CHANGED", f"({odd} if name == 'odd.beast' else CALL)"))
    reader = catalogue.transcript_formats()[0]
    for _ in range(2):
        with pytest.raises(PluginFailed, match=code):
            reader.read(None, "odd.beast")
    assert reader.read(None, "a.beast") == CALL
    state = {one.id: one for one in catalogue.states()}["beast"]
    assert (state.state, state.stumbles) == ("enabled", 2)


def test_lists_stand_for_tuples(cage):
    source = READER.replace("CHANGED", "evolve(CALL, utterances=list(CALL.utterances))")
    found = cage(beast=source).transcript_formats()[0].read(None, "a.beast")
    assert evolve(found, utterances=tuple(found.utterances)) == CALL


def test_where_a_field_may_hold_anything_anything_passes():
    assert stray(CrmRecord("account", "a1", {"name": "Lanmu", "deals": 3}, ("a.csv", 1))) == ""


@pytest.mark.parametrize("looks", ["return 1 / 0", "return 'perhaps'"])
def test_a_format_that_fails_at_looking_keeps_no_other_from_reading(cage, tmp_path, looks):
    breaks = READER.replace("return True", looks).replace("CHANGED", "CALL")
    reads = READER.replace("CHANGED", "CALL").replace('"beast"', '"good"')
    catalogue = cage(beast=breaks, good=reads)
    (path := tmp_path / "a.beast").write_text("Hello", encoding="utf-8")
    reader = Reader(catalogue, lambda _: False, lambda: pytest.fail("nothing is transcribed"))
    assert reader.read(ReadCall(path)).utterances == CALL.utterances
    state = {one.id: one for one in catalogue.states()}["beast"]
    assert (state.state, state.stumbles) == ("enabled", 1)
