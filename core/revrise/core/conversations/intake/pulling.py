"""How far a system that keeps calls has been asked, and what that came to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, frozen


@frozen
class Pulling:
    """`job` is the sync that goes on, or went last.

    `state` is running | done | waits (its system said until when) | late (no answer for now) |
    broken (somebody must mend it). Of this sync: `brought` calls are new, `left_out` were not
    taken, `because` of the last such reason. `error` and `remedy` are empty unless it failed.
    """

    job: str = ""
    state: str = "running"
    began_at: datetime | None = None
    ended_at: datetime | None = None
    brought: int = 0
    left_out: int = 0
    because: str = ""
    error: str = ""
    remedy: str = ""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Pulling":
        """From its document, as a store keeps it."""
        times = {
            name: datetime.fromisoformat(document[name])
            for name in ("began_at", "ended_at")
            if document.get(name)
        }
        return cls(**{**document, **times})

    def begin(self, job: str, at: datetime) -> "Pulling":
        """A sync; a job that was killed keeps its figures."""
        if job == self.job:
            return evolve(self, state="running", error="", remedy="")
        return Pulling(job, began_at=at, ended_at=self.ended_at)

    def reach(self, brought: int, left_out: int, because: str) -> "Pulling":
        """After a page whose calls are kept."""
        return evolve(
            self,
            brought=self.brought + brought,
            left_out=self.left_out + left_out,
            because=because or self.because,
        )

    def end(self, state: str, at: datetime, **more: Any) -> "Pulling":
        """Over, well or not."""
        return evolve(self, state=state, ended_at=at, **more)
