"""The bundled detector keeps the contract, and the contract catches what it is there for."""

from collections.abc import Sequence

import pytest
from attrs import evolve
from tests.support.learning_calls import MODEL

from revrise.adapters.plugins import load
from revrise.core.bilingual import Bilingual
from revrise.core.conversations.analysis import analyse
from revrise.plugins.calls import learned
from revrise.plugins.detectors import customer_stories
from revrise.ports import Detector, DetectorDefinition, Moment, Span, Transcript
from revrise.services.measures.analysing import Analyst
from revrise.testing import DetectorContract
from revrise.testing.detectors import CALLS, found, work
from revrise.testing.sample_calls import EVERY, call

ENGLISH = call(
    """
S: One of our customers had the same problem with quotes.
B: One of our customers had it too.
S: Companies about your size earn it back in a quarter, there is a case study on it.
S: We have a large client who moved in a week.
S: How many customers do you have in this region?
"""
)
CHINESE = call(
    """
S: 我们有个做外贸的客户，也是报价慢。
B: 我们有个客户也这样。
S: 跟您规模差不多的公司，三个月就回本了，有成功案例。
S: 你们的客户主要在哪里？
""",
    "zh",
)


def stories() -> Detector:
    (detector,) = customer_stories.register_detectors(customer_stories.Config(on=True))
    return detector


class TestCustomerStories(DetectorContract):
    @pytest.fixture
    def detector(self) -> Detector:
        return stories()

    @pytest.fixture
    def examples(self) -> Sequence[Transcript]:
        return [ENGLISH, CHINESE]


class TestLearned(DetectorContract):
    """A trained model, as the bundled plugin `learned` makes a detector of it."""

    @pytest.fixture
    def detector(self) -> Detector:
        (one,) = learned.register_detectors(learned.Config(objections=str(MODEL)))
        return one

    @pytest.fixture
    def examples(self) -> Sequence[Transcript]:
        return [
            call("S: that is nice 7x0\nB: that is nice blorp 7x1"),
            call("S: 天气很好 7x0\nB: 天气很好 噗嗤 7x1", "zh"),
        ]


@pytest.mark.parametrize(("talk", "lines"), [(ENGLISH, [0, 2, 3]), (CHINESE, [0, 2])])
def test_a_story_of_the_seller_about_another_customer_is_found(talk, lines):
    assert [one.span.utterance for one in found(stories(), talk)] == lines


@pytest.mark.parametrize(
    "said",
    [
        "We have a great customer service.",
        "There is a client library.",
        "We have a customer's word.",
    ],
)
def test_what_is_only_named_after_customers_is_no_story(said):
    assert found(stories(), call(f"S: {said}\nB: Good.")) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "We've a bakery in Leeds that bakes at night with it."),
        ("en", "I had a lady last month who asked the same."),
        ("en", "a clinic your size switched in march"),
        ("en", "The school down the road uses it."),
        ("en", "One of my other restaurants took two."),
        ("en", "we fitted one for a family in the next street"),
        ("zh", "我这边有家做五金的也是这个情况"),
        ("zh", "隔壁那家餐馆也是用的我们。"),
        ("zh", "上个月刚给一家诊所装。"),
        ("zh", "有个跟您情况差不多的大姐，用了半年。"),
        ("zh", "您可以去问三栋的陈老师"),
    ],
)
def test_a_story_is_found_however_the_customer_is_named(language, said):
    assert len(found(stories(), call(f"S: {said}", language))) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Five hundred firms use it."),
        ("en", "Most firms your size claim too little."),
        ("en", "What did you use last year?"),
        ("en", "We've a silver plan and a team in Leeds."),
        ("zh", "很多老板都算错。"),
        ("zh", "您去年换到别家了。"),
        ("zh", "我们有个学生优惠。"),
        ("zh", "我去年刚买了房。"),
    ],
)
def test_general_claims_the_buyers_history_and_ones_own_life_are_no_stories(language, said):
    assert found(stories(), call(f"S: {said}", language)) == []


