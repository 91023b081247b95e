"""Implements `ports.notify.Channels` with apprise: e-mail, chat bots and a hundred others.

A channel is a name and an apprise URL, which is a secret. A URL that names `{email}` reaches the
person alone; any other is read by a group.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from urllib.parse import quote

from attrs import define, field

from revrise.core.errors import Misconfigured, Retriable
from revrise.ports.notify import Message

_PERSON = "{email}"
_AT_ONCE, _TIMEOUT_S = 2, 20.0


def configured(text: str) -> dict[str, str]:
    """`name=reference name=reference` to name → reference. Raises Misconfigured."""
    found = {}
    for part in text.split():
        name, equals, reference = part.partition("=")
        if not equals or not name.isidentifier() or not reference:
            raise Misconfigured(
                f"{part!r} is no channel",
                culprit="notify.channels",
                remedy="name=env:NAME or name=file:/path, several with spaces between",
            )
        found[name] = reference
    return found


@define
class AppriseChannels:
    """`urls` by channel. Sends in threads of its own, so that one that hangs is left behind."""

    urls: Mapping[str, str]
    timeout_s: float = _TIMEOUT_S
    _pool: ThreadPoolExecutor | None = field(default=None, init=False)

    @property
    def personal(self) -> tuple[str, ...]:
        """See Channels."""
        return tuple(name for name, url in self.urls.items() if _PERSON in url)

    @property
    def shared(self) -> tuple[str, ...]:
        """See Channels."""
        return tuple(name for name, url in self.urls.items() if _PERSON not in url)

    def send(self, channel: str, message: Message) -> None:
        """See Channels."""
        url = self.urls.get(channel)
        if url is None:
            raise Misconfigured(f"there is no channel {channel}", culprit="notify.channels")
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="notify")
        sent = self._pool.submit(_send, url.replace(_PERSON, quote(message.to)), channel, message)
        try:
            well = sent.result(self.timeout_s)
        except TooLate:
            # What hangs keeps its thread; the next messages get new ones.
            self._pool.shutdown(wait=False)
            self._pool = None
            raise Retriable(f"channel {channel} took too long") from None
        if not well:
            raise Retriable(f"channel {channel} did not take the message")


def _send(url: str, channel: str, message: Message) -> bool:
    import apprise

    service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if service is None:
        raise Misconfigured(
            f"the URL of channel {channel} is no apprise URL",
            culprit="notify.channels",
            remedy="see the service's page of apprise",
        )
    text = f"{message.body}\n{message.link}" if message.link else message.body
    return bool(service.notify(body=text, title=message.title))
