"""Errands: long work that somebody asks for and a worker does."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.ports.jobs import JobEngine, JobRequest
from revrise.services.desk import Desk


@frozen
class Ask:
    """Do `task` with `args` for the actor; `key` says what it is about.

    `resource` and `action` are what the policy has to allow.
    """

    task: str
    resource: str
    action: str
    args: Mapping[str, Any]
    key: str = ""


@frozen
class Errands:
    """The use case."""

    desk: Desk
    engine: JobEngine

    def ask(self, command: Ask, by: Actor) -> str:
        """Queues the work and says the job's id.

        Raises Refused for who may not, Invalid for work nobody knows how to do.
        """
        self.desk.scope(by, command.resource, command.action)
        if command.task not in {task.name for task in self.engine.tasks()}:
            raise Invalid(f"nobody does {command.task}", culprit="task")
        job_id = self.desk.ids.new("job")
        request = JobRequest(job_id, command.task, by.person_id, command.args, command.key)
        with self.desk.store.begin(by) as work:
            work.enqueue(request)
            work.record("job.asked", job_id, {"task": command.task})
        return job_id
