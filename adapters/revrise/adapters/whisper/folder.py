"""Where the model lies, and whether it is whole, before the engine can complain."""

import os
from importlib.util import find_spec
from pathlib import Path

from revrise.adapters.media import arithmetic
from revrise.adapters.whisper.config import WhisperConfig
from revrise.core.errors import Misconfigured

_PARTS = (
    ("model.bin",),
    ("config.json",),
    ("tokenizer.json",),
    ("vocabulary.json", "vocabulary.txt"),
)
_KEY = "speech.model"
_WAY_OUT = (
    "set REVRISE_SPEECH_MODEL to a folder with a CTranslate2 Whisper model; on a machine with "
    "a network `hf download Systran/faster-whisper-small --local-dir models/small` makes one"
)


def installed() -> None:
    """Raises Misconfigured where the package is missing."""
    if find_spec("faster_whisper") is None:
        raise Misconfigured(
            "transcription needs the speech packages",
            culprit="faster_whisper",
            remedy="pip install 'revrise[speech]'",
        )


def locate(config: WhisperConfig) -> Path | None:
    """The model's folder, complete; None for a named model that may be downloaded.

    Raises Misconfigured where no model is set, found, or whole.
    """
    if not config.model:
        raise Misconfigured("no speech model is set", culprit=_KEY, remedy=_WAY_OUT)
    folder = Path(config.model).expanduser()
    if not folder.is_dir():
        if _is_path(config.model):
            raise Misconfigured(f"there is no folder {folder}", culprit=_KEY, remedy=_WAY_OUT)
        cached = _cached(config)
        if cached is None:
            return None
        folder = cached
    _whole(folder)
    return folder


def _is_path(model: str) -> bool:
    return model.startswith((".", "~")) or Path(model).is_absolute() or model.count(os.sep) > 1


def _cached(config: WhisperConfig) -> Path | None:
    arithmetic.choose()
    from faster_whisper.utils import download_model
    from huggingface_hub.constants import HF_HUB_OFFLINE

    try:
        return Path(download_model(config.model, local_files_only=True))
    except OSError as error:  # not in the cache
        if config.offline or HF_HUB_OFFLINE:
            raise Misconfigured(
                f"model {config.model} is not on this machine", culprit=_KEY, remedy=_WAY_OUT
            ) from error
        return None
    except ValueError as error:  # not a known name
        raise Misconfigured(
            f"{config.model} is neither a folder nor a known model", culprit=_KEY, remedy=_WAY_OUT
        ) from error


def _whole(folder: Path) -> None:
    missing = [
        " or ".join(names)
        for names in _PARTS
        if not any((folder / name).is_file() for name in names)
    ]
    if missing:
        raise Misconfigured(
            f"the model in {folder} lacks {', '.join(missing)}", culprit=_KEY, remedy=_WAY_OUT
        )
