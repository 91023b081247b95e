"""A language model that knows its answers beforehand."""

from collections.abc import Callable

from attrs import Factory, define

from revrise.ports.language_model import Answered, Asked, Limits
from revrise.ports.readiness import Readiness


@define
class ScriptedLanguageModel:
    """Answers what `script` says to what it is asked; remembers what it was sent."""

    script: Callable[[Asked], str]
    id: str = "scripted"
    limits: Limits = Factory(Limits)
    readiness: Readiness = Factory(lambda: Readiness(ready=True))
    sent: list[Asked] = Factory(list)

    def check(self) -> Readiness:
        """What it was given."""
        return self.readiness

    def answer(self, asked: Asked) -> Answered:
        """The script's answer; four characters are a token. What it raises passes."""
        self.sent.append(asked)
        text = self.script(asked)
        size = len(asked.rules) + len(asked.data) + len(text)
        return Answered(text, f"{self.id}-1", max(1, size // 4))
