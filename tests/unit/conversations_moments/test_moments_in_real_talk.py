"""Real dialogues go through analysis and both rubrics without trouble."""

import json
import zipfile

import pytest

from revrise.core.conversations import objections
from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.scoring.facts import CallFacts
from revrise.plugins.rubrics import discovery, objection_handling

SOME = 40


def chat(language, sides, said):
    speakers = tuple(Speaker(ref, side) for ref, side in sides.items())
    return Transcript(language, speakers, tuple(Utterance(ref, text) for ref, text in said))


def craigslist(folder):
    for dialogue in json.loads((folder / "craigslist_dev/cb_dev.json").read_text()):
        sides = {
            str(agent): dialogue["scenario"]["kbs"][agent]["personal"]["Role"] for agent in (0, 1)
        }
        events = [event for event in dialogue["events"] if event["action"] == "message"]
        yield chat("en", sides, [(str(event["agent"]), event["data"]) for event in events])


def casino(folder):
    sides = {"mturk_agent_1": "seller", "mturk_agent_2": "buyer"}
    for dialogue in json.loads((folder / "casino/casino_valid.json").read_text()):
        yield chat("en", sides, [(one["id"], one["text"]) for one in dialogue["chat_logs"]])


def crosswoz(folder):
    with zipfile.ZipFile(folder / "crosswoz_val/val.json.zip") as archive:
        dialogues = json.loads(archive.read(archive.namelist()[0]))
    for dialogue in dialogues.values():
        said = [(one["role"], one["content"]) for one in dialogue["messages"]]
        yield chat("zh", {"usr": "buyer", "sys": "seller"}, said)


@pytest.mark.parametrize("source", [craigslist, casino, crosswoz])
def test_every_dialogue_is_analysed_and_scored(shared_data, source):
    rubrics = [*discovery.register_rubrics(), *objection_handling.register_rubrics()]
    for transcript, _ in zip(source(shared_data), range(SOME), strict=False):
        facts = CallFacts.of(analyse(transcript))
        for rubric in rubrics:
            card = rubric.score(facts)
            assert card.recompute() == card


def test_bargaining_objects_to_price_above_all(shared_data):
    found = [one.label for each in craigslist(shared_data) for one in objections.find(each)]
    assert found.count("price") > len(found) / 2
