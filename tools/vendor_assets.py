"""Copies the browser files of other projects into the repository, by pinned version.

Run: python -m tools.vendor_assets [--check]; `--check` needs no network and tells whether every
file is the one the manifest names. Files carry a hash in their names, so they may be cached for
ever. `static/icons.txt` names the icons that templates use; their outlines go into one file.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import asdict, frozen

STATIC = Path(__file__).parents[1] / "apps/revrise/apps/web/static"
ICONS = "icons.json"


@frozen
class Package:
    """One package: its `files` inside the archive, by the name the application calls them."""

    name: str
    version: str
    licence: str
    files: Mapping[str, str]


PACKAGES = (
    Package("@tabler/core", "1.6.1", "MIT", {"tabler.css": "dist/css/tabler.min.css"}),
    Package(
        "htmx.org",
        "4.0.1",
        "0BSD",
        {"htmx.js": "dist/htmx.min.js", "sse.js": "dist/ext/hx-sse.min.js"},
    ),
    Package("echarts", "6.1.0", "Apache-2.0", {"echarts.js": "dist/echarts.min.js"}),
    Package("sortablejs", "1.15.6", "MIT", {"sortable.js": "Sortable.min.js"}),
    Package("wavesurfer.js", "8.0.1", "BSD-3-Clause", {"wavesurfer.js": "dist/wavesurfer.esm.js"}),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        {
            "inter-latin.woff2": "files/inter-latin-wght-normal.woff2",
            "inter-greek.woff2": "files/inter-greek-wght-normal.woff2",
        },
    ),
    Package("@tabler/icons", "3.51.0", "MIT", {ICONS: "icons"}),
)


@frozen
class Asset:
    """A vendored file."""

    asset: str
    file: str
    package: str
    version: str
    licence: str
    sha384: str
    source: str


def main(arguments: list[str]) -> int:
    """0 when all files are in place."""
    if "--check" in arguments:
        wrong = problems(STATIC)
        print("\n".join(wrong) or "vendored files: all as the manifest says")
        return 1 if wrong else 0
    vendor(STATIC)
    return 0


def vendor(static: Path) -> None:
    """Fetches every package and writes files, manifest and licence list anew."""
    with TemporaryDirectory() as folder:
        found = [asset for package in PACKAGES for asset in _copied(package, Path(folder), static)]
    kept = {asset.file for asset in found}
    for path in (static / "vendor").iterdir():
        if path.name not in kept:
            path.unlink()
    manifest = {"assets": [asdict(asset) for asset in found]}
    (static / "vendor/manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    (static / "vendor/THIRD_PARTY.md").write_text(_third_party())


def problems(static: Path) -> list[str]:
    """What differs from the manifest, in words."""
    manifest = json.loads((static / "vendor/manifest.json").read_text())
    wrong = []
    for asset in manifest["assets"]:
        path = static / "vendor" / asset["file"]
        if not path.is_file():
            wrong.append(f"{asset['file']}: missing")
        elif sha384(path.read_bytes()) != asset["sha384"]:
            wrong.append(f"{asset['file']}: differs from the manifest")
    named = {asset["file"] for asset in manifest["assets"]} | {"manifest.json", "THIRD_PARTY.md"}
    found = {path.name for path in (static / "vendor").iterdir()}
    return [*wrong, *(f"{name}: not in the manifest" for name in sorted(found - named))]


def sha384(content: bytes) -> str:
    """The hash as browsers write it."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def _copied(package: Package, folder: Path, static: Path) -> Iterator[Asset]:
    archive = _archive(package, folder)
    for name, inside in package.files.items():
        content = _icons(archive, static) if name == ICONS else archive[inside]
        content = re.sub(rb"\n?(//|/\*)# sourceMappingURL=[^\n]*", b"", content)
        stem, _, suffix = name.rpartition(".")
        file = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
        (static / "vendor" / file).write_bytes(content)
        yield Asset(
            name, file, package.name, package.version, package.licence, sha384(content), inside
        )


def _archive(package: Package, folder: Path) -> Mapping[str, bytes]:
    wanted = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", wanted]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    prefixes = tuple(f"package/{inside}" for inside in package.files.values())
    with tarfile.open(folder / done.stdout.strip().splitlines()[-1]) as archive:
        return {
            member.name.removeprefix("package/"): _content(archive, member)
            for member in archive
            if member.isfile() and member.name.startswith(prefixes)
        }


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member)
    return stream.read() if stream else b""


def _icons(archive: Mapping[str, bytes], static: Path) -> bytes:
    """Outlines by name; a name that ends in `-f` is the filled one."""
    wanted = (static / "icons.txt").read_text().split()
    found: dict[str, Any] = {}
    for name in sorted(set(wanted)):
        style = "filled" if name.endswith("-f") else "outline"
        svg = archive[f"icons/{style}/{name.removesuffix('-f')}.svg"].decode()
        found[name] = re.findall(r'<path d="([^"]+)"', svg)
    return json.dumps(found, separators=(",", ":")).encode()


def _third_party() -> str:
    lines = [f"| {p.name} | {p.version} | {p.licence} |" for p in PACKAGES]
    head = "# Files of other projects\n\nWritten by `python -m tools.vendor_assets`.\n\n"
    return head + "\n".join(["| package | version | licence |", "|---|---|---|", *lines]) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
