"""A call in each language of the demo company can be heard."""

from attrs import evolve

from revrise.apps.demo.recording import recordings, spoken
from revrise.apps.demo.simulation import generate


def test_each_recording_is_of_a_call_that_may_be_heard_one_in_each_language() -> None:
    calls = [one for one in generate().calls if one.transcribed]
    heard = [one for one in calls if spoken(one.transcript())]
    assert sorted(one.language for one in heard) == ["en", "zh"]
    assert all(one.allowed("record") and one.allowed("coach") for one in heard)
    assert len(list(recordings().iterdir())) == len(heard), "run python -m tools.speak"


def test_a_recording_is_of_no_other_words() -> None:
    call = next(one for one in generate().calls if one.transcribed and spoken(one.transcript()))
    said = call.transcript()
    assert spoken(evolve(said, utterances=said.utterances[:-1])) is None


def test_a_recording_is_a_small_ogg_file() -> None:
    for one in recordings().iterdir():
        content = one.read_bytes()
        assert content.startswith(b"OggS")
        assert len(content) < 700_000
