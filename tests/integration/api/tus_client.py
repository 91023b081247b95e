"""A client that speaks tus 1.0.0, request by request."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from tests.integration.api.test_uploads import VTT
from tests.support.api import Api, Said

from revrise.apps.api.uploads import tus

REP = "per_n1"
AT = "/v1/call-uploads"
TUS = {"Tus-Resumable": "1.0.0"}


def meta(**said: str) -> str:
    given = {"filename": "talk.vtt", "consent": "all-party", **said}
    return ",".join(f"{name} {b64encode(text.encode()).decode()}" for name, text in given.items())


def begin(api: Api, size: int, who: str = REP, **said: str) -> Said:
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": meta(**said)}
    return api.ask("POST", AT, who, headers=headers)


def send(api: Api, place: str, offset: int, part: Any, who: str = REP) -> Said:
    headers = {**TUS, "Upload-Offset": str(offset), "Content-Type": tus.TYPE}
    return api.ask("PATCH", place, who, headers=headers, content=part)


def look(api: Api, place: str, who: str = REP) -> Said:
    return api.ask("HEAD", place, who, headers=TUS)


def files(api: Api) -> set[str]:
    folder = Path(api.app.settings.folder) / "blobs"
    return {path.name for path in folder.rglob("*") if path.is_file()}


def talk(word: str, size: int = 0) -> bytes:
    return VTT + f"\n00:02.000 --> 00:04.000\n<v Ben>{word}".encode().ljust(size, b".") + b"\n"
