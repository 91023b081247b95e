"""An endpoint elsewhere keeps the contract of the port, and is believed nothing it cannot show."""

import wave
from itertools import pairwise

import pytest

pytest.importorskip("faster_whisper")

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.support.speech_endpoint import SAID, serving

from revrise.adapters.endpoint.answer import Timed, read, spelled
from revrise.adapters.endpoint.config import EndpointConfig
from revrise.adapters.endpoint.languages import code
from revrise.adapters.endpoint.transcriber import transcriber
from revrise.core.errors import Fatal, Misconfigured, Refused, Retriable, RevRiseError
from revrise.ports.speech import SpeechOptions
from revrise.testing.speech import TranscriberContract

pytestmark = pytest.mark.speech


@pytest.fixture
def endpoint():
    with serving() as listening:
        yield listening


@pytest.fixture
def config(endpoint):
    return EndpointConfig(endpoint.url, "whisper-1", endpoint.key, timeout_s=20)


@pytest.fixture
def distant(config):
    return transcriber(config, private=True)


class TestContract(TranscriberContract):
    @pytest.fixture
    def transcriber(self, distant):
        return distant

    @pytest.fixture
    def spoken(self, mono):
        return mono

    @pytest.fixture
    def two_sided(self, stereo):
        return stereo

    @pytest.fixture
    def doubled(self, jfk):
        return jfk


def test_what_is_asked_for_and_what_comes_of_it(distant, endpoint, mono):
    options = SpeechOptions(vocabulary=("Acme", "RevRise"))
    transcript = distant.transcribe(mono, options)
    detecting, asked = endpoint.got
    assert "language" not in detecting
    assert (asked["model"], asked["response_format"]) == ("whisper-1", "verbose_json")
    assert (asked["language"], asked["prompt"]) == ("en", "Acme, RevRise")
    assert asked["granularities"] == ["segment", "word"]
    (said,) = transcript.utterances
    assert (transcript.language, transcript.source) == ("en", "endpoint:whisper-1")
    assert said.text == SAID
    assert [word.text for word in said.words][:2] == ["Hello", "there,"]


def test_nothing_is_asked_about_silence(distant, endpoint, tmp_path):
    with wave.open(str(tmp_path / "none.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(64_000))
    assert distant.transcribe(tmp_path / "none.wav").utterances == ()
    assert endpoint.got == []


def test_no_request_is_larger_than_is_taken(config, endpoint, mono, tmp_path):
    long = tmp_path / "long.wav"
    with wave.open(str(mono), "rb") as source, wave.open(str(long), "wb") as target:
        target.setparams(source.getparams())
        target.writeframes((source.readframes(source.getnframes()) + bytes(96_000)) * 20)
    small = transcriber(evolve(config, max_mb=3), private=True)
    small.transcribe(long, SpeechOptions(language="en"))
    assert len(endpoint.got) > 2
    assert max(asked["bytes"] for asked in endpoint.got) < 3_000_000


@pytest.mark.parametrize(
    ("status", "answer", "kind"),
    [
        (401, {"error": {"message": "Incorrect API key provided: sesame"}}, Misconfigured),
        (404, {}, Misconfigured),
        (302, {}, Misconfigured),
        (429, {}, Retriable),
        (503, b"<html>", Retriable),
        (400, {"error": {"message": "too noisy\n"}}, Fatal),
        (200, b"not json", Fatal),
        (200, {"segments": [{"text": 7, "start": 0, "end": 1}]}, Fatal),
        (200, {"segments": [{"text": "a", "start": "NaN", "end": 1}]}, Fatal),
        (200, ["a list"], Fatal),
        (200, b"[" * 100_000, Fatal),
    ],
)
def test_what_goes_wrong_says_whether_to_try_again(distant, endpoint, mono, status, answer, kind):
    endpoint.answers = [(status, answer)]
    with pytest.raises(kind) as error:
        distant.transcribe(mono, SpeechOptions(language="en"))
    assert type(error.value) is kind
    assert endpoint.key not in str(error.value)
    if status == 400:
        assert error.value.message.endswith("400: too noisy")


def test_an_endpoint_that_is_not_there_is_tried_again(config, mono):
    gone = transcriber(evolve(config, url="http://127.0.0.1:9/v1"), private=True)
    with pytest.raises(Retriable, match="no answer from 127"):
        gone.transcribe(mono)


def test_private_addresses_are_called_only_where_they_are_allowed(config, endpoint, mono):
    with pytest.raises(Misconfigured, match="https"):
        transcriber(config).transcribe(mono)
    hidden = evolve(config, url=endpoint.url.replace("http:", "https:"))
    with pytest.raises(Refused):
        transcriber(hidden).transcribe(mono)
    assert endpoint.got == []


def test_without_an_address_it_says_what_to_set():
    ready = transcriber(EndpointConfig()).check()
    assert not ready.ready
    assert "REVRISE_SPEECH_ENDPOINT" in ready.remedy


def test_the_key_is_never_shown(config):
    assert config.key not in repr(transcriber(config))


@pytest.mark.parametrize(
    ("told", "known"),
    [("english", "en"), ("Chinese", "zh"), ("zh-CN", "zh"), ("en", "en"), ("<b>", "und")],
)
def test_languages_are_codes(told, known):
    assert code(told) == known


times = st.floats(-5, 90, allow_nan=False)
text = st.sampled_from(["你好", "hello", "", " a", "İ", "x y", "🙂"])
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | text,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["text", "words", "segments", "start", "end"]), inner)
    ),
    max_leaves=8,
)


@given(anything)
def test_any_answer_is_read_or_refused(found):
    import json

    try:
        heard = read(json.dumps(found).encode(), 30.0)
    except RevRiseError:
        return
    for piece in heard.pieces:
        assert 0 <= piece.said.start <= piece.said.end <= 30


@given(st.lists(st.sampled_from(["what", "costs", "it", "多少", "钱"]), min_size=1, max_size=9))
def test_words_joined_are_the_text_again(words):
    said = " ".join(words) + "?"
    timed = [Timed(word, n, n + 1) for n, word in enumerate(words)]
    found = spelled(said, timed)
    assert "".join(one.text for one in found) == said
    assert all(before.start <= after.start for before, after in pairwise(found))
