"""The settings of the transcriber, section `speech`."""

from attrs import field, frozen, validators

from revrise.adapters.media.limits import Limits


@frozen
class WhisperConfig:
    """`model` is a folder with a CTranslate2 model, or a name such as `small` in the local cache.

    `offline` False lets a named model be downloaded at first use. `device` is auto, cpu or cuda;
    `compute_type` as CTranslate2 names it; `threads` 0 leaves the choice to it. `batch_size`
    above 1 hears that many half minutes at once: faster, mostly on a GPU, with more memory.
    `chunk_s` of a channel are heard before they are kept: twice the longest stretch or more.
    """

    model: str = ""
    device: str = "auto"
    compute_type: str = "default"
    offline: bool = True
    threads: int = field(default=0, validator=validators.ge(0))
    beam_size: int = field(default=5, validator=validators.ge(1))
    batch_size: int = field(default=1, validator=validators.ge(1))
    vad: bool = True
    word_times: bool = True
    chunk_s: int = field(default=600, validator=validators.ge(60))
    limits: Limits = Limits()
