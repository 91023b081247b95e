"""How something is put: a phrase of the book, its slots filled, with a filler now and then."""

from datetime import date, timedelta
from random import Random
from typing import Final

from attrs import Factory, define, field

from revrise.apps.demo.chance import shuffled
from revrise.apps.demo.phrases.book import PhraseBook, Side
from revrise.apps.demo.script import Setting

_WEEKDAYS: Final = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "zh": ("一", "二", "三", "四", "五"),
}
_MONTHS: Final = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "zh": tuple(map(str, range(1, 13))),
}
_CAPITALS = ("I ", "Meridian", "Monday", "Corvus")
_BUYER_FILLERS = 0.12


def _due(self: "Wording") -> date:
    """A working day within three to twelve days of the call."""
    day = self.setting.day + timedelta(days=self.roll.randrange(3, 13))
    return day - timedelta(days=max(0, day.weekday() - 4))


@define
class Wording:
    """Goes through all phrases of an act before it says one again."""

    book: PhraseBook
    setting: Setting
    roll: Random
    decks: dict[tuple[Side, str], list[str]] = field(factory=dict)
    due: date = Factory(_due, takes_self=True)
    tool: str = Factory(lambda self: self.roll.choice(self.book.tools), takes_self=True)
    when: str = Factory(lambda self: self.roll.choice(self.book.dates), takes_self=True)

    def put(self, side: Side, act: str) -> str:
        """An act in words."""
        deck = self.decks.setdefault((side, act), [])
        if not deck:
            deck.extend(shuffled(self.roll, self.book.ways(side, act)))
        return self._hesitant(side, self._filled(deck.pop()))

    def plain(self, side: Side, act: str) -> str:
        """A short act in words, never with a filler."""
        return self.roll.choice(self.book.ways(side, act))

    def _filled(self, phrase: str) -> str:
        if "{" not in phrase:
            return phrase
        return phrase.format(
            seller=self.setting.seller,
            buyer=self.setting.buyer,
            product=self.setting.product,
            tool=self.tool,
            n=self.roll.choice((12, 15, 20, 30, 40, 60, 80)),
            date=self._date() if "{date}" in phrase else "",
        )

    def _date(self) -> str:
        language, day = self.book.language, self.due
        return self.when.format(
            day=day.day if language == "zh" else _ordinal(day.day),
            month=_MONTHS[language][day.month - 1],
            weekday=_WEEKDAYS[language][day.weekday()],
        )

    def _hesitant(self, side: Side, text: str) -> str:
        chance = self.setting.behaviour.fillers if side == "seller" else _BUYER_FILLERS
        if self.roll.random() >= chance:
            return text
        filler = self.roll.choice(self.book.fillers)
        if self.book.language == "zh":
            return filler + text
        small = text if text.startswith(_CAPITALS) else text[0].lower() + text[1:]
        return filler[0].upper() + filler[1:] + small


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return f"{day}{ending}"
