"""The real engine from file to transcript."""

import wave
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from revrise.adapters.media.limits import Limits
from revrise.adapters.whisper.config import WhisperConfig
from revrise.adapters.whisper.transcriber import transcriber
from revrise.core.errors import Invalid, Misconfigured
from revrise.ports.speech import SpeechOptions
from revrise.testing.speech import write_wav

pytestmark = pytest.mark.speech

SAID = "And so my fellow Americans, ask not."


def texts(transcript):
    return [utterance.text for utterance in transcript.utterances]


def test_english_is_detected_and_written_with_its_spaces(english, jfk):
    transcript = english.transcribe(jfk)
    assert transcript.language == "en"
    assert texts(transcript)[0] == SAID
    assert [word.text for word in transcript.utterances[0].words][-2:] == ["ask", "not."]
    assert transcript.duration_ms == 11_000


def test_chinese_is_detected_and_written_without_spaces(chinese, clips):
    transcript = chinese.transcribe(clips / "wenet/test/resources/aishell-BAC009S0724W0121.wav")
    assert transcript.language == "zh"
    assert texts(transcript)[0] == "我们今天谈价格。"
    assert "".join(word.text for word in transcript.utterances[0].words) == "我们今天谈价格。"


def test_speech_detection_leaves_the_silence_before_the_first_word(english, mono, tmp_path):
    """Times are those of the recording, not of the speech cut out of it."""
    late = tmp_path / "late.wav"
    with wave.open(str(mono), "rb") as source, wave.open(str(late), "wb") as target:
        target.setparams(source.getparams())
        target.writeframes(bytes(2 * 16_000 * 6) + source.readframes(source.getnframes()))
    transcript = english.transcribe(late)
    assert transcript.utterances[0].start_ms >= 5_000
    assert transcript.utterances[-1].end_ms <= transcript.duration_ms == 14_730


def test_without_speech_detection_the_engine_hears_from_the_start(english_model, mono):
    config = WhisperConfig(str(english_model), vad=False)
    assert transcriber(config).transcribe(mono).utterances[0].start_ms == 0


def test_an_utterance_ends_at_a_long_pause(english, clips):
    """The minute of speech is heard in windows; no utterance bridges a second of nothing."""
    transcript = english.transcribe(clips / "faster-whisper/tests/data/multilingual.mp3")
    assert transcript.duration_ms == 59_900
    for one in transcript.utterances:
        assert all(after.start_ms - word.end_ms < 1_000 for word, after in pairwise(one.words))


def test_an_english_model_tells_english(build_model, jfk):
    model = transcriber(WhisperConfig(str(build_model(multilingual=False))))
    assert model.transcribe(jfk).language == "en"
    with pytest.raises(Misconfigured, match="only English"):
        model.transcribe(jfk, SpeechOptions(language="zh"))


def test_a_given_language_is_taken_without_its_region(english, jfk):
    assert english.transcribe(jfk, SpeechOptions(language="zh-CN")).language == "zh"


def test_an_unknown_language_is_refused(english, jfk):
    with pytest.raises(Invalid, match="unknown language xx"):
        english.transcribe(jfk, SpeechOptions(language="xx"))


def test_the_vocabulary_reaches_the_decoder(build_model, jfk):
    """This model's script starts behind a prompt of one marker and five letters."""
    primed = transcriber(WhisperConfig(str(build_model(prompt=6))))
    assert texts(primed.transcribe(jfk, SpeechOptions(vocabulary=("Acme",))))[0] == SAID
    assert texts(primed.transcribe(jfk))[0] != SAID


def test_the_model_is_loaded_once(build_model, jfk):
    """The folder may go once it has been read."""
    folder = build_model()
    model = transcriber(WhisperConfig(str(folder)))
    first = model.transcribe(jfk)
    (folder / "model.bin").unlink()
    assert model.transcribe(jfk) == first


def test_threads_share_one_model(english_model, jfk):
    model = transcriber(WhisperConfig(str(english_model), threads=1))
    with ThreadPoolExecutor(4) as pool:
        heard = list(pool.map(model.transcribe, [jfk] * 4))
    assert all(transcript == heard[0] for transcript in heard)


def test_an_mp3_named_wav_is_heard_as_what_it_is(english, clips, tmp_path):
    lying = tmp_path / "call.wav"
    lying.write_bytes((clips / "faster-whisper/tests/data/hotwords.mp3").read_bytes())
    assert english.transcribe(lying).duration_ms == 4_000


def test_a_recording_above_the_limit_is_refused_before_it_is_heard(english_model, clips):
    config = WhisperConfig(str(english_model), limits=Limits(max_bytes=1_000))
    with pytest.raises(Invalid, match="more than 1000"):
        transcriber(config).transcribe(clips / "uberi/tests/english.wav")


def test_a_long_recording_is_heard_in_parts_cut_where_nobody_speaks(english_model, mono, tmp_path):
    """Each part is named by engine, language, channel and where it begins, and ends in a pause."""
    long = tmp_path / "long.wav"
    with wave.open(str(mono), "rb") as source, wave.open(str(long), "wb") as target:
        target.setparams(source.getparams())
        voice = source.readframes(source.getnframes())
        target.writeframes(b"".join([voice, bytes(2 * 16_000 * 3)] * 14))
    parts = {}

    def keep(name, work):
        return parts.setdefault(name, None) or parts.__setitem__(name, work()) or parts[name]

    engine = transcriber(WhisperConfig(str(english_model), chunk_s=60))
    whole = engine.transcribe(long, keep=keep)
    assert len(parts) >= whole.duration_ms // 60_000
    assert all(name.startswith(f"{engine.id}/en/0/") for name in parts)
    starts = [int(name.rsplit("/", 1)[1]) for name in parts]
    assert starts == [0, *(part.duration_ms for part in list(parts.values())[:-1])]
    said = [one for part in parts.values() for one in part.utterances]
    assert tuple(said) == whole.utterances
    spoken = len(voice) // 32
    for cut in starts[1:]:
        assert cut % (spoken + 3_000) > spoken - 1_000 or cut % (spoken + 3_000) < 1_000


def test_music_is_no_refusal_and_no_words(english, tmp_path):
    """Chords at a steady pulse, loud: nobody speaks, so nobody is heard."""
    import numpy as np

    time = np.arange(8 * 16_000) / 16_000
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (220.0, 277.2, 329.6))
    pulse = np.exp(-4 * (time % 0.5))
    path = tmp_path / "music.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((chord * pulse * 9_000).astype("<i2").tobytes())
    transcript = english.transcribe(path)
    assert (transcript.utterances, transcript.duration_ms) == ((), 8_000)


@pytest.mark.parametrize(("level", "least"), [(0, 1), (0.3, 3)])
def test_where_nobody_speaks_it_still_says_that_it_goes_on(english_model, tmp_path, level, least):
    """Of a long recording decoding and looking for speech take longer than anybody waits."""
    tone = (np.sin(np.arange(16_000 * 65) / 8) * level * 32_767).astype(np.int16)
    file, told = write_wav(tmp_path / "tone.wav", tone.tobytes()), []
    model = transcriber(WhisperConfig(str(english_model), chunk_s=60))
    model.transcribe(file, progress=told.append)
    assert told[-1] == 1.0
    assert told.count(0.0) >= least
