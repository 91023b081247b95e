"""Where the endpoint is, and how it is asked."""

from attrs import field, frozen, validators

from revrise.adapters.media.limits import Limits

_WAV_BYTES_S = 32_000


@frozen
class EndpointConfig:
    """`url` is the base, as `https://api.example.com/v1`; `key` is sent as a bearer token.

    No request is larger than `max_mb`; an endpoint that is slower than `timeout_s` has failed.
    """

    url: str = ""
    model: str = "whisper-1"
    key: str = field(default="", repr=False)
    max_mb: int = field(default=24, validator=validators.in_(range(3, 1_025)))
    timeout_s: float = field(default=300.0, validator=validators.gt(0))
    vad: bool = True
    word_times: bool = True
    wanted_chunk_s: int = field(default=600, validator=validators.ge(60))
    limits: Limits = Limits()

    @property
    def chunk_s(self) -> int:
        """Seconds of a channel that are sent at once: what fits, with room for the form."""
        return min(self.wanted_chunk_s, (self.max_mb * 1_000_000 - 64_000) // _WAV_BYTES_S)

    @property
    def address(self) -> str:
        """What is called."""
        return f"{self.url.rstrip('/')}/audio/transcriptions"
