"""What the metrics of the golden calls are called; their values are held by the kit."""

from revrise.core.conversations.analysis import analyse
from revrise.core.conversations.metrics.definition import REASONS
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.transcript import Transcript, Utterance
from revrise.testing.golden_calls import BOTH as SPEAKERS
from revrise.testing.golden_calls import CHINESE, ENGLISH


def values(transcript: Transcript) -> dict[str, float | str | None]:
    """Value, or the reason in its place."""
    return {key: one.reason or one.value for key, one in analyse(transcript).metrics.items()}


def test_speech_rate_names_its_unit_by_language() -> None:
    english, chinese = (analyse(one).metrics["speech_rate"] for one in (ENGLISH, CHINESE))
    assert (english.definition, english.unit) == ("speech_rate/en@1", "words/min")
    assert (chinese.definition, chinese.unit) == ("speech_rate/zh@1", "字/min")


def test_the_registry_defines_exactly_the_metrics_that_are_produced() -> None:
    """Topic coverage needs a rubric's topics and is measured with them."""
    produced: dict[str, Metric] = {}
    for transcript in (ENGLISH, CHINESE):
        for key, metric in analyse(transcript).metrics.items():
            produced[f"{key} {metric.definition}"] = metric
    defined = {f"{one.key} {one.id}": one for one in DEFINITIONS if one.name != "topic_coverage"}
    assert produced.keys() == defined.keys()
    assert {key: metric.unit for key, metric in produced.items()} == {
        key: definition.unit for key, definition in defined.items()
    }


def test_every_definition_can_be_shown_and_its_reasons_explained() -> None:
    assert len({one.id for one in DEFINITIONS}) == len(DEFINITIONS)
    for one in DEFINITIONS:
        assert all((one.title_en, one.title_zh, one.formula, one.minimum, one.unit)), one.id
        assert set(one.reasons) <= REASONS.keys(), one.id


def test_traditional_characters_measure_like_simplified_ones() -> None:
    simplified = Utterance("R", "您觉得这个价格怎么样，对吗", 0, 4000)
    traditional = Utterance("R", "您覺得這個價格怎麼樣，對嗎", 0, 4000)
    buyer = Utterance("C", "太貴了，很麻煩", 5000, 7000)
    one, other = (
        values(Transcript("zh", SPEAKERS, (said, buyer))) for said in (simplified, traditional)
    )
    assert one == other
    assert one["sentiment"] == -1
