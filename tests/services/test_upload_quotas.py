"""How much may be uploaded in a day: by one person, by everybody, counted where it is kept."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.support.api import Api, close, opened

from revrise.apps.settings import Server
from revrise.core.conversations.intake.upload import Quota, Upload
from revrise.core.errors import Refused
from revrise.core.governance.scope import system_scope

VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\n<v Nora>{0}</v>\n"


@given(st.integers(0, 50), st.integers(0, 50), st.lists(st.integers(1, 30), max_size=8))
def test_what_was_let_in_never_exceeds_the_quota(person: int, everybody: int, sizes: Any) -> None:
    quota, kept = Quota(person, everybody), 0
    for size in sizes:
        try:
            quota.check(kept, kept, size)
        except Refused:
            continue
        kept += size
    assert all(kept <= most for most in (person, everybody) if most)


def send(api: Api, who: str, word: str) -> Any:
    body = VTT.format(word * 200_000).encode()
    headers = {"Content-Type": "text/vtt"}
    path = "/v1/calls:upload?file_name=a.vtt&consent=all-party"
    return api.ask("POST", path, who, content=body, headers=headers)


def test_the_next_upload_is_refused_before_it_is_kept_and_pages_say_so(tmp_path: Path) -> None:
    api = opened(tmp_path, server=Server(upload_day_mb=1, upload_day_all_mb=2))
    assert api.company
    first = send(api, "per_n1", "aaaa ")
    assert first.status in (200, 201, 202), first.text
    again = send(api, "per_n1", "bbbb ")
    assert (again.status, again.json()["code"]) == (403, "refused")
    assert "fits in a day: 1 MB" in again.json()["detail"]
    assert send(api, "per_n2", "cccc ").status == first.status
    third = send(api, "per_s1", "dddd ")
    assert "your organisation uploaded" in third.json()["detail"]
    with api.app.store.read(api.app.actor()) as work:
        rows = work.of(Upload).rows(system_scope(api.app.settings.tenant, "upload", "read", "test"))
    assert sorted(row["person_id"] for row in rows) == ["per_n1", "per_n2"]
    kept = [one for one in (tmp_path / "blobs").rglob("*") if one.is_file()]
    assert len([one for one in kept if one.stat().st_size > 500_000]) == 2
    files = {"file": ("a.vtt", VTT.format("e"))}
    page = api.ask("POST", "/calls", "per_n1", data={"consent": "all-party"}, files=files)
    assert page.status in (303, 403, 422)
    close(api)


def test_what_a_clock_ahead_of_its_time_wrote_down_is_not_of_this_day(tmp_path: Path) -> None:
    """Nobody could upload anything until then."""
    api = opened(tmp_path, server=Server(upload_day_mb=1))
    assert api.company
    app, later = api.app, api.app.clock.now() + timedelta(days=30)
    with app.store.begin(app.actor()) as work:
        scope = system_scope(app.settings.tenant, "upload", "create", "test")
        work.of(Upload).add(Upload("upl_later", "per_n1", later, 1 << 20), scope)
        work.record("test.upload", "upl_later")
    assert send(api, "per_n1", "aaaa ").status in (200, 201, 202)
    assert send(api, "per_n1", "bbbb ").status == 403
    close(api)
