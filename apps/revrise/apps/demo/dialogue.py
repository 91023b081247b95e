"""A sales call as a grammar: opening, discovery with objections and pitches, closing."""

from random import Random
from typing import Final

from attrs import define

from revrise.apps.demo.chance import clip, dice
from revrise.apps.demo.phrases.book import Side, phrase_book
from revrise.apps.demo.script import HANDLING, Line, Setting
from revrise.apps.demo.tape import Tape
from revrise.apps.demo.wording import Wording

_TOPICS: Final = ("situation", "situation", "problem", "problem", "implication", "implication")
_REPLY: Final = {"situation": "fact", "problem": "pain", "implication": "impact"}
_CLOSING_MS = 40_000
_LONGEST_TURN = 7
_TOLERANCE = 0.02


@define
class _Dialogue:
    setting: Setting
    roll: Random
    words: Wording
    tape: Tape

    def run(self) -> None:
        self._opening()
        end = self.setting.minutes * 60_000 - _CLOSING_MS
        every = end // (1 + self.roll.choice((2, 2, 3)))
        objections, topic = 0, 0
        while self.tape.end_ms < end:
            if self.tape.end_ms > (objections + 1) * every:
                objections += 1
                self._objection()
            else:
                self._discovery(_TOPICS[topic % len(_TOPICS)])
                topic += 1
            self._balance()
        self._ending()

    def _opening(self) -> None:
        self._seller("greeting")
        self._buyer("greeting")
        if self.setting.behaviour.gives_notice:
            self._seller("notice")
            self._buyer("consent")
        self._seller("agenda")

    def _discovery(self, topic: str) -> None:
        if self._happens(self.setting.behaviour.open_share):
            self._seller(f"open_{topic}", cut_in=self._cuts_in())
            self._turn("buyer", (_REPLY[topic], *["story"] * self.roll.randrange(1, 3)))
        else:
            self._seller(f"closed_{topic}", cut_in=self._cuts_in())
            self._turn("buyer", ("short", _REPLY[topic])[: self.roll.choice((1, 2))])

    def _objection(self) -> None:
        category = self.roll.choice(self.words.book.categories)
        self._buyer("objection", category, cut_in=self._happens(0.15))
        handling = self.setting.behaviour.handling
        taken = [step for step in HANDLING if self._happens(handling)]
        for step in taken:
            self._seller(step, category if step == "answer" else "")
            if step == "explore":
                self._buyer(self.roll.choice(("pain", "story")))
        if not taken:
            self._seller("dodge")
        calmed = self._happens(0.08 + 0.2 * len(taken))
        self._buyer("moved_on" if calmed else "unconvinced")

    def _balance(self) -> None:
        """Let the one talk who has said too little for this seller's habit."""
        wanted = self.setting.behaviour.talk_share
        side: Side = "seller" if self.tape.seller_share < wanted else "buyer"
        if side == "buyer" and self.tape.seller_share > wanted + _TOLERANCE:
            self._buyer("question")
            self._seller("pitch")
        for _ in range(_LONGEST_TURN):
            short = wanted - self.tape.seller_share
            if (short if side == "seller" else -short) < _TOLERANCE:
                return
            self._turn(side, ("pitch" if side == "seller" else "story",))

    def _ending(self) -> None:
        if self._happens(0.5):
            self._seller("summary")
        if self._happens(self.setting.behaviour.next_step):
            self._seller("next_step")
            self._buyer("accept" if self._happens(0.85) else "defer")
        else:
            self._seller("vague_close")
            self._buyer("defer")
        self._seller("goodbye")
        self._buyer("goodbye")

    def _turn(self, side: Side, acts: tuple[str, ...]) -> None:
        other: Side = "buyer" if side == "seller" else "seller"
        for act in acts:
            self._say(side, act)
            if self._happens(0.3):
                self.tape.agree(other, self.words.plain(other, "backchannel"))

    def _seller(self, act: str, category: str = "", *, cut_in: bool = False) -> None:
        self._say("seller", act, category, cut_in=cut_in)

    def _buyer(self, act: str, category: str = "", *, cut_in: bool = False) -> None:
        self._say("buyer", act, category, cut_in=cut_in)

    def _say(self, side: Side, act: str, category: str = "", *, cut_in: bool = False) -> None:
        text = self.words.put(side, f"{act}.{category}" if category else act)
        self.tape.say((side, act, text, category), cut_in=cut_in)

    def _cuts_in(self) -> bool:
        return self._happens(self.setting.behaviour.interruptions)

    def _happens(self, chance: float) -> bool:
        return self.roll.random() < clip(chance, 0, 1)


def perform(setting: Setting, seed: int, name: str) -> tuple[Line, ...]:
    """The lines of a call, the same for the same setting, seed and name."""
    roll = dice(seed, "dialogue", name)
    words = Wording(phrase_book(setting.language), setting, roll)
    dialogue = _Dialogue(setting, roll, words, Tape(setting.language, roll))
    dialogue.run()
    return tuple(dialogue.tape.lines)
