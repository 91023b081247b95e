"""What every door to the world says of itself before it is used."""

from attrs import frozen


@frozen
class Readiness:
    """Whether a door would work now; if not, why, and what to do."""

    ready: bool
    reason: str = ""
    remedy: str = ""
