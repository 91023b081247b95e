"""Labelled sets from public corpora of dialogue, for `bench.quality`."""

import hashlib
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from revrise.core.conversations.labels import Labelled
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance

_MARKS = str.maketrans("", "", ".,;:!?…。，、；：！？—")
# MRDA's full act is the last of several: declarative question, understanding check. These are
# statements made questions by the voice ("you mean the second one"), which text without marks does
# not show. A rising tone (rt) is no such sign: four of five of those are inverted.
_BY_VOICE = {"d", "bu"}
_ABANDONED = "D"
_OPEN = {"qo", "qw"}
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_CLOSED = {"qy", "qr", "qrr"}
Turns = list[tuple[str, str]]


def meeting_lines(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """Text, basic, general and full act of every line of the meetings."""
    text = (folder / "mrda_val_text/val_set.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        _, said, basic, general, full = line.split("|")
        yield said, basic, general, full


def meeting_questions(folder: Path, *, marks: bool, by_voice: bool) -> Iterator[Labelled]:
    """English. Without `by_voice`, statements meant as questions are left out, not counted.

    Abandoned lines are left out: "how did he" has the form of a question and no label of one.
    """
    for said, basic, _, full in meeting_lines(folder):
        voiced = basic == "Q" and full in _BY_VOICE
        if basic != _ABANDONED and (by_voice or not voiced):
            text = said if marks else said.translate(_MARKS)
            yield _line("en", text, {"question": basic == "Q"})


def meeting_openness(folder: Path) -> Iterator[Labelled]:
    """English questions labelled open (wh, open-ended) or closed (yes/no, or)."""
    for said, basic, general, _ in meeting_lines(folder):
        if basic == "Q" and general in _OPEN | _CLOSED:
            yield _line("en", said.translate(_MARKS), {"open": general in _OPEN})


def negotiated_questions(folder: Path) -> Iterator[Labelled]:
    """English chats of buyers and sellers, sentence by sentence without punctuation; a written
    question mark is the label, so what was asked without one counts as none."""
    for said in _negotiated(folder):
        for sentence in _SENTENCE.findall(said):
            plain = " ".join(sentence.translate(_MARKS).split())
            if plain:
                yield _line("en", plain, {"question": "?" in sentence})


def _negotiated(folder: Path) -> Iterator[str]:
    for dialogue in json.loads((folder / "casino/casino_train.json").read_text(encoding="utf-8")):
        yield from (one["text"] for one in dialogue["chat_logs"] if "-Deal" not in one["text"])
    for dialogue in json.loads((folder / "craigslist_dev/cb_dev.json").read_text(encoding="utf-8")):
        yield from (one["data"] for one in dialogue["events"] if one["action"] == "message")


def service_questions(folder: Path) -> Iterator[Labelled]:
    """Chinese without punctuation. Every turn; a written question mark is the label."""
    with zipfile.ZipFile(folder / "crosswoz_val/val.json.zip") as archive:
        dialogues = json.loads(archive.read(archive.namelist()[0]))
    for dialogue in dialogues.values():
        for message in dialogue["messages"]:
            said = message["content"]
            label = "?" in said or "？" in said
            yield _line("zh", said.translate(_MARKS), {"question": label})


def objection_labels() -> list[dict[str, Any]]:
    """Which turns object, by corpus, dialogue and event; `again` and `second` are second looks."""
    return _lines("objection_labels.jsonl") + [
        {
            "corpus": one["corpus"],
            "dialogue": one["dialogue"],
            "event": event,
            "objection": str(event) in one["objections"],
            "category": one["objections"].get(str(event)),
            "part": one["part"],
        }
        for one in _lines("objection_dialogues.jsonl")
        for event in one["turns"]
    ]


def passes() -> Iterator[tuple[dict[str, Any], list[set[int]]]]:
    """Dialogues with more than one labeller, and the turns each of them says object."""
    for one in _lines("objection_dialogues.jsonl"):
        if "passes" in one:
            yield one, [set(found) for found in one["passes"]]


def _lines(name: str) -> list[dict[str, Any]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def held_out(corpus: str, dialogue: object) -> bool:
    """Two thirds of the first labels' dialogues; lists were widened by the others alone."""
    digest = hashlib.sha256(f"split:{corpus}:{dialogue}".encode()).hexdigest()
    return int(digest[:8], 16) % 3 != 0


def labelled_objections(
    folder: Path, language: str, part: str, corpora: Collection[str] = ()
) -> Iterator[Labelled]:
    """Dialogues with labels at turns of buyers (in CaSiNo both sides bargain: one for each).

    Parts: `development` and `held` of the first labels; of whole dialogues `train`, `fresh`,
    `sharing` and `bargaining`, which were learnt from, and `last`, which was not.
    """
    said = turns_of(folder)
    asked: dict[tuple[str, str, str], dict[int, str | None]] = defaultdict(dict)
    for one in objection_labels():
        corpus, dialogue, event = one["corpus"], str(one["dialogue"]), one["event"]
        spoken = "zh" if corpus == "crosswoz_val" else "en"
        if spoken == language and (not corpora or corpus in corpora) and _part(one) == part:
            label = one.get("category", "objection") if one["objection"] else None
            asked[corpus, dialogue, said[corpus, dialogue][event][0]][event] = label
    for (corpus, dialogue, who), labels in asked.items():
        yield _dialogue(language, said[corpus, dialogue], who, labels)


def census_of_objections(folder: Path, *, held: bool) -> Iterator[Labelled]:
    """Every turn of CrossWOZ's users, all of which were read."""
    labels = [one for one in objection_labels() if one.get("part") == "census"]
    object_at = {(one["dialogue"], one["event"]): one["category"] for one in labels}
    for (corpus, dialogue), turns in turns_of(folder).items():
        if corpus == "crosswoz_val" and held_out(corpus, dialogue) == held:
            users = [event for event, (speaker, _) in enumerate(turns) if speaker == "usr"]
            marks = {event: object_at.get((dialogue, event)) for event in users}
            yield _dialogue("zh", turns, "usr", marks)


def _part(one: dict[str, Any]) -> str:
    held = held_out(one["corpus"], str(one["dialogue"]))
    return str(one.get("part") or ("held" if held else "development"))


def _dialogue(
    language: str, turns: Turns, buyer: str, labels: Mapping[int, str | None]
) -> Labelled:
    """All that was said, `buyer` being the one; labels by the number of the turn."""
    speakers = (Speaker("A", "seller"), Speaker("B", "buyer"))
    spoken = [(event, who, text) for event, (who, text) in enumerate(turns) if text]
    said = tuple(Utterance("B" if who == buyer else "A", text) for _, who, text in spoken)
    marks = tuple({"objection": labels[at]} if at in labels else {} for at, *_ in spoken)
    return Labelled(Transcript(language, speakers, said), marks)


@cache
def turns_of(folder: Path) -> dict[tuple[str, str], Turns]:
    """Speaker and words of every turn of the dialogues that labels may point at; what was done
    without words (an offer typed in) has none."""
    found: dict[tuple[str, str], Turns] = {}
    for one in json.loads((folder / "craigslist_dev/cb_dev.json").read_text(encoding="utf-8")):
        found["craigslist_dev", one["uuid"]] = [
            (str(turn["agent"]), turn["data"] if turn["action"] == "message" else "")
            for turn in one["events"]
        ]
    for name in ("casino_test.json", "casino_train.json", "casino_valid.json"):
        for one in json.loads((folder / "casino" / name).read_text(encoding="utf-8")):
            found["casino", str(one["dialogue_id"])] = [
                (turn["id"], "" if "-Deal" in turn["text"] else turn["text"])
                for turn in one["chat_logs"]
            ]
    with zipfile.ZipFile(folder / "crosswoz_val/val.json.zip") as archive:
        for name, one in json.loads(archive.read(archive.namelist()[0])).items():
            found["crosswoz_val", name] = [
                (turn["role"], turn["content"]) for turn in one["messages"]
            ]
    return found


def bank_call(folder: Path) -> dict[str, Any]:
    """A phone call with a recogniser's words and their times."""
    (path,) = (folder / "harper_valley_sample").glob("*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _line(language: str, text: str, labels: dict[str, Any]) -> Labelled:
    speakers = (Speaker("A", "buyer"),)
    return Labelled(Transcript(language, speakers, (Utterance("A", text),)), (labels,))
