"""Calls that other detectors heard are measured again; the rest, and what may not be, stays."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import single
from revrise.core.conversations.call import Call
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Refused
from revrise.core.governance.consent import Consent
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.consents import Consents
from revrise.services.calls.searching import FindSaid, SearchSaid
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst
from revrise.services.processing.indexing import CallIndex
from revrise.services.processing.remeasuring import Remeasured, Remeasuring

PLUGIN = """
from revrise.ports import Bilingual, DetectorDefinition, Moment, PluginManifest, Span, hookimpl
NAMED = Bilingual("Coolness", "冷淡")

class Cool:
    definition = DetectorDefinition("cool", 1, NAMED, NAMED, "objection", languages=("en",))

    def find(self, transcript):
        for at, said in enumerate(transcript.utterances):
            if "lukewarm" in said.text and transcript.side(said.speaker) == "buyer":
                yield Moment("objection", Span(at, 0, 4), "trust")

@hookimpl
def manifest():
    return PluginManifest(id="cool", name="Cool buyers")

@hookimpl
def register_detectors():
    return [Cool()]
"""
SIDES = (Speaker("A", "seller"), Speaker("B", "buyer"))
TALK = Transcript(
    "en",
    SIDES,
    (
        Utterance("A", "Here is what we do.", 0, 2_000),
        Utterance("B", "It leaves me lukewarm and pale.", 2_100, 4_000),
        Utterance(
            "A", "I understand. Firms like yours earn it back in three months.", 4_100, 6_000
        ),
        Utterance("B", "Yes, that makes sense.", 6_100, 8_000),
    ),
)
ZH = Transcript("zh", SIDES, (Utterance("B", "你们好", 0, 2_000),))
PLAIN = Analyst(load(found=[], environ={}))


@pytest.fixture
def cool(tmp_path: Path) -> Analyst:
    file = tmp_path / "cool.py"
    file.write_text(PLUGIN, encoding="utf-8")
    return Analyst(load(found=[single(file)], environ={}))


@pytest.fixture
def calls(world: World) -> dict[str, str]:
    """Two calls in English, one in Chinese, heard without the plugin and indexed."""
    use, made = Calls(world.desk, PLAIN), {}
    for number, talk in enumerate((TALK, TALK, ZH)):
        at = NOW - timedelta(hours=number)
        add = AddCall(talk, f"{number:064}", f"Call {number}", "n1", at, agreed=Agreed("EU"))
        made[f"{talk.language}{number}"] = use.add(add, world.by(None)).call.id
    CallIndex(world.desk, PLAIN).again(world.by(None))
    return made


def call(world: World, call_id: str) -> Any:
    return next(one for one in world.all(Call) if one.id == call_id)


def objections(world: World) -> int:
    found = SearchSaid(world.desk).find(FindSaid("lukewarm", objection="any"), world.by(None))
    return len(found.rows)


def test_those_that_others_heard_are_measured_and_found_again(
    world: World, calls: dict[str, str], cool: Analyst
) -> None:
    before = call(world, calls["en0"])
    assert (before.objections, objections(world)) == ("", 0)
    told: list[int] = []
    run = Remeasuring(world.desk, cool).run
    assert run(world.by(None), told.append) == Remeasured(3, 2, 0)
    after = call(world, calls["en0"])
    assert told == [3]
    assert after.objections == "trust"
    metric = after.metrics["objection_handling"]
    assert (metric.definition, metric.value) == ("objection_handling/A@1+cool@1", 1.0)
    assert call(world, calls["zh2"]).version == 1
    assert objections(world) == 2
    assert "call.remeasured" in world.audited


def test_a_call_that_may_not_be_in_the_index_is_heard_no_more_often_for_many_others(
    world: World, tmp_path: Path
) -> None:
    """It is due for ever: with each bite of the others it would be heard again."""
    use, log = Calls(world.desk, PLAIN), tmp_path / "heard.txt"
    kept = Agreed("EU", purposes=("record", "transcribe", "analyse"))
    secret = evolve(TALK, utterances=(Utterance("B", "Nobody coaches on this.", 0, 2_000),))
    for number in range(31):
        talk, agreed = (secret, kept) if number == 0 else (TALK, Agreed("EU"))
        add = AddCall(talk, f"{number:064}", f"Call {number}", "n1", NOW, agreed=agreed)
        use.add(add, world.by(None))
    (tmp_path / "cool.py").write_text(
        PLUGIN.replace(
            "        for at, said",
            f"        with open({str(log)!r}, 'a') as log:\n"
            "            print(transcript.utterances[0].text, file=log)\n"
            "        for at, said",
        ),
        encoding="utf-8",
    )
    cool = Analyst(load(found=[single(tmp_path / "cool.py")], environ={}))
    assert Remeasuring(world.desk, cool).run(world.by(None)).measured == 30
    heard = log.read_text(encoding="utf-8").splitlines()
    assert heard.count("Nobody coaches on this.") <= 1


def test_done_twice_it_changes_nothing_and_without_the_plugin_all_is_as_it_was(
    world: World, calls: dict[str, str], cool: Analyst
) -> None:
    before = {one.id: (one.metrics, one.objections) for one in world.all(Call)}
    Remeasuring(world.desk, cool).run(world.by(None))
    assert Remeasuring(world.desk, cool).run(world.by(None)) == Remeasured(3, 0, 0)
    assert Remeasuring(world.desk, PLAIN).run(world.by(None)) == Remeasured(3, 2, 0)
    assert {one.id: (one.metrics, one.objections) for one in world.all(Call)} == before
    assert objections(world) == 0


def test_what_may_not_be_measured_now_stays_as_it_is(
    world: World, calls: dict[str, str], cool: Analyst
) -> None:
    mine = [one for one in world.all(Consent) if one.call_id == calls["en0"]]
    withdrawn = next(one for one in mine if one.purpose == "coach")
    Consents(world.desk).withdraw(withdrawn.id, world.by(None))
    found = Remeasuring(world.desk, cool).run(world.by(None))
    assert found.measured == 1
    assert "+" not in repr(call(world, calls["en0"]).metrics)


def test_who_does_not_run_the_system_is_refused(world: World, cool: Analyst) -> None:
    with pytest.raises(Refused):
        Remeasuring(world.desk, cool).run(world.by("n1"))
