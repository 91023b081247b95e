"""Detectors measured over HTTP, on labelled lines good and bad."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.api import Api, Said

from revrise.services.plugins.settings import ConfigurePlugin

AT = "/v1/detectors:evaluate"
COACH = "per_n1"


def line(*said: tuple[str, bool], language: str = "en") -> str:
    """A transcript of a buyer, each line with whether people took it for a question."""
    utterances = [
        {"speaker": "B", "text": text, "labels": {"question": label}} for text, label in said
    ]
    speakers = [{"ref": "B", "side": "buyer"}]
    return json.dumps(
        {
            "schema": "revrise.transcript/1",
            "language": language,
            "speakers": speakers,
            "utterances": utterances,
        }
    )


def measure(api: Api, labels: str, task: str = "questions", **more: Any) -> Said:
    return api.ask("POST", AT, COACH, json={"labels": labels, "task": task, **more})


def test_figures_and_wrong_lines_are_those_counted_by_hand(api: Api) -> None:
    """Of 3 English lines one question is found, one missed: precision 1, recall 1/2, F1 2/3."""
    english = line(("what does it cost", True), ("fine", False), ("lovely weather", True))
    chinese = line(("多少钱", True), ("好的", False), language="zh")
    answer = measure(api, f"{english}\n\n{chinese}\n")
    assert answer.status == 200, answer.text
    found = answer.json()
    assert (found["n"], found["positives"], found["precision"]) == (5, 3, 1.0)
    low, high = found["ci95"]
    assert 0 < low < found["f1"] < high <= 1
    en = found["language"]["en"]
    assert (en["precision"], en["recall"]) == (1.0, 0.5)
    assert en["f1"] == pytest.approx(2 / 3, abs=0.001)
    assert found["language"]["zh"]["f1"] == 1.0
    assert found["mistakes"] == 1
    assert found["wrong"] == [
        {
            "line": 1,
            "utterance": 2,
            "language": "en",
            "what": "questions",
            "error": "missed",
            "text": "lovely weather",
        }
    ]


def test_mistakes_are_counted_whether_their_lines_are_shown_or_not(api: Api) -> None:
    labels = line(("what is it", False), ("who are you", False))
    for shown in (0, 1, 5):
        found = measure(api, labels, wrong=shown).json()
        assert (found["mistakes"], len(found["wrong"])) == (2, min(shown, 2))


@pytest.mark.parametrize(
    ("labels", "task", "said"),
    [
        ("{", "questions", "labels:1: this is not JSON"),
        (line(("fine", False)) + "\n[]", "questions", "labels:2"),
        (line(("fine", False)), "objections", "nothing in it is labelled for objections"),
        (line(("fine", False)), "moods", "there are questions, open-questions, objections, acts"),
    ],
)
def test_what_cannot_be_measured_is_named(api: Api, labels: str, task: str, said: str) -> None:
    answer = measure(api, labels, task)
    assert answer.status == 422
    assert said in answer.text


def test_nothing_of_the_lines_is_kept(api: Api) -> None:
    secret = "quagga-mulberry"
    assert measure(api, line((f"is it {secret}", True))).status == 200
    folder = api.app.settings.folder
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if secret.encode() in path.read_bytes()]


def test_which_detectors_hear_calls_is_listed(api: Api) -> None:
    """The built-in ones, then the bundled plugin's, which is off until somebody asks for it."""
    found = api.ask("GET", "/v1/detectors", COACH).json()["items"]
    kinds = [one["kind"] for one in found if one["plugin"] is None]
    assert kinds[:4] == ["question", "objection", "commitment", "closing"]
    question = found[0]
    assert question["label"] == {"en": "Question", "zh": "提问"}
    assert question["labels"]["open"]["zh"] == "开放式"
    assert "questions/A@1" in question["metrics"]
    (stories,) = (one for one in found if one["plugin"] == "customer-stories")
    assert (stories["id"], stories["state"], stories["label"]) == (None, "off", None)


@pytest.fixture
def stories(api: Api) -> Iterator[None]:
    """The bundled detector of a kind of its own, switched on for the time of a test."""
    owner = api.app.actor("per_owner")

    def set_on(value: bool | None) -> None:
        wanted = ConfigurePlugin("customer-stories", {"on": value})
        api.app.plugin_settings.configure(wanted, owner)

    set_on(True)
    yield
    set_on(None)


@pytest.mark.usefixtures("stories")
def test_a_kind_of_a_plugins_own_is_measured_as_the_others_are(api: Api) -> None:
    said = [
        ("S", "one of our customers had that", True),
        ("S", "we have a client who moved in a week", False),
        ("B", "one of our customers had it too", True),
        ("S", "good morning", None),
    ]
    labels = json.dumps(
        {
            "schema": "revrise.transcript/1",
            "language": "en",
            "speakers": [{"ref": "S", "side": "seller"}, {"ref": "B", "side": "buyer"}],
            "utterances": [
                {"speaker": who, "text": text, "labels": {"customer_story": label}}
                for who, text, label in said
            ],
        }
    )
    found = measure(api, labels, "customer_story").json()
    assert (found["task"], found["detectors"]) == ("customer_story", ["customer-stories@5"])
    assert (found["n"], found["positives"], found["precision"], found["recall"]) == (4, 2, 0.5, 0.5)
    assert [one["error"] for one in found["wrong"]] == ["false-alarm", "missed"]
    found = api.ask("GET", "/v1/detectors", COACH).json()["items"]
    (listed,) = (one for one in found if one["plugin"] == "customer-stories")
    assert (listed["ref"], listed["state"]) == ("customer-stories@5", "in_use")
    wrong = measure(api, line(("fine", False)), "moods")
    assert (wrong.status, "customer_story" in wrong.text) == (422, True)
