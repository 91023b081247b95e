"""What is saved by who was shown words with something hidden: never lost, never a mark."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.errors import Refused
from revrise.core.governance.redaction.found import HIDDEN
from revrise.core.governance.redaction.redacting import redacted_text
from revrise.services.cleared.restoring import restored
from revrise.services.cleared.spoken import SPOKEN
from revrise.services.cleared.walking import texts, told

WORDS = SPOKEN[OneOnOne].words
NAMES = frozenset({"Quirrel Vanderbeek", "王小明"})
AT = datetime(2026, 6, 1, tzinfo=UTC)


def hide(text: str) -> str:
    """As somebody without clearance is shown it."""
    return redacted_text(text, NAMES)


PIECE = st.sampled_from(
    ["ask Quirrel", "ask Vanderbeek", "问王小明", "call 13812345678", "send the deck", "• first",
     "吕总监点头", "", "a@b.example", "plan"]
)  # fmt: skip
TEXT = st.lists(PIECE, max_size=3).map(" ".join)


@st.composite
def meetings(draw: st.DrawFn) -> OneOnOne:
    said = tuple(Promise(text, "rep") for text in draw(st.lists(TEXT, max_size=3)))
    agenda = tuple(draw(st.lists(TEXT, max_size=4)))
    return OneOnOne("oo", "rep", None, "coach", AT, agenda, said, draw(TEXT), draw(TEXT))


@st.composite
def edits(draw: st.DrawFn) -> tuple[OneOnOne, OneOnOne]:
    """A meeting, and what somebody made of it as they saw it: kept, moved, left out, rewritten."""
    kept = draw(meetings())
    seen = told(kept, WORDS, hide)
    lines = st.sampled_from([*texts(seen, WORDS), "new", "• mine"])
    line = lines | lines.map(lambda text: f"{text} today") | TEXT
    after = evolve(
        seen,
        agenda=tuple(draw(st.lists(line, max_size=5) | st.permutations(seen.agenda))),
        promises=tuple(draw(st.permutations(seen.promises)))[: draw(st.integers(0, 3))],
        shared_notes=draw(line | st.just(seen.shared_notes)),
        state=draw(st.sampled_from(["planned", "held"])),
    )
    return kept, after


@given(edits())
def test_a_save_loses_no_word_it_did_not_show_and_stores_no_mark(pair: tuple[OneOnOne, OneOnOne]):
    kept, after = pair
    plain, given_back = texts(kept, WORDS), texts(after, WORDS)
    try:
        stored = restored(after, kept, WORDS, hide)
    except Refused:
        # Only a text with something hidden in it is refused, never one without.
        assert any(HIDDEN in text for text in given_back)
        return
    for text, now in zip(given_back, texts(stored, WORDS), strict=True):
        if HIDDEN not in text:
            assert now == text  # what they wrote, and what was never hidden
        elif now in plain:
            assert text in (hide(now), now)  # left as it was shown: it is what it was
        else:
            assert (now, f"{HIDDEN} " in now) == (text, True)  # a list of theirs
    assert evolve(after, agenda=(), promises=(), shared_notes="") == evolve(
        stored, agenda=(), promises=(), shared_notes="", private_notes=after.private_notes
    )


@given(meetings())
def test_what_is_saved_as_it_was_shown_is_stored_as_it_was(kept: OneOnOne):
    seen = told(kept, WORDS, hide)
    after = evolve(seen, state="held", version=2)
    assert restored(after, kept, WORDS, hide) == evolve(kept, state="held", version=2)


def test_two_texts_that_look_alike_are_told_apart_by_their_places_or_not_at_all():
    kept = OneOnOne("oo", "rep", None, "coach", AT, ("13812345678", "13912345678", "deck"))
    seen = told(kept, WORDS, hide)
    assert restored(evolve(seen, minutes=45), kept, WORDS, hide).agenda == kept.agenda
    with pytest.raises(Refused, match="something is hidden"):
        restored(evolve(seen, agenda=seen.agenda[1:]), kept, WORDS, hide)
    assert restored(evolve(seen, agenda=("deck",)), kept, WORDS, hide).agenda == ("deck",)


def test_a_text_written_around_what_is_hidden_is_refused_with_a_way_out():
    kept = OneOnOne("oo", "rep", None, "coach", AT, ("ask Quirrel", "deck"))
    seen = told(kept, WORDS, hide)
    with pytest.raises(Refused) as refused:
        restored(evolve(seen, agenda=(f"{seen.agenda[0]} twice",)), kept, WORDS, hide)
    assert "leave it as it was" in str(refused.value.remedy)
    moved = restored(evolve(seen, agenda=seen.agenda[::-1]), kept, WORDS, hide)
    assert moved.agenda == ("deck", "ask Quirrel")


def test_nothing_new_is_stored_with_a_mark_in_it_but_a_list_is_a_list():
    new = OneOnOne("oo", "rep", None, "coach", AT, ("• first\n• second",))
    assert restored(new, None, WORDS, str) == new
    with pytest.raises(Refused):
        restored(evolve(new, shared_notes="he said •••••"), None, WORDS, str)
