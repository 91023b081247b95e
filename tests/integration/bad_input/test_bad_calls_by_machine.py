"""Files nobody would upload by hand, by the watched folder and by a link of the webhook.

Each ends as an analysed call, or as a refusal that is named and says the way out; whatever it is,
the file beside it comes in, and nothing is tried for ever.
"""

import json
import os
import struct
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("faster_whisper")

from attrs import evolve, frozen
from tests.support.scripted_whisper import Script, write

from revrise.apps.assembly import RevRise
from revrise.apps.sections import Intake
from revrise.apps.settings import Settings, Speech
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.intake.arrival import Arrival, Party
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.core.people.person import Person
from revrise.services.intake.commands import AddSource, Comes
from revrise.testing.speech import RATE, write_wav

pytestmark = pytest.mark.speech
FINE = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Nora>What is the budget?\n"
REP = "rep@example.com"


def tone(seconds: float, channels: int = 1) -> bytes:
    """Something that sounds: a square wave, louder and softer."""
    samples = [(6_000 if n // 20 % 2 else -6_000) for n in range(round(seconds * RATE))]
    return struct.pack(
        f"<{len(samples) * channels}h", *(s for s in samples for _ in range(channels))
    )


def wav(tmp: Path, samples: bytes, channels: int = 1, rate: int = RATE) -> bytes:
    file = write_wav(tmp / "made.wav", samples, channels)
    head = bytearray(file.read_bytes())
    head[24:32] = struct.pack("<II", rate, rate * channels * 2)
    return bytes(head)


def vtt(*cues: str) -> bytes:
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def said(*rows: tuple[int | None, int | None, str, str], **more: Any) -> bytes:
    speakers = [{"ref": ref, "side": "seller"} for ref in sorted({row[2] for row in rows})]
    lines = [
        {"speaker": who, "text": text}
        | ({} if start is None else {"start_ms": start})
        | ({} if end is None else {"end_ms": end})
        for start, end, who, text in rows
    ]
    head = {"schema": "revrise.transcript/1", "language": "en", "speakers": speakers}
    return json.dumps(head | {"utterances": lines} | more).encode()


@frozen
class Bad:
    """A file, and how it ends: `analysed`, or a word of the reason."""

    name: str
    data: bytes
    ends: str


def bad(tmp: Path, clips: Path) -> Iterator[Bad]:
    mp3 = (clips / "faster-whisper/tests/data/multilingual.mp3").read_bytes()
    yield Bad("empty.wav", b"", "neither")
    yield Bad("empty.vtt", b"", "")
    yield Bad("silent.wav", wav(tmp, bytes(2 * RATE)), "analysed")
    yield Bad("music.wav", wav(tmp, tone(2)), "analysed")
    yield Bad("phone.wav", wav(tmp, tone(2), rate=8_000), "analysed")
    yield Bad("six.wav", wav(tmp, tone(1, 6), 6), "6 channels")
    yield Bad("cut.wav", wav(tmp, tone(2))[:40_000], "ends early")
    yield Bad("long.wav", wav(tmp, tone(70)), "longer than 1 min")
    yield Bad("lies.txt", mp3, "analysed")
    yield Bad("lies.mp3", FINE, "analysed")
    yield Bad("list.wav", b"#EXTM3U\nfile:///etc/passwd\n", "")
    yield Bad("noise.mp3", bytes(range(256)) * 40, "neither")
    yield Bad("false.flac", b"fLaC" + b"nothing of the kind" * 40, "cannot be read")
    yield Bad("lap.json", said((0, 9_000, "A", "so"), (10, 20, "B", "yes")), "analysed")
    yield Bad("mixed.json", said((900, 950, "A", "later"), (0, 90, "B", "first")), "analysed")
    yield Bad("before.json", said((-900, -50, "A", "so")), "start_ms")
    yield Bad("timeless.json", said((None, None, "A", "so we begin")), "analysed")
    yield Bad(
        "three.json", said(*((n, n + 9, who, "hi") for n, who in enumerate("ABC"))), "analysed"
    )
    yield Bad("emoji.json", said((0, 900, "A", "我们 talk 💥👩‍👩‍👧 价格 price")), "analysed")
    yield Bad(
        "script.vtt", vtt("00:00.000 --> 00:01.000\n<script>alert(1)</script> <b>yes"), "analysed"
    )
    yield Bad("back.vtt", vtt("00:09.000 --> 00:01.000\nyes"), "")
    yield Bad("half.json", said((0, 9, "A", "so"))[:-20], "")
    many = ((n * 10, n * 10 + 9, "AB"[n % 2], "yes") for n in range(20_000))
    yield Bad("many.json", said(*many), "analysed")


class Files:
    """The port Downloads over files that are there."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def check(self, url: str) -> None:
        """Every one will do."""

    def fetch(self, url: str, most: int) -> Iterator[bytes]:
        yield self.known[url][:most]


class Site(RevRise):
    @cached_property
    def downloads(self) -> Any:
        return Files()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An installation whose only person answers for the source."""
    model = write(tmp_path / "model", Script((" yes", ".")))
    speech = Speech(
        model=str(model), device="cpu", compute_type="int8", threads=1, max_minutes=1, vocabulary=0
    )
    folder = tmp_path / "dropped"
    folder.mkdir()
    plain = Settings(data_dir=str(tmp_path / "data"), speech=speech, log_level="error")
    first = Site(plain)
    me = first.actor()
    with first.store.begin(me) as work:
        scope = system_scope(me.tenant_id, "person", "update", "give an address")
        known = work.of(Person).load(me.person_id, scope)
        work.of(Person).save(evolve(known, email=REP, version=2), scope, expected=known.version)
        work.record("test.addressed", known.id)
    wanted = AddSource(
        "Phones", me.person_id, consent="all-party", jurisdiction="EU", without_deal=True
    )
    source = first.intake_sources.add(wanted, me)
    first.engine.dispose()
    app = Site(evolve(plain, intake=Intake(folder=str(folder), source=source.id)))
    yield app
    app.engine.dispose()


@pytest.fixture
def files(tmp_path: Path, shared_data: Path) -> Mapping[str, Bad]:
    return {one.name: one for one in bad(tmp_path, shared_data / "audio")}


def rows(app: RevRise, kind: type[Any], resource: str) -> list[Any]:
    with app.store.read(app.actor()) as work:
        scope = system_scope(app.settings.tenant, resource, "read", "look at it")
        return [*work.of(kind).load_many(scope)]


def drop(folder: Path, name: str, data: bytes) -> None:
    old = time.time() - 60
    for path, content in (
        (folder / f"{name}.json", json.dumps({"participants": [{"email": REP}]}).encode()),
        (folder / name, data),
    ):
        path.write_bytes(content)
        os.utime(path, (old, old))


def worked(app: RevRise) -> None:
    """Until nothing is due any more, retries neither."""
    app.job_engine.run_all(until=datetime.now(UTC) + timedelta(days=1))
    assert {one.state for one in rows(app, Job, "job")} == {"succeeded"}


def ended(app: RevRise, one: Bad, calls: Mapping[str, Call]) -> str:
    """How its call ended, the reason with the way out."""
    call = calls[one.name]
    if call.state == "analysed":
        return "analysed"
    assert call.state == "failed", (one.name, call.state)
    assert call.remedy, one.name
    return call.blocked_reason or ""


def test_by_the_watched_folder(site: Site, files: Mapping[str, Bad]) -> None:
    folder = Path(site.settings.intake.folder)
    for one in files.values():
        drop(folder, one.name, one.data)
    drop(folder, "zzz.vtt", FINE + b"\n00:03.000 --> 00:04.000\nYes.\n")
    (folder / "coming.vtt").write_bytes(FINE)  # somebody is still writing it
    looked = site.watching.look()
    worked(site)
    refused = dict(looked.failed)
    calls = {one.source: one for one in rows(site, Call, "call")}
    assert calls["zzz.vtt"].state == "analysed"
    for one in files.values():
        how = refused.get(one.name) or ended(site, one, calls)
        assert one.ends in how, (one.name, how)
        place = folder / ("failed" if one.name in refused else "done") / one.name
        assert place.read_bytes() == one.data
    assert [one.name for one in folder.iterdir() if one.is_file()] == ["coming.vtt"]
    before = {one.id: one.version for one in rows(site, Call, "call")}
    assert site.watching.look().failed == ()
    worked(site)
    assert {one.id: one.version for one in rows(site, Call, "call")} == before
    assert "root:" not in str(rows(site, CallTranscript, "call_transcript"))


def test_by_a_link_of_the_webhook(site: Site, files: Mapping[str, Bad]) -> None:
    me = site.actor()
    source = site.intake_sources.mine(site.settings.intake.source, me)
    for one in files.values():
        link = f"https://files.example.com/{one.name}"
        site.downloads.known[link] = one.data
        came = Comes(
            origin_id=one.name, started_at=datetime(2026, 6, 30, tzinfo=UTC), title=one.name,
            parties=(Party(email=REP),), file_name=one.name, link=link, message=one.name,
        )  # fmt: skip
        site.arriving.take_down(came, source, me)
    worked(site)
    arrivals = {one.origin_id: one for one in rows(site, Arrival, "call_arrival")}
    calls = {one.source: one for one in rows(site, Call, "call")}
    for one in files.values():
        arrival = arrivals[one.name]
        if arrival.state == "waiting":
            assert arrival.reason == "unreadable", (one.name, arrival.reason)
            assert one.ends != "analysed"
            continue
        assert arrival.state == "kept"
        how = ended(site, one, calls)
        assert one.ends in how, (one.name, how)
