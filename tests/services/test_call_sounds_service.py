"""The sound of a call is drawn once, for those who may hear it."""

from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import define, evolve, field
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_call_pages_service import agreed
from tests.services.test_media_service import NAMED, words
from tests.support.late import Late
from tests.support.waveforms import loud

from revrise.adapters.blobs.local import LocalBlobs
from revrise.adapters.media.silenced import SilencedWav
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.conversations.waveform import POINTS, CallWaveform, Waveform, drawn_as
from revrise.core.errors import Invalid, NotFound, Refused, Withheld
from revrise.core.governance.consent import Consent
from revrise.services.calls.media import Media
from revrise.services.calls.service import Calls
from revrise.services.calls.sounding import CallSounds
from revrise.services.measures.analysing import Analyst


@define
class Site:
    """Recordings; `drawn` are those that were drawn, by whatever process."""

    world: World
    media: Media
    drawn: list[bytes] = field(factory=list)

    def process(self, media: Media | None = None) -> CallSounds:
        """One that has drawn nothing yet."""
        return CallSounds(media or self.media, self._draw)

    def peaks(self, call: str, who: str = "n1") -> Any:
        """As a process answers that has just begun."""
        return self.process().peaks(call, self.world.by(who))

    def _draw(self, file: BinaryIO) -> Waveform:
        self.drawn.append(file.read())
        if self.drawn[-1] == b"noise":
            raise Invalid("holds no sound")
        return loud()


@pytest.fixture
def site(world: World, catalogue: Any, tmp_path: Path) -> Site:
    """Calls of n1: one everybody agreed to, one with a name in it, and others."""
    blobs = LocalBlobs(tmp_path / "blobs")
    kept, noise = (blobs.put(TENANT, [one]).sha256 for one in (b"sound", b"noise"))
    media = {"heard": kept, "mute": kept, "named": kept, "untimed": kept, "broken": noise,
             "plain": None}  # fmt: skip
    for name, sha256 in media.items():
        world.put(Call(name, name, "n1", "north", NOW, "en", name, media_sha256=sha256,
                       participants=("A",)))  # fmt: skip
        if name != "mute":
            world.put(*agreed(name, "n1", "A"))
    speakers = (Speaker("A", "seller", "Sel"), Speaker("B", "buyer", "Ines Ortega"))
    for name, line in (
        ("named", Utterance("B", NAMED, 2_000, 4_000, None, words(NAMED, 2_000))),
        ("untimed", Utterance("B", NAMED)),
        ("heard", Utterance("B", "Yes.", 0, 900)),
    ):
        said = Transcript("en", speakers, (line,))
        world.put(CallTranscript(f"w-{name}", name, "n1", "north", said))
    calls = Calls(world.desk, Analyst(catalogue))
    return Site(world, Media(calls, lambda: blobs, SilencedWav, world.people.on_behalf))


def test_a_recording_is_drawn_once_whichever_process_is_asked(site: Site) -> None:
    first = site.peaks("heard", "coach")
    assert first == ((0.5,) * POINTS,)
    assert site.peaks("heard") == first
    assert site.drawn == [b"sound"]
    assert site.world.audited.count("call.drawn") == 1


def test_a_kept_one_is_given_where_the_recording_is_not_to_be_had(site: Site) -> None:
    first = site.peaks("heard")
    (call,) = [one for one in site.world.all(Call) if one.id == "heard"]
    site.media.blobs().delete(TENANT, call.media_sha256)
    assert site.peaks("heard") == first


def test_who_hears_silence_sees_it_and_others_do_not(site: Site) -> None:
    assert site.peaks("named", "n1") == ((0.5,) * POINTS,)
    (seen,) = site.peaks("named", "coach")
    quiet = [at * 5_000 // POINTS for at, value in enumerate(seen) if value == 0]
    assert 2_140 < quiet[0] < 2_200  # "Ines Ortega," and a little around it
    assert 2_920 < quiet[-1] < 3_000
    assert len(quiet) < POINTS // 5
    assert site.drawn == [b"sound"]


@pytest.mark.parametrize(
    ("call", "who", "error"),
    [
        ("mute", "coach", Withheld),
        ("untimed", "coach", Withheld),
        ("plain", "coach", NotFound),
        ("heard", "n2", NotFound),
        ("heard", "enb", Refused),
        ("none", "coach", NotFound),
    ],
)
@pytest.mark.parametrize("before", [False, True])
def test_who_may_not_hear_it_sees_nothing_of_it(
    site: Site, call: str, who: str, error: Any, before: bool
) -> None:
    if before:
        for one in ("heard", "untimed"):
            site.peaks(one)
    drawn = list(site.drawn)
    with pytest.raises(error):
        site.peaks(call, who)
    assert site.drawn == drawn
    assert site.world.audited.count("recording.withheld") == (error is Withheld)


def test_what_cannot_be_read_is_told_and_tried_once_a_process(site: Site) -> None:
    process = site.process()
    for _ in range(2):
        with pytest.raises(Invalid, match="holds no sound"):
            process.peaks("broken", site.world.by("n1"))
    assert site.drawn == [b"noise"]
    assert site.world.all(CallWaveform) == []


def _damage(row: CallWaveform) -> CallWaveform:
    object.__setattr__(row.waveform, "channels", ((2.0,),))
    return row


@pytest.mark.parametrize(
    "change",
    [
        lambda row: evolve(row, mark=drawn_as("another recording")),
        lambda row: evolve(row, mark=row.mark.replace("1:", "0:", 1)),
        _damage,
    ],
)
def test_one_of_another_recording_or_drawing_or_damaged_is_drawn_anew(
    site: Site, change: Any
) -> None:
    first = site.peaks("heard")
    (row,) = site.world.all(CallWaveform)
    kept = row.mark
    site.world.change(change(evolve(row, version=row.version + 1)))
    assert [site.peaks("heard") for _ in range(2)] == [first, first]
    assert site.drawn == [b"sound"] * 2
    (again,) = site.world.all(CallWaveform)
    assert (again.mark, again.waveform) == (kept, loud())


def test_of_two_who_ask_at_once_both_see_it_and_one_is_kept(site: Site) -> None:
    seen: list[Any] = []
    late = Late(site.world.desk.store, lambda: seen.append(site.peaks("heard")))
    desk = evolve(site.world.desk, store=late)
    calls = evolve(site.media.calls, desk=desk)
    process = site.process(evolve(site.media, calls=calls))
    seen.append(process.peaks("heard", site.world.by("n1")))
    assert late.thread is not None
    late.thread.join(30)
    assert seen == [((0.5,) * POINTS,)] * 2
    assert len(site.world.all(CallWaveform)) == 1
    assert site.world.audited.count("call.drawn") == 1


def test_a_consent_withdrawn_while_it_is_drawn_leaves_nothing(site: Site) -> None:
    (word,) = [one for one in site.world.all(Consent) if one.call_id == "heard"]

    def draw(_: BinaryIO) -> Waveform:
        gone = evolve(word, withdrawn_at=NOW, version=word.version + 1)
        site.world.change(gone)
        return loud()

    CallSounds(site.media, draw).peaks("heard", site.world.by("n1"))
    assert site.world.all(CallWaveform) == []
