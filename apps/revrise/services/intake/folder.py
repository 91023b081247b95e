"""A folder that files are dropped into: only whole, plain files are touched, by their own names.

Everything goes through descriptors of the folder and of its `done` and `failed`, and no link is
followed: whoever can write there cannot have another file read or moved.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256 as new_sha256
from io import BufferedReader
from itertools import chain, count
from pathlib import Path

from attrs import frozen

from revrise.core.errors import Conflict, Invalid, Misconfigured, Retriable

DONE, FAILED = "done", "failed"
# Endings that programs give to what they have not finished.
_PARTIAL = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")
_CHUNK = 1 << 20
_LONGEST, _ENDING = 230, 30  # bytes of a name; file systems take 255
_SIDECAR_MOST = 64 << 10
_MARK = ".json"
_AT = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


@frozen
class Dropped:
    """A file that lies there: its name, size in bytes, and times in seconds since 1970."""

    name: str
    size: int
    written: float

    @property
    def title(self) -> str:
        """Its name as text: names of files are bytes, not always UTF-8."""
        return shown(self.name)


@frozen
class DropFolder:
    """An open folder; `at` is its descriptor."""

    at: int

    def files(self, settled: float) -> Iterator[Dropped]:
        """Whole files, by name: written to before `settled`, unfinished names and links left out.

        Their sidecars as well: half a sidecar would say nothing, or something else.

        The sidecar of a file that lies there too is no file of its own.
        """
        for name in self._names():
            found, beside = self._stat(name), self._stat(name + _MARK)
            if found is None or not _alone(found) or name.endswith(_PARTIAL):
                continue
            if all(one is None or one.st_mtime <= settled for one in (found, beside)):
                yield Dropped(name, found.st_size, found.st_mtime)

    def _stat(self, name: str) -> os.stat_result | None:
        """Of what lies there; None where nothing does, or no more."""
        try:
            return os.stat(name, dir_fd=self.at, follow_symlinks=False)
        except OSError:
            return None

    def _names(self) -> list[str]:
        """What lies there, without sidecars and what is hidden."""
        with os.scandir(self.at) as entries:
            found = {entry.name for entry in entries}
        beside = {one for one in found if one.endswith(_MARK) and one[: -len(_MARK)] in found}
        return sorted(name for name in found - beside if not name.startswith("."))

    def strange(self) -> Iterator[str]:
        """Names of what is neither a plain file nor a folder: links, pipes, files linked twice."""
        for name in self._names():
            found = self._stat(name)
            if found and not stat.S_ISDIR(found.st_mode) and not _alone(found):
                yield name

    def chunks(self, one: Dropped) -> Iterator[bytes]:
        """Its bytes.

        Raises Retriable where it is still written to or cannot be read for now, as on a share that
        is away, Conflict where it is gone; Invalid for no plain file, and one it may not read.
        """
        with _reads(one), self._open(one.name) as file:
            found, size = os.fstat(file.fileno()), 0
            if not stat.S_ISREG(found.st_mode):
                raise Invalid("this is no plain file", culprit=one.title)
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                yield chunk
            after = os.fstat(file.fileno())
        if (size, after.st_mtime) != (one.size, one.written):
            raise Retriable("the file is still written to", culprit=one.title)

    def _open(self, name: str) -> BufferedReader:
        return os.fdopen(os.open(name, _AT | os.O_NONBLOCK, dir_fd=self.at), "rb")

    def early(self, one: Dropped) -> bytes | None:
        """The bytes of what may be a sidecar that came before its file; None: it is none."""
        if not one.name.endswith(_MARK) or one.size > _SIDECAR_MOST:
            return None
        return b"".join(self.chunks(one))

    def sidecar(self, one: Dropped) -> bytes | None:
        """The bytes of the file of the same name with `.json` behind it."""
        try:
            at = os.open(one.name + _MARK, _AT | os.O_NONBLOCK, dir_fd=self.at)
        except FileNotFoundError:
            return None
        except OSError:
            raise Invalid("the sidecar is no plain file", culprit=one.name) from None
        with os.fdopen(at, "rb") as file:
            raw = file.read(_SIDECAR_MOST + 1) if _plain(file.fileno()) else None
        if raw is None or len(raw) > _SIDECAR_MOST:
            raise Invalid("the sidecar is no plain file of 64 KB at most", culprit=one.name)
        return raw

    def move(self, name: str, where: str, reason: str = "") -> None:
        """Out of the way, with its sidecar, under a name that is free; gone already is no error.

        Raises Misconfigured where nothing can be moved there.
        """
        with _inside(self.at, where) as to:
            free = _free(name, to)
            try:
                self._rename(name, free, to)
                if reason:
                    _note(f"{free}.reason.txt", reason, to)
            except OSError as error:
                raise Misconfigured(
                    f"its files cannot be moved to {where}: {error.strerror}",
                    culprit="intake.folder",
                    remedy="let the worker write there",
                ) from None

    def _rename(self, name: str, free: str, to: int) -> None:
        for mark in ("", _MARK):
            with suppress(FileNotFoundError):
                if not mark or self._stat(name + mark):
                    os.rename(name + mark, free + mark, src_dir_fd=self.at, dst_dir_fd=to)

    def clear(self, where: str, before: float) -> int:
        """Deletes what was moved there before that time; says how many files."""
        gone = 0
        with _inside(self.at, where) as to:
            with os.scandir(to) as entries:
                names = sorted(entry.name for entry in entries)
            for name in names:
                found = os.stat(name, dir_fd=to, follow_symlinks=False)
                if not stat.S_ISDIR(found.st_mode) and found.st_ctime < before:
                    os.unlink(name, dir_fd=to)
                    gone += 1
        return gone

    def drop(self, where: str, sha256: str, size: int | None = None) -> int:
        """Deletes what was moved there and has these bytes, with its sidecar; says how many.

        Days of recordings may lie there: of which `size` tells it is another, it is not read.
        """
        gone = 0
        with _inside(self.at, where) as to:
            there = DropFolder(to)
            for one in there.files(float("inf")):
                if size in (None, one.size) and there.digest(one) == sha256:
                    for name in (one.name, one.name + _MARK):
                        with suppress(FileNotFoundError):
                            os.unlink(name, dir_fd=to)
                    gone += 1
        return gone

    def digest(self, one: Dropped) -> str:
        """The SHA-256 of its bytes; empty where it goes or changes meanwhile."""
        read = new_sha256()
        try:
            for chunk in self.chunks(one):
                read.update(chunk)
        except (Conflict, Invalid, Retriable):
            return ""
        return read.hexdigest()


def shown(name: str) -> str:
    """The name of a file as text that everything keeps."""
    return name.encode("utf-8", "replace").decode()


@contextmanager
def _reads(one: Dropped) -> Iterator[None]:
    """What the system says where a file cannot be read, in our words."""
    try:
        yield
    except FileNotFoundError:
        raise Conflict("the file is gone", culprit=one.title) from None
    except PermissionError:
        raise Invalid(
            "the file may not be read", culprit=one.title, remedy="let the worker read it"
        ) from None
    except OSError as error:
        why = f"the file cannot be read: {error.strerror}"
        raise Retriable(why, culprit=one.title, remedy="it is tried again") from None


@contextmanager
def opened(path: Path) -> Iterator[DropFolder]:
    """The folder. Raises Misconfigured where there is none."""
    try:
        at = os.open(path, _AT | os.O_DIRECTORY)
    except OSError as error:
        raise Misconfigured(
            f"this folder cannot be watched: {error.strerror}",
            culprit="intake.folder",
            remedy="name a folder that is there and no link",
        ) from None
    try:
        yield DropFolder(at)
    finally:
        os.close(at)


@contextmanager
def _inside(at: int, name: str) -> Iterator[int]:
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=at)
    try:
        inner = os.open(name, _AT | os.O_DIRECTORY, dir_fd=at)
    except OSError:
        raise Misconfigured(
            f"{name} in the watched folder is no folder", culprit="intake.folder"
        ) from None
    try:
        yield inner
    finally:
        os.close(inner)


def _free(name: str, at: int) -> str:
    """Not taken, and with room for what is put before and behind it."""
    taken, raw = set(os.listdir(at)), os.fsencode(name)
    if len(raw) > _LONGEST:
        name = os.fsdecode(raw[: _LONGEST - _ENDING] + raw[-_ENDING:])
    tries = chain((name,), (f"{number}-{name}" for number in count(2)))
    return next(one for one in tries if not {one, one + _MARK} & taken)


def _note(name: str, text: str, at: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with (
        suppress(FileExistsError),
        os.fdopen(os.open(name, flags, 0o600, dir_fd=at), "wb") as file,
    ):
        file.write(f"{text}\n".encode("utf-8", "replace"))


def _alone(found: os.stat_result) -> bool:
    """A plain file that no other name leads to."""
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1


def _plain(at: int) -> bool:
    return stat.S_ISREG(os.fstat(at).st_mode)
