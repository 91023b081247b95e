"""Who sells and who buys: from a name, a channel, what they are called, or not known."""

import re
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve

from revrise.core.conversations.transcript import Speaker, Transcript
from revrise.core.conversations.words.folding import fold
from revrise.core.errors import Invalid

# What those who sell are called where a file names parts, not people; a number may follow.
_SELLING = frozenset(
    {"sales", "sales rep", "salesperson", "seller", "rep", "representative", "account executive"}
    | {
        "agent",
        "advisor",
        "adviser",
        "销售",
        "销售员",
        "销售代表",
        "销售顾问",
        "顾问",
        "业务",
        "业务员",
        "业务代表",
        "坐席",
        "客服",
        "卖方",
        "卖家",
    }
)
# What those who buy are called likewise.
_BUYING = frozenset(
    {"customer", "client", "buyer", "prospect", "客户", "顾客", "买方", "买家", "甲方"}
)
_NUMBER = " 0123456789#_-"
_PARTS = re.compile(r"[\s()\[\]_/-]+")


def assign(
    transcript: Transcript, seller: str | Iterable[str] = (), *, seller_channel: int | None = None
) -> Transcript:
    """The transcript with the named speakers, or those of a channel, selling and all others buying.

    `seller` is one name or several, each a speaker's name or ref; case, width, traditional forms
    and outer blanks do not matter. With neither name nor channel the transcript comes back as it
    is. Raises Invalid for a name or channel nobody has, listing the speakers there are.
    """
    names = (seller,) if isinstance(seller, str) else tuple(seller)
    names = tuple(name for name in names if name.strip())
    if not names and seller_channel is None:
        return transcript
    speakers = _everyone(transcript)
    sellers = {ref for name in names for ref in _named(speakers, name)}
    if seller_channel is not None:
        sellers |= _on_channel(transcript, speakers, seller_channel)
    return _sided(transcript, speakers, sellers)


def recognise(transcript: Transcript, name: str = "") -> Transcript:
    """The transcript with the one speaker who is called like the rep selling, all others buying.

    By the whole name or its first word; where nobody is called so, whoever is called by what they
    do (`Sales`, `销售 1`), also beside a name where a customer is called so too (`業務 王小姐`,
    `陳董（客戶）`). It comes back as it is where somebody sells already, where several are called
    like the rep, or where nothing tells: then it has to be said.
    """
    if any(one.side == "seller" for one in transcript.speakers):
        return transcript
    wanted = {_plain(name), *_plain(name).split()[:1]} - {""}
    speakers = _everyone(transcript)
    found = [one.ref for one in speakers if {_plain(one.ref), _plain(one.name or "")} & wanted]
    if len(found) > 1:
        return transcript
    sellers = found or [one.ref for one in speakers if _sells(one)] or _beside_names(speakers)
    return _sided(transcript, speakers, frozenset(sellers)) if sellers else transcript


def _sided(
    transcript: Transcript, speakers: Sequence[Speaker], sellers: Collection[str]
) -> Transcript:
    sided = (evolve(one, side="seller" if one.ref in sellers else "buyer") for one in speakers)
    return evolve(transcript, speakers=tuple(sided))


def _sells(one: Speaker) -> bool:
    called = {_plain(one.ref).rstrip(_NUMBER), _plain(one.name or "").rstrip(_NUMBER)}
    return bool(called & _SELLING)


def _beside_names(speakers: Iterable[Speaker]) -> list[str]:
    """Who is called a seller before or behind a name, where others are called customers so.

    One alone may as well be a customer's own salesperson.
    """
    ends = {one.ref: _ends(one.name or one.ref) for one in speakers}
    sell = [ref for ref, parts in ends.items() if parts & _SELLING and not parts & _BUYING]
    return sell if any(parts & _BUYING for parts in ends.values()) else []


def _ends(name: str) -> set[str]:
    parts = [one.rstrip(_NUMBER) for one in _PARTS.split(_plain(name)) if one]
    return {parts[0], parts[-1]} if parts else set()


def _everyone(transcript: Transcript) -> tuple[Speaker, ...]:
    """The listed speakers, then those who speak without being listed."""
    listed = {speaker.ref for speaker in transcript.speakers}
    spoken = dict.fromkeys(one.speaker for one in transcript.utterances)
    return (*transcript.speakers, *(Speaker(ref) for ref in spoken if ref not in listed))


def _named(speakers: Sequence[Speaker], name: str) -> list[str]:
    wanted = _plain(name)
    found = [one.ref for one in speakers if wanted in {_plain(one.ref), _plain(one.name or "")}]
    if not found:
        raise Invalid(
            f"nobody in the transcript is called {name.strip()!r}",
            culprit="seller",
            remedy=f"choose one of: {_list(speakers)}",
        )
    return found


def _on_channel(transcript: Transcript, speakers: Sequence[Speaker], channel: int) -> set[str]:
    found = {one.speaker for one in transcript.utterances if one.channel == channel}
    if not found:
        raise Invalid(
            f"nobody speaks on channel {channel}",
            culprit="seller_channel",
            remedy=f"name the seller instead; the speakers are: {_list(speakers)}",
        )
    return found


def _plain(name: str) -> str:
    return " ".join(fold(name).text.split())


def _list(speakers: Sequence[Speaker]) -> str:
    return ", ".join(one.name or one.ref for one in speakers) or "(there are none)"
