"""A request as the endpoint wants it: a form of several parts with a WAV file in it."""

import io
import wave
from collections.abc import Iterable
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from revrise.adapters.media.frames import RATE

_LOUDEST = 32_767


def form(samples: NDArray[np.float32], fields: Iterable[tuple[str, str]]) -> tuple[bytes, str]:
    """The body and its content type."""
    boundary = uuid4().hex
    body = io.BytesIO()
    for name, value in fields:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        body.write(f"{head}{value}\r\n".encode())
    file = 'Content-Disposition: form-data; name="file"; filename="part.wav"'
    body.write(f"--{boundary}\r\n{file}\r\nContent-Type: audio/wav\r\n\r\n".encode())
    body.write(_wav(samples))
    body.write(f"\r\n--{boundary}--\r\n".encode())
    return body.getvalue(), f"multipart/form-data; boundary={boundary}"


def _wav(samples: NDArray[np.float32]) -> bytes:
    whole = np.clip(samples * _LOUDEST, -_LOUDEST, _LOUDEST).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(whole.tobytes())
    return file.getvalue()
