"""Who sells and who buys, from a name or a channel."""

import pytest

from revrise.core.conversations.sides import assign, recognise
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Invalid

CALL = Transcript(
    "en",
    (Speaker("A", name="Anna  Li"), Speaker("B", name="王芳")),
    (Utterance("A", "hi", channel=0), Utterance("B", "hi", channel=1), Utterance("C", "hi")),
)


def sides(transcript: Transcript) -> dict[str, str]:
    return {speaker.ref: speaker.side for speaker in transcript.speakers}


@pytest.mark.parametrize("name", ["Anna Li", " anna li ", "A", "a"])
def test_the_named_speaker_sells_and_all_others_buy(name: str) -> None:
    assert sides(assign(CALL, name)) == {"A": "seller", "B": "buyer", "C": "buyer"}


def test_several_may_sell() -> None:
    assert sides(assign(CALL, ["anna li", "王芳"])) == {"A": "seller", "B": "seller", "C": "buyer"}


def test_a_channel_may_sell() -> None:
    assert sides(assign(CALL, seller_channel=1)) == {"A": "buyer", "B": "seller", "C": "buyer"}


def test_nothing_named_leaves_the_sides_as_they_are() -> None:
    assert assign(CALL) is CALL


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Invalid) as refused:
        assign(CALL, "Bob")
    assert "'Bob'" in str(refused.value)
    assert "Anna  Li, 王芳, C" in refused.value.remedy


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(Invalid):
        assign(CALL, seller_channel=7)


def called(*names: str) -> Transcript:
    speakers = tuple(Speaker(f"S{at}", name=name) for at, name in enumerate(names))
    return Transcript("en", speakers, tuple(Utterance(one.ref, "hi") for one in speakers))


@pytest.mark.parametrize(
    ("names", "rep", "sells"),
    [
        (("销售", "客户"), "", ["S0"]),
        (("客戶", "業務"), "", ["S1"]),
        (("陳董", "王小明"), "王小明", ["S1"]),
        (("陳董", "劉曉明"), "刘晓明", ["S1"]),
        (("客户1", "销售 2"), "李小龙", ["S1"]),
        (("業務 王小姐", "客戶 陳董"), "", ["S0"]),
        (("陈董（客户）", "小王（销售）", "小李-销售"), "", ["S1", "S2"]),
        (("Ann (Sales)", "Bob (Customer)"), "", ["S0"]),
        (("Ann Lee", "Bob (Sales)"), "", []),  # perhaps the customer's
        (("Sales Rep", "Buyer"), "Ann Li", ["S0"]),
        (("Customer", "Agent 1", "agent #2"), "", ["S1", "S2"]),
        (("Agent", "Ann", "Customer"), "Ann Li", ["S1"]),  # who is known by name comes first
        (("Agent", "Ann", "ann"), "Ann Li", []),  # which of them has to be said
        (("Ann", "Bob"), "", []),
        (("Salesforce", "Representation"), "", []),
    ],
)
def test_who_sells_is_told_by_the_rep_s_name_else_by_what_they_do(
    names: tuple[str, ...], rep: str, sells: list[str]
) -> None:
    found = sides(recognise(called(*names), rep))
    assert [ref for ref, side in found.items() if side == "seller"] == sells
    assert set(found.values()) == ({"seller", "buyer"} if sells else {"unknown"})


def test_a_side_that_is_told_already_stays() -> None:
    told = assign(called("客户", "销售"), "客户")
    assert recognise(told) is told


def test_of_thousands_who_sell_each_is_looked_at_once() -> None:
    # Each by each would not end within the gate's patience.
    found = sides(recognise(called(*(f"Agent {number}" for number in range(20_000)), "Customer")))
    assert list(found.values()) == ["seller"] * 20_000 + ["buyer"]


class CountedRef(str):
    """A ref that counts how often it is held against another one."""

    __slots__ = ()
    looks = 0

    def __eq__(self, other: object) -> bool:
        CountedRef.looks += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


def test_a_speaker_for_each_line_is_found_without_looking_at_all_of_them() -> None:
    """A text of "word: …" lines makes such a call; who asks for each side looked at 10⁸ of them."""
    refs = [CountedRef(f"s{number}") for number in range(500)]
    listed = tuple(Speaker(one, "buyer") for one in refs)
    call = Transcript("en", (*listed, Speaker("s0", "seller")), ())
    CountedRef.looks = 0
    assert {call.side(CountedRef(one)) for one in refs} == {"buyer"}
    assert CountedRef.looks <= 5 * len(refs)
    assert call.side("nobody") == "unknown"
