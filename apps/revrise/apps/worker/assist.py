"""The task of language models: a question about a call."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.ports.jobs import Task


def tasks(app: Any) -> "Sequence[Task]":
    """Asking a language model; one that is busy is asked three times."""
    from revrise.ports.jobs import Task
    from revrise.services.assist.answering import Answering
    from revrise.services.assist.day_tokens import ANSWERING

    # What plugins offer is asked for when there is something to ask.
    def run(context: Any, args: Any) -> Any:
        return Answering(app.assisting).run(context, args)

    return (Task(ANSWERING, "sync", run, "Ask a language model", "询问语言模型", 3, 10),)
