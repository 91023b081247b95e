"""Styles, scripts, fonts and icons: where they are, and how they are served.

Our own files are served below a hash of them all (`/static/RELEASE/js/…`), those of others carry a
hash in their names; so both may be kept by browsers for ever.
"""

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen

STATIC = Path(__file__).with_name("static")
STYLES = "css/app.css"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_ASSET = re.compile(r'"vendor:([^"]+)"')


@cache
def vendored() -> Mapping[str, str]:
    """File names of other projects' assets, by what we call them."""
    manifest = json.loads((STATIC / "vendor" / "manifest.json").read_text(encoding="utf-8"))
    return {asset["asset"]: asset["file"] for asset in manifest["assets"]}


@cache
def icons() -> Mapping[str, list[str]]:
    """The outlines of every icon, by name."""
    path = STATIC / "vendor" / vendored()["icons.json"]
    found: Mapping[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def release() -> str:
    """A name for the present state of all our files."""
    digest = sha256(stylesheet())
    for path in sorted((STATIC / "js").rglob("*.js")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def url(name: str) -> str:
    """Where a file is: one of ours by its path (`js/app.js`), one of others' by its name."""
    if name in vendored():
        return f"/static/{release()}/vendor/{vendored()[name]}"
    return f"/static/{release()}/{name}"


@cache
def stylesheet() -> bytes:
    """All our styles in one file, in the order of their names, screens last."""
    files = [
        *sorted((STATIC / "css").glob("*.css")),
        *sorted((STATIC / "css/screens").glob("*.css")),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return _ASSET.sub(lambda found: f'"../vendor/{vendored()[found[1]]}"', text).encode()


@frozen
class File:
    """A file as it is sent; `packed` where packing makes it smaller."""

    content: bytes
    packed: bytes | None
    etag: str
    kind: str


@lru_cache(256)
def file(name: str) -> File | None:
    """A file by its path below `static`; None where there is none of that name."""
    if name not in names():
        return None
    content = stylesheet() if name == STYLES else (STATIC / name).read_bytes()
    kind = _KINDS.get(Path(name).suffix, "application/octet-stream")
    packed = gzip.compress(content, 9, mtime=0) if kind.startswith(("text", "image/svg")) else None
    return File(content, packed, f'"{sha256(content).hexdigest()[:20]}"', kind)


@cache
def names() -> frozenset[str]:
    """Every file that may be asked for."""
    found = (path for path in STATIC.rglob("*") if path.suffix in _KINDS)
    return frozenset({STYLES, *(path.relative_to(STATIC).as_posix() for path in found)})


def as_json(value: Any) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\N{LINE SEPARATOR}", "\\u2028")
