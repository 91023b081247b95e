"""Labelled lines, and a plugin whose kind of moment is its own."""

GOOD = {
    "schema": "revrise.transcript/1",
    "language": "en",
    "speakers": [{"ref": "B", "side": "buyer"}],
    "utterances": [
        {"speaker": "B", "text": "what does it cost", "labels": {"question": True}},
        {"speaker": "B", "text": "good morning", "labels": {"question": False}},
    ],
}

RIVALS = """
from revrise.ports import Bilingual, DetectorDefinition, Moment, PluginManifest, Span, hookimpl
NAMED = Bilingual("Rival", "竞品")
BIG, SMALL = Bilingual("Big", "大"), Bilingual("Small", "小")

class Rivals:
    definition = DetectorDefinition(
        "rivals", 1, NAMED, NAMED, "rival", labels={"big": BIG, "small": SMALL}, languages=("en",)
    )

    def find(self, transcript):
        for at, said in enumerate(transcript.utterances):
            for word, label in (("Acme", "big"), ("Bolt", "small")):
                if word in said.text:
                    start = said.text.index(word)
                    yield Moment("rival", Span(at, start, start + 4), label)

@hookimpl
def manifest():
    return PluginManifest(id="rivals", name="Rivals")

@hookimpl
def register_detectors():
    return [Rivals()]
"""
