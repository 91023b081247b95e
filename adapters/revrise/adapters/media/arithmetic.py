"""What multiplies matrices for faster-whisper: said before it is imported, since it asks once."""

import os


def choose() -> None:
    """Intel's library on every x86 processor, unless `CT2_USE_MKL` says otherwise.

    The other one, taken on AMD by default, gave other words from run to run; see docs/speech.md.
    """
    os.environ.setdefault("CT2_USE_MKL", "1")
