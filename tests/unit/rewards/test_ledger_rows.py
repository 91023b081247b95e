"""Ledger entries become rows and come back as they were."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.bilingual import Bilingual
from revrise.core.rewards.entry import LedgerEntry, Posting, reverse, wallet
from revrise.core.rewards.posting import entries, postings

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHY = Bilingual("Won a deal", "赢单")
accounts = st.sampled_from([wallet("rep"), wallet("other"), "rule:won", "redeemed"])


@st.composite
def ledgers(draw):
    """Entries of up to fourteen postings, a few of them reversed at once."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        sides = draw(st.lists(st.builds(Posting, accounts, st.integers(-99, 99)), max_size=13))
        balance = Posting("rule:won", -sum(side.points for side in sides))
        at = NOW + timedelta(days=number)
        entry = LedgerEntry(
            f"points_{number}", at, "rep", (*sides, balance), WHY, "deal-won@1", f"deal_{number}"
        )
        made.append(entry)
        if draw(st.booleans()):
            made.append(reverse(entry, at, Bilingual("Refunded", "退款")))
    return made


@given(ledgers(), st.randoms())
def test_entries_come_back_whole_and_in_order_from_shuffled_rows(ledger, chance):
    rows = [row for entry in ledger for row in postings(entry, "north")]
    chance.shuffle(rows)
    assert list(entries(rows)) == ledger


@given(ledgers())
def test_the_rows_of_an_entry_sum_to_zero_and_mark_the_wallet(ledger):
    for entry in ledger:
        rows = postings(entry, "north")
        assert sum(row.points for row in rows) == 0
        assert sum(row.points for row in rows if row.wallet) == entry.points
        assert len({row.id for row in rows}) == len(rows) == len(entry.postings)
        assert {row.team_id for row in rows} == {"north"}
