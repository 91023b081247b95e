"""A real CTranslate2 Whisper model that says what a test wants.

Nothing is trained. The layers add nothing, so what the decoder sees at step `t` is the position
embedding alone, and that is the unit vector `t`. Column `t` of the output matrix then holds one
large weight, on the token to say at step `t`: greedy and beam search can only read out the
script. The encoder gets small random weights so that cross-attention, which gives the word
times, has something to align.
"""

from pathlib import Path

import numpy as np
from attrs import frozen
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

from revrise.adapters.media import arithmetic

HEADS, BANDS, FRAMES, POSITIONS, LOUD = 2, 80, 1500, 448, 8.0


@frozen
class Script:
    """`words` are spoken over `seconds` of each window; `prompt` tokens come before the start."""

    words: tuple[str, ...]
    language: str = "en"
    seconds: float = 2.0
    multilingual: bool = True
    prompt: int = 0
    width: int = 64


class Vocabulary:
    """Bytes, the script's words, then Whisper's special tokens and time stamps."""

    def __init__(self, script: Script) -> None:
        from faster_whisper.tokenizer import _LANGUAGE_CODES

        codes = sorted(set(_LANGUAGE_CODES) - {"yue", "en"})
        self.languages = [f"<|{code}|>" for code in ("en", *codes)]
        split = pre_tokenizers.ByteLevel(add_prefix_space=False)
        self.words = ["".join(part for part, _ in split.pre_tokenize_str(w)) for w in script.words]
        alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
        # CTranslate2 takes a vocabulary with an empty token for a multilingual one.
        pad = [""] if script.multilingual else []
        self.plain = [*dict.fromkeys([*alphabet, *self.words, *pad])]
        tasks = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")
        self.special = [
            "<|endoftext|>",
            "<|startoftranscript|>",
            *self.languages,
            *(f"<|{task}|>" for task in tasks),
            *(stamp(n * 0.02) for n in range(1501)),
        ]
        self.tokens = self.plain + self.special
        self.index = {token: n for n, token in enumerate(self.tokens)}

    def save(self, folder: Path) -> None:
        bpe = models.BPE(vocab={token: n for n, token in enumerate(self.plain)}, merges=[])
        tokenizer = Tokenizer(bpe)
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = decoders.ByteLevel()
        tokenizer.add_special_tokens(
            [AddedToken(token, special=True, normalized=False) for token in self.special]
        )
        tokenizer.save(str(folder / "tokenizer.json"))


def stamp(seconds: float) -> str:
    return f"<|{seconds:.2f}|>"


def write(folder: Path, script: Script) -> Path:
    """Writes model.bin, config.json, tokenizer.json and vocabulary.json; under 1 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(script)
    arithmetic.choose()
    from ctranslate2.specs.whisper_spec import WhisperSpec

    spec = WhisperSpec(1, HEADS, 1, HEADS)
    _encoder(spec.encoder, script.width)
    _decoder(spec.decoder, script, vocabulary)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = [vocabulary.index[code] for code in vocabulary.languages]
    spec.config.alignment_heads = [(0, head) for head in range(HEADS)]
    spec.register_vocabulary(vocabulary.tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    vocabulary.save(folder)
    return folder


def _encoder(encoder, width) -> None:
    random = np.random.default_rng(7)
    for conv, bands in ((encoder.conv1, BANDS), (encoder.conv2, width)):
        conv.weight = random.normal(0, 0.05, (width, bands, 3)).astype(np.float32)
        conv.bias = _zeros(width)
    angle = np.arange(FRAMES)[:, None] * np.geomspace(1, 1e-4, width // 2)
    encoder.position_encodings.encodings = np.hstack([np.sin(angle), np.cos(angle)]).astype(
        np.float32
    )
    _norm(encoder.layer_norm, width)
    for layer in encoder.layer:
        _silent_layer(layer, width)


def _decoder(decoder, script, vocabulary) -> None:
    random = np.random.default_rng(7)
    width, size = script.width, len(vocabulary.tokens)
    decoder.embeddings.weight = _zeros(size, width)
    decoder.position_encodings.encodings = LOUD * np.eye(POSITIONS, width, dtype=np.float32)
    decoder.position_encodings.encodings[width:, -1] = LOUD
    _norm(decoder.layer_norm, width)
    for layer in decoder.layer:
        _silent_layer(layer, width)
        query, memory, out = layer.attention.linear
        for linear, rows in ((query, width), (memory, 2 * width)):
            linear.weight = random.normal(0, 0.05, (rows, width)).astype(np.float32)
            linear.bias = _zeros(rows)
        _linear(out, width, width)
        _norm(layer.attention.layer_norm, width)
    decoder.projection.weight = _script(script, vocabulary)


def _script(script, vocabulary):
    """Step → token. Prompt: start, language, task (multilingual) or start alone."""
    before = script.prompt + (2 if script.multilingual else 0)
    spoken = [stamp(0), *vocabulary.words, stamp(script.seconds), "<|endoftext|>"]
    assert before + len(spoken) < script.width, "the script is too long for the width"
    weight = _zeros(len(vocabulary.tokens), script.width)
    weight[vocabulary.index[f"<|{script.language}|>"], 0] = LOUD / 2
    # Not primed it says x with certainty: unsure, the engine would draw tokens at random.
    astray = [stamp(0), *["x"] * script.prompt][: script.prompt]
    for step, token in enumerate(astray, before - script.prompt):
        weight[vocabulary.index[token], step] = LOUD / 2
    for step, token in enumerate(spoken, before):
        weight[vocabulary.index[token], step] = LOUD / 2
    weight[vocabulary.index["<|endoftext|>"], before + len(spoken) :] = LOUD / 2
    return weight


def _silent_layer(layer, width) -> None:
    attention, feed = layer.self_attention, layer.ffn
    _norm(attention.layer_norm, width)
    _linear(attention.linear[0], 3 * width, width)
    _linear(attention.linear[1], width, width)
    _norm(feed.layer_norm, width)
    _linear(feed.linear_0, width, width)
    _linear(feed.linear_1, width, width)


def _linear(linear, rows, columns) -> None:
    linear.weight, linear.bias = _zeros(rows, columns), _zeros(rows)


def _norm(norm, width) -> None:
    norm.gamma, norm.beta = np.ones(width, np.float32), _zeros(width)


def _zeros(*shape):
    return np.zeros(shape, np.float32)
