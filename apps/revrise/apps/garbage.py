"""How often the processes that read calls look for garbage."""

import gc

_YOUNG = 10_000  # of Python's 700


def seldom() -> None:
    """Has Python look for circles of garbage less often.

    A call is read into tens of thousands of small objects, none of them in a circle: looking
    through them again and again took a fifth of the analysis.
    """
    gc.set_threshold(_YOUNG)
