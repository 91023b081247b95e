"""Consent taken back while a call that came by itself is processed: nothing of it stays."""

import json
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT
from tests.support.talking import SOUND, Speech, Talking, kept, withdraw

from revrise.apps.sections import Intake
from revrise.core.conversations.call import Call
from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.intake.arrival import Arrival, Party
from revrise.core.errors import NotFound
from revrise.core.governance.consent import Consent
from revrise.services.intake.commands import AddSource, Comes
from revrise.services.intake.watching import Watching

LINK = "https://files.example.com/talk.wav"
REP = "nora@example.org"


class Files:
    """The port Downloads over one file."""

    def check(self, url: str) -> None:
        """Every one will do."""

    def fetch(self, url: str, most: int) -> Iterator[bytes]:
        assert url == LINK
        yield SOUND[:most]


class Taking(Talking):
    """A site whose calls come by a folder and by links."""

    @cached_property
    def downloads(self) -> Any:
        return Files()

    @cached_property
    def watching(self) -> Watching:
        made = super().watching
        return evolve(made, watched=evolve(made.watched, source=self.source.id))

    @cached_property
    def source(self) -> Any:
        wanted = AddSource(
            "Phones", "n1", consent="all-party", jurisdiction="EU", without_deal=True
        )
        added = self.intake_sources.add(wanted, self.actor("admin"))
        return self.intake_sources.mine(added.id, self.actor("n1"))


@pytest.fixture
def site(flow_url: str, tmp_path: Path, bundled: Any) -> Iterator[Taking]:
    folder = tmp_path / "dropped"
    folder.mkdir()
    made = Taking(flow_url, tmp_path, bundled, intake=Intake(folder=str(folder), source="later"))
    made.speech = Speech(parts=4)
    yield made
    made.close()


def by_folder(site: Taking) -> None:
    folder, old = Path(site.settings.intake.folder), NOW.timestamp() - 60
    said = json.dumps({"participants": [{"email": REP}]}).encode()
    for name, data in (("talk.wav.json", said), ("talk.wav", SOUND)):
        (folder / name).write_bytes(data)
        os.utime(folder / name, (old, old))
    assert site.watching.look().done == (("talk.wav", "kept"),)
    assert copies(site) == {"talk.wav", "talk.wav.json"}


def by_link(site: Taking) -> None:
    came = Comes(
        origin_id="r1", started_at=NOW, title="Talk", parties=(Party(email=REP),),
        file_name="talk.wav", link=LINK, message="m1",
    )  # fmt: skip
    site.arriving.take_down(came, site.source, site.actor("n1"))


def copies(site: Taking) -> set[str]:
    done = Path(site.settings.intake.folder) / "done"
    return {one.name for one in done.iterdir()} if done.exists() else set()


@pytest.mark.parametrize("come", [by_folder, by_link])
@pytest.mark.parametrize("recorded", [True, False])
def test_it_is_blocked_and_no_word_number_or_plain_copy_stays(
    site: Taking, come: Any, recorded: bool
) -> None:
    """What was recorded against somebody's word is gone; else the file waits sealed."""

    def regret() -> None:
        if site.speech.heard != 2:
            return
        for one in site.all(Consent):
            if one.purpose == "record" and not recorded:
                continue
            if one.withdrawn_at is None:
                after = evolve(one, withdrawn_at=site.clock.now(), version=one.version + 1)
                site.change(after)

    site.speech.meanwhile = regret
    come(site)
    site.work_off()
    (call,) = site.all(Call)
    (arrival,) = site.all(Arrival)
    assert (call.state, arrival.state) == ("blocked", "kept")
    assert (kept(site), site.all(CallMeasure), copies(site)) == ([], [], set())
    assert site.speech.heard == 2
    if recorded:
        with pytest.raises(NotFound):
            site.blobs.size(TENANT, call.fingerprint)
    else:
        assert call.sealed_until is not None
        assert site.blobs.size(TENANT, call.fingerprint) == len(SOUND)
    assert {one.state for one in site.jobs()} == {"succeeded"}


def test_a_copy_of_the_same_bytes_stays_where_another_may_keep_them(site: Taking) -> None:
    by_folder(site)
    site.work_off()
    assert copies(site)
    assert site.flow.processing.forget_file(None, {"sha256": site.all(Call)[0].fingerprint}) == {  # type: ignore[arg-type]
        "deleted": False,
        "copies": 0,
    }
    assert copies(site)


def test_only_copies_of_its_size_are_read_to_find_it(
    site: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days of recordings lie there: a withdrawal for each call read all of them each time."""
    by_folder(site)
    site.work_off()
    done = Path(site.settings.intake.folder) / "done"
    (done / "longer.wav").write_bytes(SOUND * 2)
    (done / "as-long.wav").write_bytes(SOUND[::-1])
    withdraw(site)
    opened: set[str] = set()
    plain = os.open

    def noted(path: Any, *given: Any, **named: Any) -> int:
        opened.add(str(path))
        return plain(path, *given, **named)

    monkeypatch.setattr(os, "open", noted)
    (call,) = site.all(Call)
    site.change(evolve(call, state="blocked", version=call.version + 1))
    gone = site.flow.processing.forget_file(None, {"sha256": call.fingerprint})  # type: ignore[arg-type]
    assert gone == {"deleted": True, "copies": 1}
    assert opened & {"talk.wav", "as-long.wav", "longer.wav"} == {"talk.wav", "as-long.wav"}
    assert copies(site) == {"longer.wav", "as-long.wav"}


def test_consent_to_a_recording_taken_back_later_takes_the_copy_too(site: Taking) -> None:
    by_folder(site)
    site.work_off()
    for one in site.all(Consent):
        if one.withdrawn_at is None:
            site.consents.withdraw(one.id, site.actor("n1"))
    site.work_off()
    assert copies(site) == set()