def test_the_span_is_of_the_words_as_they_were_written():
    talk = call("S: İİİ Another client of OURS did.")
    (one,) = found(stories(), talk)
    assert talk.utterances[0].text[one.span.start : one.span.end] == "client of OURS"


def test_it_is_off_until_somebody_asks_for_it():
    assert list(customer_stories.register_detectors(customer_stories.Config())) == []
    assert Analyst(load({}, environ={})).ears("en") == ()
    on = load({"customer-stories": {"on": True}}, environ={})
    assert Analyst(on).ears("en") == ("customer-stories@5",)


@pytest.mark.parametrize("name", EVERY)
def test_it_changes_no_figure(name):
    on = Analyst(load({"customer-stories": {"on": True}}, environ={}))
    assert on.hear(EVERY[name]).metrics == analyse(EVERY[name]).metrics


NAMED = Bilingual("Word", "词")
WORD = DetectorDefinition("word", 1, NAMED, NAMED, "word")


class Fine:
    """Marks the first word of each line, whoever says it."""

    definition = WORD

    def find(self, transcript):
        for index, said in enumerate(transcript.utterances):
            if said.text[:1].strip():
                yield Moment("word", Span(index, 0, 1))


class Learning(Fine):
    """What it heard once it says again."""

    heard = 0

    def find(self, transcript):
        Learning.heard += 1
        return list(super().find(transcript))[: Learning.heard % 3]


class Outside(Fine):
    """A character too far."""

    def find(self, transcript):
        for index, said in enumerate(transcript.utterances):
            yield Moment("word", Span(index, 0, len(said.text) + 1))


class Squared(Fine):
    """Goes through the whole call for each of its lines."""

    def find(self, transcript):
        for index, said in enumerate(transcript.utterances):
            if said.text[:1].strip() and sum(
                one.text == said.text for one in transcript.utterances
            ):
                yield Moment("word", Span(index, 0, 1))


class Timed(Fine):
    """Hears lines with a time alone."""

    def find(self, transcript):
        said = transcript.utterances
        return [one for one in super().find(transcript) if said[one.span.utterance].start_ms]


class Doubled(Fine):
    """Says everything twice."""

    def find(self, transcript):
        return [*super().find(transcript), *super().find(transcript)]


class Raising(Fine):
    """Reckons with a first line."""

    def find(self, transcript):
        transcript.utterances[0]
        return super().find(transcript)


class Objecting(Fine):
    """Takes sellers for buyers."""

    definition = evolve(WORD, kind="objection")

    def find(self, transcript):
        return [evolve(one, kind="objection", label="price") for one in super().find(transcript)]


PLANTED = {
    Learning: "test_what_it_heard_before_changes_nothing",
    Outside: "test_every_moment_is_one_the_host_takes",
    Squared: "test_twice_the_call_is_at_most_twice_the_work",
    Timed: "test_times_and_names_change_nothing",
    Doubled: "test_every_moment_of_the_examples_is_one_the_host_takes",
    Raising: "test_the_same_words_give_the_same_moments",
    Objecting: "test_every_moment_of_the_examples_is_one_the_host_takes",
}


def failing(detector: Detector) -> set[str]:
    """The tests of the contract that do not pass."""
    given = {"detector": detector, "examples": [ENGLISH], "name": ""}
    failed = set()
    for name, test in vars(DetectorContract).items():
        if not name.startswith("test_"):
            continue
        wanted = test.__code__.co_varnames[1 : test.__code__.co_argcount]
        for call_name in CALLS if "name" in wanted else ("",):
            picked = {one: given[one] for one in wanted} | (
                {"name": call_name} if "name" in wanted else {}
            )
            try:
                test(DetectorContract(), **picked)
            except (AssertionError, IndexError):
                failed.add(name)
    return failed


@pytest.mark.parametrize("planted", PLANTED)
def test_the_contract_catches_what_is_planted(planted):
    assert PLANTED[planted] in failing(planted())


def test_a_detector_that_does_it_right_passes():
    assert failing(Fine()) == set()
    assert work(Fine(), 2) > 0
