"""The kit: contract classes and doubles that integrators inherit.

The doubles need nothing more; the contracts need the extra `testing` (pytest, hypothesis).
"""

from importlib.util import find_spec

from revrise.testing.doubles import FixedClock, RecordingBus, RecordingTools, SequentialIds
from revrise.testing.fake_crm import FakeCrm
from revrise.testing.scripted_language_model import ScriptedLanguageModel
from revrise.testing.scripted_transcriber import ScriptedTranscriber

__all__ = [
    "FakeCrm",
    "FixedClock",
    "RecordingBus",
    "RecordingTools",
    "ScriptedLanguageModel",
    "ScriptedTranscriber",
    "SequentialIds",
]

_PARTS = (
    "blobs",
    "call_sources",
    "crm",
    "detectors",
    "golden",
    "jobs",
    "language_model",
    "plugin",
    "rewards",
    "rubrics",
    "speech",
    "storage",
    "storage_things",
    "storage_units",
    "transcripts",
)

if find_spec("pytest"):
    import pytest

    # Before the imports: afterwards an assert in a contract would not say what it compared.
    pytest.register_assert_rewrite(*(f"{__name__}.{part}" for part in _PARTS))
    from revrise.testing.blobs import BlobsContract
    from revrise.testing.call_sources import CallSourceContract
    from revrise.testing.crm import CrmConnectorContract
    from revrise.testing.detectors import DetectorContract
    from revrise.testing.golden import GoldenAnalysisContract, GoldenFileContract
    from revrise.testing.jobs import JobEngineContract
    from revrise.testing.language_model import LanguageModelContract
    from revrise.testing.plugin import PluginContract
    from revrise.testing.rewards import RewardRuleContract
    from revrise.testing.rubrics import RubricContract
    from revrise.testing.speech import TranscriberContract, write_wav
    from revrise.testing.storage import StorageContract
    from revrise.testing.transcripts import TranscriptFormatContract

    __all__ += [
        "BlobsContract",
        "CallSourceContract",
        "CrmConnectorContract",
        "DetectorContract",
        "GoldenAnalysisContract",
        "GoldenFileContract",
        "JobEngineContract",
        "LanguageModelContract",
        "PluginContract",
        "RewardRuleContract",
        "RubricContract",
        "StorageContract",
        "TranscriberContract",
        "TranscriptFormatContract",
        "write_wav",
    ]
