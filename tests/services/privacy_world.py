"""A context for tasks run by hand, and the tasks of a world."""

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import field, frozen
from tests.services.conftest import TENANT, World

from revrise.adapters.memory.blobs import MemoryBlobs
from revrise.adapters.sql.registry import ColumnRegistry
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.jobs.job import Job
from revrise.services.privacy.tasks import PrivacyTasks, privacy_tasks

T = TypeVar("T")


@frozen
class ByHand:
    """A job that somebody runs by hand: `kill` at the n-th step, as a crash would."""

    kill: int = 0
    done: dict[str, Any] = field(factory=dict)
    job_id: str = "job_by_hand"
    actor: Actor = field(factory=lambda: system_actor(TENANT))

    def step(self, name: str, work: Callable[[], T]) -> T:
        """Remembers what a step answered."""
        if name not in self.done:
            if self.kill and len(self.done) + 1 == self.kill:
                raise KeyboardInterrupt
            self.done[name] = work()
        found: T = self.done[name]
        return found

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        """Nobody looks."""


@frozen
class PrivacyWorld:
    """A world with what a worker does of privacy in it."""

    world: World
    tasks: PrivacyTasks
    blobs: MemoryBlobs

    def work(self, name: str = "privacy.") -> list[Any]:
        """Runs what is queued, as a worker would; says what each job answered."""
        known = {task.name: task for task in self.tasks.tasks}
        waiting = [job for job in self.world.all(Job) if job.state == "queued"]
        answers = []
        for job in sorted(waiting, key=lambda one: one.id):
            if job.task.startswith(name):
                answers.append(known[job.task].run(ByHand(), job.args))
                done = job.taken("here", self.world.desk.clock.now())
                self.world.change(done)
                self.world.change(done.succeeded(None, self.world.desk.clock.now()))
        return answers


def privacy(world: World) -> PrivacyWorld:
    """With blobs in memory."""
    blobs = MemoryBlobs()
    made = privacy_tasks(world.desk, TENANT, ColumnRegistry(), lambda: blobs)
    return PrivacyWorld(world, made, blobs)
