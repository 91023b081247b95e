"""A recording drawn small: the loudest moment of each stretch, for every channel."""

from itertools import pairwise
from pathlib import Path

import numpy as np

from revrise.adapters.media.limits import Limits
from revrise.adapters.media.sound import decode

_FULL = 32_768


def peaks(path: Path, count: int, limits: Limits = Limits()) -> list[list[float]]:  # noqa: B008
    """For each channel `count` values from 0 (silence) to 1, in order of time.

    Raises Invalid as `decode`.
    """
    drawn = []
    for samples in decode(path, limits).channels:
        edges = np.linspace(0, len(samples), count + 1).astype(int)
        loud = [
            float(np.abs(samples[start:end].astype(np.int32)).max()) / _FULL if end > start else 0.0
            for start, end in pairwise(edges)
        ]
        drawn.append([round(value, 3) for value in loud])
    return drawn
