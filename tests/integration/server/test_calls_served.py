"""Calls with sound, against a server and its worker as they are run: on SQLite and PostgreSQL."""

import shutil
import time
import wave
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import evolve, frozen
from tests.support.served import serving
from tests.support.speech_endpoint import serving as hearing

from revrise.apps.assembly import RevRise
from revrise.apps.settings import Settings
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.services.identity.accounts import SetPassword
from revrise.services.identity.keyring import MakeKey

RATE, SECONDS, TUS = 16_000, 40, {"Tus-Resumable": "1.0.0"}
PASSWORD = "four unrelated words of theirs"
WITHIN_S = 90.0


@frozen
class Site:
    """A server, somebody's way into its API, and a browser in which they have logged in."""

    app: RevRise
    api: httpx.Client
    pages: httpx.Client


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    if request.param == "postgres":
        with request.getfixturevalue("postgres_copy")() as url:
            yield from served_at(url, folder)
    else:
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "revrise.sqlite")
        yield from served_at(f"sqlite:///{folder / 'revrise.sqlite'}", folder)


def served_at(url: str, folder: Path) -> Iterator[Site]:
    app = RevRise(evolve(Settings(data_dir=str(folder)), database_url=url))
    app.people  # noqa: B018 - sets it up
    with app.store.begin(app.actor()) as work:
        scope = system_scope(app.settings.tenant, "person", "create", "test")
        work.of(Person).add_many([Person("per_n", "Nora", "n@example.org", roles=("rep",))], scope)
        work.record("test.people", "people")
    token = app.keyring.make_key(MakeKey("test", read_only=False), app.actor("per_n")).token
    login = app.accounts.set_password(SetPassword("per_n", PASSWORD), app.actor())
    several = ("--workers", "2") if url.startswith("postgresql") else ()
    with hearing() as speech:
        env = {
            "REVRISE_DATABASE_URL": url,
            "REVRISE_SERVER_PER_MINUTE": "1000000",
            "REVRISE_SPEECH_ENGINE": "endpoint",
            "REVRISE_SPEECH_ENDPOINT": speech.url,
            "REVRISE_SPEECH_ENDPOINT_KEY": speech.key,
            "REVRISE_SPEECH_ENDPOINT_PRIVATE": "true",
        }
        with serving(folder, "--with-worker", *several, env=env) as served:
            bearer = {"Authorization": f"Bearer {token}"}
            with (
                httpx.Client(base_url=served.url, headers=bearer, timeout=60) as api,
                httpx.Client(
                    base_url=served.url, cookies=served.log_in(login, PASSWORD), timeout=60
                ) as pages,
            ):
                yield Site(app, api, pages)
    app.engine.dispose()


def sound(loud: int) -> bytes:
    """A recording on two channels."""
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes((loud.to_bytes(2, "little") * 2 + bytes(4)) * (RATE // 2) * SECONDS)
    return made.getvalue()


def told(name: str) -> str:
    said = {"filename": name, "consent": "all-party", "title": "Live"}
    return ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items())


def until(look: Callable[[], Any]) -> Any:
    """What is found, once it is."""
    late = time.monotonic() + WITHIN_S
    while not (found := look()):
        assert time.monotonic() < late, "never came"
        time.sleep(0.2)
    return found


def large(site: Site) -> set[Path]:
    """The files kept that are as large as sound."""
    blobs = site.app.settings.folder / "blobs"
    return {one for one in blobs.rglob("*") if one.is_file() and one.stat().st_size > 99_999}


def analysed(site: Site, call: str) -> Any:
    found = site.api.get(f"/v1/calls/{call}").json()
    assert found["state"] not in ("failed", "blocked"), str(found)
    return found if found["state"] == "analysed" else None


def test_of_many_who_send_the_same_place_of_an_upload_one_wins(site: Site) -> None:
    whole, size = sound(5_000), 700_000
    begun = {**TUS, "Upload-Length": str(len(whole)), "Upload-Metadata": told("race.wav")}
    place = site.api.post("/v1/call-uploads", headers=begun).headers["location"]

    def send(at: int, upto: int) -> httpx.Response:
        headers = {
            **TUS, "Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"
        }  # fmt: skip
        return site.api.patch(place, headers=headers, content=whole[at:upto])

    at, calls = 0, set()
    with ThreadPoolExecutor(6) as pool:
        while at < len(whole):
            ends = [min(at + size - 10_000 * one, len(whole)) for one in range(6)]
            answers = list(pool.map(send, [at] * 6, ends))
            won = [one for one in answers if one.status_code == 204]
            others = {one.status_code for one in answers} - {204}
            assert len(won) == 1, [one.status_code for one in answers]
            assert others <= {409, 423}, others
            at = int(won[0].headers["upload-offset"])
            assert site.api.head(place, headers=TUS).headers["upload-offset"] == str(at)
            calls |= {one.headers["upload-call"] for one in won if "upload-call" in one.headers}
    (call,) = calls
    assert site.api.get(f"/v1/calls/{call}/media").content == whole


def test_a_recording_is_heard_seen_cut_and_gone_with_its_consent(site: Site) -> None:
    whole, before = sound(9_000), large(site)
    sent = site.api.post(
        "/v1/calls:upload",
        params={"file_name": "a.wav", "consent": "all-party", "title": "Live"},
        headers={"Content-Type": "audio/wav"},
        content=whole,
    )
    assert sent.status_code == 202, sent.text
    call = sent.json()["call"]
    until(lambda: analysed(site, call))
    drawn = site.pages.get(f"/calls/{call}/peaks").json()["channels"]
    assert [max(one) for one in drawn] == [pytest.approx(9_000 / 32_768, abs=0.01)] * 2
    media = f"/v1/calls/{call}/media"
    part = site.api.get(media, headers={"Range": "bytes=100000-100999"})
    assert (part.status_code, part.content) == (206, whole[100_000:101_000])
    made = site.api.post(
        f"/v1/calls/{call}/clips", json={"start_ms": 0, "end_ms": 1_000, "title": "Opens"}
    ).json()
    clip = site.api.get(f"/v1/clips/{made['id']}/media")
    assert clip.status_code == 200, clip.text
    with wave.open(BytesIO(clip.content)) as file:
        assert (file.getnchannels(), file.getnframes()) == (2, RATE)
    gone = site.api.put(
        f"/v1/calls/{call}/consent", json={"consent": "withdrawn", "evidence": "they rang"}
    )
    assert gone.status_code == 200, gone.text
    for refused in (media, f"/v1/clips/{made['id']}/media"):
        assert site.api.get(refused).status_code in (403, 404), refused
    assert site.pages.get(f"/calls/{call}/peaks").status_code in (403, 404)
    until(lambda: large(site) <= before)
