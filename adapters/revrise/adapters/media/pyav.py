"""Where versions of PyAV differ: by Python 3.11 it is 18, by newer ones 19."""

from typing import Any

_NEW = 19


def open_lenient(av: Any, file: Any, **how: Any) -> Any:
    """A container, whose tags may be no text: PyAV reads them at once until 18, unless told so."""
    told = {} if _version(av) >= _NEW else {"metadata_errors": "ignore"}
    return av.open(file, mode="r", **how, **told)


def resampler(av: Any, layout: str, rate: int) -> Any:
    """To 16-bit samples, in the caller's thread.

    Since 19 each would else start as many threads as there are processors, each with its stack.
    """
    alone = {"threads": 1} if _version(av) >= _NEW else {}
    return av.AudioResampler(format="s16p", layout=layout, rate=rate, **alone)


def _version(av: Any) -> int:
    return int(av.__version__.split(".")[0])
