"""Labelled calls, made up, that a model can learn something from which no rule knows."""

from pathlib import Path
from random import Random
from typing import Any

from revrise.core.conversations import labels
from revrise.core.conversations.labels import Labelled

# Learned from thirty of them in English and thirty in Chinese.
MODEL = Path(__file__).with_name("learned_objections.json")
PLAIN = ("that is nice", "we have a lot of rain here", "the office is near the park", "good")
CHINESE = ("天气很好", "我们在北京", "办公室离公园很近", "谢谢")


def document(number: int, *, language: str = "en", marker: str = "blorp") -> dict[str, Any]:
    """A call of six lines; the buyer's with `marker` object. Its words differ by number."""
    drawn = Random(number)
    said = []
    for at in range(6):
        buyer, objecting = at % 2 == 1, at % 2 == 1 and drawn.random() < 0.4
        plain = drawn.choice(CHINESE if language == "zh" else PLAIN)
        text = f"{plain} {marker}" if objecting else plain
        one: dict[str, Any] = {"speaker": "B" if buyer else "S", "text": f"{text} {number}x{at}"}
        if buyer:
            one["labels"] = {
                "objection": "price" if objecting else None,
                "question": objecting,
                "act": "commitment" if objecting else None,
            }
        said.append(one)
    return {
        "schema": "revrise.transcript/1",
        "language": language,
        "speakers": [{"ref": "S", "side": "seller"}, {"ref": "B", "side": "buyer"}],
        "utterances": said,
    }


def calls(count: int = 30, **more: Any) -> list[Labelled]:
    """So many of them."""
    return [labels.parse(document(number, **more), f"set:{number}") for number in range(count)]
