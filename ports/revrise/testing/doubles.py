"""Small real implementations of ports, for tests that must be repeatable."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import count

from attrs import Factory, define, field

from revrise.core.errors import Fatal, Refused
from revrise.core.events import Event
from revrise.core.ids import prefixed
from revrise.core.period import utc
from revrise.ports.http import HttpReply
from revrise.ports.speech import Transcriber

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


@define
class FixedClock:
    """The port `Clock`, standing still until told otherwise."""

    at: datetime = field(default=START, converter=utc)

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Moves it on."""
        self.at += by


@define
class SequentialIds:
    """The port `Ids`: real ids, unique and ascending, the same ones in every run."""

    start: datetime = field(default=START, converter=utc)
    _numbers: "count[int]" = Factory(count)

    def new(self, prefix: str) -> str:
        """The next id: a UUIDv7 one ms after the last."""
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        number = next(self._numbers)
        return prefixed(prefix, (self.start - epoch) // _MS + number, number)


@define
class RecordingBus:
    """Remembers the events it is given, in order; `emit` is that of a catalogue."""

    events: list[Event] = Factory(list)

    def emit(self, event: Event) -> None:
        """Remembers the event."""
        self.events.append(event)

    @property
    def names(self) -> list[str]:
        """What happened, in order."""
        return [event.name for event in self.events]


@define
class RecordingTools:
    """The port `Tools` with given secrets; what is logged is remembered."""

    plugin_id: str = "under-test"
    secrets: dict[str, str] = Factory(dict)
    lines: list[tuple[str, dict[str, object]]] = Factory(list)
    replies: Callable[[str, bytes, Mapping[str, str]], HttpReply] | None = None

    def secret(self, name: str) -> str:
        """The given secret. Raises Refused where none was given."""
        if name not in self.secrets:
            raise Refused(f"the secret {name!r} is not declared", culprit=self.plugin_id)
        return self.secrets[name]

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> HttpReply:
        """What `replies` answers. Raises Refused where nothing does."""
        if self.replies is None:
            raise Refused("nobody is called here", culprit=self.plugin_id)
        return self.replies(url, body, headers)

    def get(self, url: str, headers: Mapping[str, str]) -> HttpReply:
        """What `replies` answers to nothing sent. Raises Refused where nothing does."""
        return self.post(url, b"", headers)

    def fetch(self, url: str, headers: Mapping[str, str], most: int) -> Iterator[bytes]:
        """The body of what `replies` answers, in two pieces. Raises Fatal where it is no file."""
        reply = self.get(url, headers)
        if reply.status != HTTPStatus.OK or len(reply.body) > most:
            raise Fatal(f"the link gives no file: {reply.status}", culprit="link")
        half = len(reply.body) // 2
        yield reply.body[:half]
        yield reply.body[half:]

    def apart(self, make: Callable[[], Transcriber], silence_s: float = 300.0) -> Transcriber:  # noqa: ARG002
        """What `make` makes, in this process."""
        return make()

    def log(self, message: str, **data: object) -> None:
        """Remembers the line."""
        self.lines.append((message, data))
