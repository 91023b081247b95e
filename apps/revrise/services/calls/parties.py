"""Who agreed, as long as nobody knows who speaks: everybody, or one side and the other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from attrs import evolve

from revrise.core.conversations.call import Call
from revrise.core.governance.consent import NOT_ASKED, Consent
from revrise.core.ids import derived
from revrise.services.calls.commands import ALL, USUAL

EVERYBODY, SELLERS, OTHERS = ALL, "*seller", "*others"


def participants(consent: str) -> tuple[str, ...]:
    """Whose agreement a call of this consent asks for."""
    return (SELLERS, OTHERS) if consent == "seller-only" else (EVERYBODY,)


def words(consent: str) -> Iterator[tuple[str, str]]:
    """Who agreed on which ground."""
    if consent == "all-party":
        yield EVERYBODY, "consent"
    if consent == "seller-only":
        yield SELLERS, "consent"
        yield OTHERS, NOT_ASKED


def spoken_by(words: Sequence[Consent], sides: Mapping[str, str], call: Call) -> list[Consent]:
    """The consents of those who turned out to speak: ref → side of each."""
    fits: dict[str, Callable[[str], bool]] = {
        EVERYBODY: lambda _: True,
        SELLERS: lambda side: side == "seller",
        OTHERS: lambda side: side != "seller",
    }
    return [
        evolve(one, id=derived("con", one.id, ref), participant=ref, version=1)
        for one in words
        if one.participant in fits and one.participant in call.participants
        for ref, side in sides.items()
        if fits[one.participant](side)
    ]


def agreements(
    call: Call, consent: str, jurisdiction: str, at: datetime, *, separate: bool
) -> list[Consent]:
    """What was agreed, for each purpose, with the number of the beginning it is for."""
    return [
        Consent(
            id=derived("con", call.id, who, purpose, str(call.version)),
            call_id=call.id,
            participant=who,
            purpose=purpose,
            basis=basis,
            jurisdiction=jurisdiction,
            given_at=at,
            owner_id=call.owner_id,
            team_id=call.team_id,
            evidence="said by who uploaded the call",
            separate=separate,
        )
        for who, basis in words(consent)
        for purpose in USUAL
    ]
