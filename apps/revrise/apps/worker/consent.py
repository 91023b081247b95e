"""The task of consent: links by e-mail."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from revrise.ports.jobs import Task


def tasks(app: Any) -> "Sequence[Task]":
    """Sending a link."""
    from revrise.ports.jobs import Task
    from revrise.services.consent.asking import MAIL

    # What sends is made when there is something to send: its channels are secrets to be read.
    def run(context: Any, args: Any) -> Any:
        return app.consent_mailing.run(context, args)

    return (Task(MAIL, "delivery", run, "Ask a contact for consent", "征求联系人同意", 6, 30),)
