"""How large a recording may be."""

from attrs import frozen


@frozen
class Limits:
    """Refused above: size in bytes, length in minutes, number of channels.

    A minute takes 2 MB of disk per channel while it is transcribed, and no memory.
    """

    max_bytes: int = 2 * 1024**3
    max_minutes: int = 600
    max_channels: int = 2
