"""How large a recording may be."""

from attrs import frozen


@frozen
class Limits:
    """Refused above: size in bytes, length in minutes, number of channels.

    Half a second more is taken: encoders fill up their last frame.
    A minute takes 2 MB of disk per channel while it is transcribed, and no memory.
    """

    max_bytes: int = 2 * 1024**3
    max_minutes: int = 600
    max_channels: int = 2

    @property
    def most_ms(self) -> int:
        """The length above which a recording is refused."""
        return self.max_minutes * 60_000 + 500
