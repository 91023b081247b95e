"""Moments in which the seller tells of another customer, in English and Chinese. Off at first.

The model to read before writing a detector: patterns put together once, one pass over the lines,
and a moment for the words themselves. It finds a kind of its own, so it changes no figure.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from revrise.core.bilingual import Bilingual
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

_WHO = r"(?:customers?|clients?|compan(?:y|ies)|teams?|firms?)"
# Not "we have a customer service", "there is a client library".
_ALONE = (
    r"(?!['’]s? |[ -](?:account|base|care|experience|feedback|id|librar|list|manage|meeting|number|"
    r"portal|program|referral|relation|review|satisf|service|side|success|support|survey|team))"
)
_ENGLISH = (
    rf"\b(?:one|another|some|many|most|several|two|three) of our (?:\w+ ){{0,2}}{_WHO}\b",
    r"\b(?:another|a|an existing|a similar) (?:customer|client) of ours\b",
    rf"\b(?:another|other|similar) (?:\w+ )?{_WHO} (?:(?:we|i) work with|like yours?)\b",
    rf"\b{_WHO} (?:about )?(?:of )?(?:your size|like yours?|in your (?:industry|space))\b",
    r"\b(?:we (?:had|have|worked with)|there was|there is) an? (?:\w+ )?(?:customer|client)\b"
    + _ALONE,
    r"\b(?:case study|success story|customer story|reference customer)\b",
)
_FEW = "[^，。？！,.?!]{0,6}"
_CHINESE = (
    rf"(?:我们|咱们)(?:有|之前有|也有|服务过|合作过)(?:[一几][个家位]|很多|不少)?{_FEW}客户",
    rf"(?:另外?|还有|之前|上[个次])(?:一[个家位]|有[个家位]){_FEW}(?:客户|公司)",
    rf"[像跟和与](?:您|你|贵司|贵公司){_FEW}(?:差不多|类似|一样|同行业|同规模){_FEW}(?:客户|公司|企业)",
    r"(?:同行业|同规模|类似|其他|别的)的?客户",
    r"(?:成功|客户|标杆)案例",
)
# Every part is bounded, so a line is gone through once however it is written.
_TOLD = re.compile("|".join((*_ENGLISH, *_CHINESE)), re.IGNORECASE)

DEFINITION = DetectorDefinition(
    id="customer-stories",
    version=2,
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
                told = _TOLD.search(said.text)
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
