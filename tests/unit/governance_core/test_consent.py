"""Consent is decided by the strictest rule that may apply."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.governance.consent import (
    BASES,
    NOT_ASKED,
    PURPOSES,
    Consent,
    decide,
)
from revrise.core.governance.jurisdiction import built_in

CALL = datetime(2026, 3, 2, 9, tzinfo=UTC)
WITHDRAWN = CALL + timedelta(days=30)
SECOND = timedelta(seconds=1)
BOTH = ("seller", "buyer")
PLACES = ("US-NY", "US-TX", "US-CA", "CN", "unknown", "us-ny", "")
AGREED, SILENT, ASIDE, WITHDREW, OBJECTED = "agreed", "silent", "not asked", "withdrew", "objected"
STANDS = (AGREED, SILENT, ASIDE, WITHDREW, OBJECTED)


def word(who, place="US-NY", basis="consent", purpose="coach", withdrawn=None, separate=True):
    """What a participant said of one purpose, by itself."""
    return Consent(
        f"{who}-{purpose}-{basis}", "call", who, purpose, basis, place, CALL,
        withdrawn_at=withdrawn, separate=separate,
    )  # fmt: skip


def words(who, stand, place):
    """The records of a participant who stands so."""
    return {
        AGREED: [word(who, place)],
        SILENT: [],
        ASIDE: [word(who, place, NOT_ASKED)],
        WITHDREW: [word(who, place, withdrawn=WITHDRAWN)],
        OBJECTED: [word(who, place, NOT_ASKED, withdrawn=WITHDRAWN)],
    }[stand]


def allowed(records, who=BOTH, at=WITHDRAWN, purpose="coach"):
    """Whether the call may be used."""
    return decide(records, who, purpose, at).allowed


@pytest.mark.parametrize(("seller", "buyer"), list(product(STANDS, STANDS)))
def test_all_agreed_or_one_did_where_that_suffices_and_the_other_was_not_asked(seller, buyer):
    suffices = built_in().under("one-party")
    for here, there in product(PLACES, PLACES):
        records = words("seller", seller, here) + words("buyer", buyer, there)
        one_party = {here, there} <= suffices and {seller, buyer} == {AGREED, ASIDE}
        assert allowed(records) == (seller == buyer == AGREED or one_party), (here, there)


@pytest.mark.parametrize("place", PLACES)
def test_one_side_on_record_and_nothing_known_of_the_other_is_refused(place):
    decision = decide([word("seller", place)], BOTH, "coach", WITHDRAWN)
    assert not decision.allowed
    assert decision.because == "no consent to coach from buyer"


@pytest.mark.parametrize("who", [BOTH, ("seller",), ()])
def test_no_record_is_refused(who):
    assert not allowed([], who)


def test_a_third_person_makes_the_call_strict_again():
    records = [word("seller"), word("buyer", basis=NOT_ASKED)]
    assert allowed(records)
    assert not allowed(records, (*BOTH, "guest"))
    assert not allowed([*records, word("guest", "US-CA", NOT_ASKED)], (*BOTH, "guest"))
    assert allowed([*records, word("guest", "US-OH", NOT_ASKED)], (*BOTH, "guest"))


def test_who_was_not_in_the_call_cannot_agree_for_those_who_were():
    assert not allowed([word("colleague")], ())
    assert not allowed([word("colleague"), word("buyer", basis=NOT_ASKED)], ("buyer",))


@pytest.mark.parametrize("stand", [WITHDREW, OBJECTED])
def test_a_withdrawal_counts_from_its_moment_on(stand):
    records = words("seller", AGREED, "US-NY") + words("buyer", stand, "US-NY")
    assert allowed(records, at=WITHDRAWN - SECOND)
    assert not allowed(records, at=WITHDRAWN)
    assert not allowed(records, at=WITHDRAWN + SECOND)


def test_a_place_on_record_stays_known_when_the_word_is_withdrawn():
    there = word("seller", "US-CA", "contract", withdrawn=WITHDRAWN)
    assert not allowed([word("seller"), there, word("buyer", basis=NOT_ASKED)])


def test_consent_holds_from_the_moment_it_was_given():
    records = [word("seller"), word("buyer")]
    assert not allowed(records, at=CALL - SECOND)
    assert allowed(records, at=CALL)


def test_consent_to_one_purpose_is_none_to_another():
    records = [word("seller", purpose="record"), word("buyer", purpose="record")]
    assert {purpose for purpose in PURPOSES if allowed(records, purpose=purpose)} == {"record"}


def test_who_agreed_to_some_purposes_was_asked_and_is_not_passed_over():
    records = [word("seller"), word("buyer", purpose="record")]
    assert not allowed(records)


@pytest.mark.parametrize("basis", ["refused", "", "Consent", NOT_ASKED])
def test_only_the_known_grounds_count_as_agreement(basis):
    assert not allowed([word("seller", "DE"), word("buyer", "DE", basis)])
    for known in BASES:
        assert allowed([word("seller", "DE"), word("buyer", "DE", known)])


@pytest.mark.parametrize("purpose", ["analyse", "coach", "train"])
def test_under_pipl_each_use_of_a_recording_takes_a_consent_of_its_own(purpose):
    def said(basis="consent", separate=True, asked=purpose):
        other = word("buyer", "CN", basis, asked, separate=separate)
        return [word("seller", "CN", purpose=purpose), other]

    assert allowed(said(), purpose=purpose)
    for refused in (
        said(separate=False),
        said(separate=None),
        said("contract"),
        said("legal_duty"),
    ):
        decision = decide(refused, BOTH, purpose, CALL)
        assert not decision.allowed
        assert decision.because == f"no separate consent to {purpose} from buyer"
    assert not allowed(said(asked="record"), purpose=purpose)


def test_under_pipl_a_recording_may_rest_on_a_contract():
    records = [word(who, "CN", "contract", "record", separate=False) for who in BOTH]
    assert allowed(records, purpose="record")


@pytest.mark.parametrize("place", ["DE", "US-CA", "unknown"])
def test_elsewhere_one_word_may_be_given_to_several_purposes(place):
    assert allowed([word(who, place, separate=None) for who in BOTH])


def test_one_participant_in_china_asks_separate_consents_of_everybody():
    assert not allowed([word("seller", "DE", "contract"), word("buyer", "CN")])


def test_the_sentence_names_who_is_missing_or_what_suffices():
    records = [word("seller", "US-TX"), word("buyer", "US-NY", NOT_ASKED)]
    assert decide(records, BOTH, "coach", CALL).because == (
        "one party agreed, which suffices in US-NY, US-TX"
    )
    assert decide([], BOTH, "train", CALL).because == "no consent to train from buyer, seller"
    assert decide([], (), "train", CALL).because == "no consent to train from anybody on record"


records = st.lists(
    st.builds(
        word,
        st.sampled_from(["seller", "buyer", "guest"]),
        st.sampled_from(PLACES),
        st.sampled_from(["consent", "contract", NOT_ASKED, "refused"]),
        st.sampled_from(["coach", "record"]),
        st.none() | st.just(WITHDRAWN),
    ),
    max_size=5,
)
people = st.sets(st.sampled_from(["seller", "buyer", "guest"]))


@given(records, people, st.randoms())
def test_order_and_repetition_of_records_say_nothing(given_, who, chance):
    shuffled = [*given_, *given_]
    chance.shuffle(shuffled)
    assert decide(shuffled, who, "coach", CALL) == decide(given_, who, "coach", CALL)


@given(records, people)
def test_time_and_withdrawal_only_ever_forbid(given_, who):
    if allowed(given_, who, at=WITHDRAWN):
        assert allowed(given_, who, at=CALL)


@given(records, people)
def test_somebody_present_agreed_to_whatever_is_allowed(given_, who):
    if allowed(given_, who, at=CALL):
        agreed = {
            one.participant for one in given_ if one.purpose == "coach" and one.basis in BASES
        }
        assert agreed & who
