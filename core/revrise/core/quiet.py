"""In the place of a callback that nobody wants."""


def quiet(*_: object) -> None:
    """Takes whatever it is told and does nothing."""
