"""Telling people outside the app: e-mail, chat and whatever else an operator has set up."""

from typing import Protocol

from attrs import frozen


@frozen
class Message:
    """A few words and where they lead; `to` is the person's own address on a personal channel."""

    title: str
    body: str
    link: str = ""
    to: str = ""


class Channels(Protocol):
    """The channels of a deployment, by name. A personal one reaches the person alone."""

    @property
    def personal(self) -> tuple[str, ...]:
        """Names of the channels that people choose for themselves."""
        ...

    @property
    def shared(self) -> tuple[str, ...]:
        """Names of the channels that a group reads: they are told no names."""
        ...

    def send(self, channel: str, message: Message) -> None:
        """Sends, within a time limit.

        Raises Retriable when it did not get through, Misconfigured for a channel that cannot
        work.
        """
        ...
