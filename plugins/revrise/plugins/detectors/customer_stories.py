"""Moments in which the seller tells of another customer, in English and Chinese. Off at first.

The model to read before writing a detector: patterns put together once, one pass over the lines,
and a moment for the words themselves. It finds a kind of its own, so it changes no figure.
"""

import re
from collections.abc import Iterable, Iterator
from string import ascii_lowercase, ascii_uppercase

from attrs import frozen

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.words.hanzi import SIMPLIFIED
from revrise.plugins.detectors.customer_stories_said import CHINESE, ENGLISH
from revrise.ports import (
    Detector,
    DetectorDefinition,
    Moment,
    PluginManifest,
    Span,
    Transcript,
    hookimpl,
    setting,
)

# Every part is bounded, so a line is gone through once however it is written.
_TOLD = re.compile(rf"\b(?:{'|'.join(ENGLISH)})|(?=[一-鿿])(?:{'|'.join(CHINESE)})")
# Small letters and simplified characters, as many as there were: places stay what they are.
_ALIKE = SIMPLIFIED | str.maketrans(ascii_uppercase, ascii_lowercase)

DEFINITION = DetectorDefinition(
    id="customer-stories",
    version=5,
    label=Bilingual("Customer story", "客户案例"),
    about=Bilingual("The seller tells of another customer.", "销售讲到了另一位客户的情况。"),
    kind="customer_story",
    languages=("en", "zh"),
)


@frozen
class Config:
    """Settings of the plugin."""

    on: bool = setting("Listen for customer stories", default=False)


class CustomerStories:
    """A pure thing: the same words give the same moments."""

    definition = DEFINITION

    def find(self, transcript: Transcript) -> Iterator[Moment]:
        """The first words of each line of the seller that tell of another customer."""
        for index, said in enumerate(transcript.utterances):
            if transcript.side(said.speaker) == "seller":
                told = _TOLD.search(said.text.translate(_ALIKE))
                if told is not None:
                    yield Moment(DEFINITION.kind, Span(index, *told.span()))


@hookimpl
def manifest() -> PluginManifest:
    """Who this plugin is."""
    return PluginManifest(id="customer-stories", name="Customer stories", config=Config)


@hookimpl
def register_detectors(config: Config) -> Iterable[Detector]:
    """The detector, where somebody asked for it."""
    return [CustomerStories()] if config.on else []
