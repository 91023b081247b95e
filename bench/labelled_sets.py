"""Labelled sets from public corpora of dialogue, for `bench.quality`."""

import hashlib
import json
import re
import zipfile
from collections.abc import Collection, Iterator
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
    """Which turns object, by corpus, dialogue and event; `again` is a second look."""
    text = Path(__file__).with_name("objection_labels.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def held_out(corpus: str, dialogue: object) -> bool:
    """Two thirds of the dialogues; the detector's lists were widened by the others alone."""
    digest = hashlib.sha256(f"split:{corpus}:{dialogue}".encode()).hexdigest()
    return int(digest[:8], 16) % 3 != 0


def labelled_objections(
    folder: Path, language: str, *, held: bool, corpora: Collection[str] = ()
) -> Iterator[Labelled]:
    """Turns of buyers (in CaSiNo both sides bargain), each by itself."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in objection_labels():
        corpus, dialogue = one["corpus"], str(one["dialogue"])
        spoken = "zh" if corpus == "crosswoz_val" else "en"
        if spoken != language or (corpora and corpus not in corpora):
            continue
        if held_out(corpus, dialogue) == held:
            said = said or _turns(folder)
            text = said[corpus, dialogue][one["event"]]
            yield _line(language, text, {"objection": "objection" if one["objection"] else None})


def _turns(folder: Path) -> dict[tuple[str, str], list[str]]:
    """The turns of every dialogue that labels may point at."""
    found = {}
    for one in json.loads((folder / "craigslist_dev/cb_dev.json").read_text(encoding="utf-8")):
        found["craigslist_dev", one["uuid"]] = [str(turn["data"]) for turn in one["events"]]
    for name in ("casino_test.json", "casino_valid.json"):
        for one in json.loads((folder / "casino" / name).read_text(encoding="utf-8")):
            turns = [turn["text"] for turn in one["chat_logs"]]
            found["casino", str(one["dialogue_id"])] = turns
    with zipfile.ZipFile(folder / "crosswoz_val/val.json.zip") as archive:
        for name, one in json.loads(archive.read(archive.namelist()[0])).items():
            found["crosswoz_val", name] = [turn["content"] for turn in one["messages"]]
    return found


def bank_call(folder: Path) -> dict[str, Any]:
    """A phone call with a recogniser's words and their times."""
    (path,) = (folder / "harper_valley_sample").glob("*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _line(language: str, text: str, labels: dict[str, Any]) -> Labelled:
    speakers = (Speaker("A", "buyer"),)
    return Labelled(Transcript(language, speakers, (Utterance("A", text),)), (labels,))
