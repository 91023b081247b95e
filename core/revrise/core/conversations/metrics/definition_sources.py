"""Where the definitions of metrics come from: whom they follow, and what is RevRise's own."""

from collections.abc import Mapping
from typing import Any

from revrise.core.conversations.metrics.definition import REASONS, Definition
from revrise.core.conversations.metrics.definition_zh import spoken

OWN = "RevRise's own formula."
# By the name of the metric; what is not named is RevRise's own.
SOURCES: Mapping[str, str] = {
    "talk_share": "Variant A is talk over the length of the call, as in Amazon Transcribe Call "
    "Analytics; B leaves silence out; C counts words. The three are never mixed.",
    "longest_monologue": "The usual measure of conversation analytics, with backchannels bridged.",
    "longest_customer_story": "Longest speech without a break, as in Dynamics 365 Sales, with "
    "backchannels bridged.",
    "interactivity": "Switches an hour, as in Dynamics 365 Sales, on merged turns.",
    "patience": "Pause before speaking, as in Dynamics 365 Sales; people answer after some 200 ms "
    "(Levinson & Torreira 2015).",
    "speech_rate": "Words over own speech; 字 for Chinese, since words are no unit of its rate.",
    "speech_rate_buyer": "As the speech rate of the seller.",
    "overtalk": "Talk over the other side, as in Revenue.io, backchannels left out.",
    "fillers": "Rates of fillers as in Zhao & Jurafsky 2005; 那个 and 这个 that point at something "
    "are none.",
}


def source(definition: Definition) -> str:
    """Whom a definition follows."""
    return SOURCES.get(definition.name, OWN)


def as_document(definition: Definition) -> dict[str, Any]:
    """A definition as command line and API give it."""
    return {
        "id": definition.id,
        "name": definition.name,
        "variant": definition.variant,
        "version": definition.version,
        "key": definition.key,
        "unit": definition.unit,
        "title": {"en": definition.title_en, "zh": definition.title_zh},
        "formula": definition.formula,
        "minimum": definition.minimum,
        "chinese": {
            "formula": spoken(definition.formula, "zh"),
            "minimum": spoken(definition.minimum, "zh"),
            "source": spoken(source(definition), "zh"),
        },
        "reasons": {
            reason: dict(zip(("en", "zh"), REASONS[reason], strict=True))
            for reason in definition.reasons
        },
        "source": source(definition),
    }
