"""The bundled plugin of transcript formats."""

from collections.abc import Iterator

from revrise.ports import PluginManifest, hookimpl
from revrise.ports.transcripts import TranscriptFormat


@hookimpl
def manifest() -> PluginManifest:
    """What this plugin is."""
    return PluginManifest(id="transcripts", name="Transcript files", api="1")


@hookimpl
def register_transcript_formats() -> Iterator[TranscriptFormat]:
    """The narrower formats first: each is asked in turn whether a file is its own."""
    from revrise.plugins.calls.assemblyai_json import AssemblyAiJson
    from revrise.plugins.calls.aws_json import AmazonTranscribeJson
    from revrise.plugins.calls.azure_json import AzureSpeechJson
    from revrise.plugins.calls.canonical_json import CanonicalJson
    from revrise.plugins.calls.deepgram_json import DeepgramJson
    from revrise.plugins.calls.docx import WordDocument
    from revrise.plugins.calls.fireflies_json import FirefliesJson
    from revrise.plugins.calls.gong_json import GongJson
    from revrise.plugins.calls.google_json import GoogleSpeechJson
    from revrise.plugins.calls.rev_json import RevJson
    from revrise.plugins.calls.srt import SubRip
    from revrise.plugins.calls.tencent_json import TencentMeetingJson
    from revrise.plugins.calls.text import PlainText
    from revrise.plugins.calls.twilio_json import TwilioJson
    from revrise.plugins.calls.two_channel_json import TwoChannelJson
    from revrise.plugins.calls.vtt import WebVtt
    from revrise.plugins.calls.whisper_json import WhisperJson

    yield from (
        WordDocument(),
        WebVtt(),
        SubRip(),
        GongJson(),
        TencentMeetingJson(),
        AmazonTranscribeJson(),
        AzureSpeechJson(),
        GoogleSpeechJson(),
        RevJson(),
        FirefliesJson(),
        DeepgramJson(),
        AssemblyAiJson(),
        TwilioJson(),
        TwoChannelJson(),
        WhisperJson(),
        CanonicalJson(),
        PlainText(),
    )
