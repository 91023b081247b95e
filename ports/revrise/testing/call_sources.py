"""What every call source promises; inherit it and hand yours recorded answers.

    class TestMine(CallSourceContract):
        @pytest.fixture
        def source(self) -> CallSource:
            return MySource(Config(…), RecordingTools(replies=recorded))

No test of it calls anybody: `RecordingTools(replies=…)` answers from what was recorded.
"""

from datetime import UTC

import pytest

from revrise.core.errors import Fatal, Invalid, Misconfigured, Retriable
from revrise.ports.call_sources import CallPage, CallSource, FoundCall


class CallSourceContract:
    """Give a fixture `source` with at least two calls, on two pages where it can.

    `busy` is one whose system asks to come later, `refusing` one whose keys are wrong, `babbling`
    one whose system answers something else. `secrets` are texts that no error may show.
    """

    secrets: tuple[str, ...] = ()

    @pytest.fixture
    def source(self) -> CallSource:
        """The source under test."""
        raise NotImplementedError("the contract needs a fixture `source`")

    @pytest.fixture
    def busy(self) -> CallSource:
        """A source whose system answers that it is busy."""
        pytest.skip("no fixture `busy`")

    @pytest.fixture
    def refusing(self) -> CallSource:
        """A source whose keys its system does not take."""
        pytest.skip("no fixture `refusing`")

    @pytest.fixture
    def babbling(self) -> CallSource:
        """A source whose system answers something else."""
        pytest.skip("no fixture `babbling`")

    def test_names_itself_and_is_ready(self, source: CallSource) -> None:
        """A short lower-case id, a name for people; `check` answers without raising."""
        assert source.id == source.id.strip().lower() != ""
        assert source.title.strip()
        assert source.check().ready, source.check().reason

    def test_brings_calls_with_what_was_said(self, source: CallSource) -> None:
        """At least two, each with an id of its own, a time in UTC and a file."""
        found = calls(list(source.pull(None)))
        assert len(found) > 1
        assert len({one.origin_id for one in found}) == len(found)
        for one in found:
            assert one.origin_id.strip() == one.origin_id != ""
            assert one.started_at.tzinfo is UTC
            assert one.content if one.recording is None else b"".join(one.recording())
            assert one.file_name
            assert "/" not in one.file_name

    def test_a_second_pull_brings_the_same(self, source: CallSource) -> None:
        """Same calls, same bytes."""
        assert calls(list(source.pull(None))) == calls(list(source.pull(None)))

    def test_resumes_after_every_page(self, source: CallSource) -> None:
        """What came up to a page and what comes after its cursor is everything, once."""
        pages = list(source.pull(None))
        whole = {one.origin_id for one in calls(pages)}
        for at, page in enumerate(pages, 1):
            before = [one.origin_id for one in calls(pages[:at])]
            after = [one.origin_id for one in calls(list(source.pull(page.cursor)))]
            assert sorted(before + after) == sorted(whole)

    def test_refuses_a_cursor_it_did_not_write(self, source: CallSource) -> None:
        """Invalid, not a silent start from the beginning."""
        for cursor in ("no cursor of ours", "{}", "[1]", '{"since": 1, "seen": 2}', "[" * 9_999):
            with pytest.raises(Invalid):
                list(source.pull(cursor))

    def test_a_busy_system_is_asked_later(self, busy: CallSource) -> None:
        """Retriable, with a sentence and no secret."""
        with pytest.raises(Retriable) as caught:
            list(busy.pull(None))
        self._assert_discreet(caught.value)

    def test_wrong_keys_are_a_setting_s_fault(self, refusing: CallSource) -> None:
        """Misconfigured, with a way out and no secret."""
        with pytest.raises(Misconfigured) as caught:
            list(refusing.pull(None))
        assert caught.value.remedy
        self._assert_discreet(caught.value)

    def test_nonsense_is_a_fault(self, babbling: CallSource) -> None:
        """Fatal: nothing is made up from it."""
        with pytest.raises(Fatal) as caught:
            list(babbling.pull(None))
        self._assert_discreet(caught.value)

    def _assert_discreet(self, error: Exception) -> None:
        assert str(error)
        for secret in self.secrets:
            assert secret not in str(error)


def calls(pages: list[CallPage]) -> list[FoundCall]:
    """The calls of all pages, in order."""
    return [one for page in pages for one in page.calls]
