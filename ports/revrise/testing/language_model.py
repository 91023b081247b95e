"""What every language model must keep: `class TestMine(LanguageModelContract)`."""

import pytest

from revrise.core.errors import Fatal, Misconfigured, Retriable
from revrise.ports.language_model import Answered, Asked, LanguageModel, Limits

ASKED = Asked("Answer with the JSON object {}.", '{"lines": [{"n": 0, "said": "你好 hello"}]}', 50)


class LanguageModelContract:
    """Subclass it and give the fixture `model`, which answers.

    `busy`, `refusing` and `babbling` are models whose service has no time, knows neither model nor
    key, and answers nonsense; None where there is no way to make one.
    """

    @pytest.fixture
    def model(self) -> LanguageModel:
        """The model under test."""
        raise NotImplementedError("give a fixture `model`")

    @pytest.fixture
    def busy(self) -> LanguageModel | None:
        """One whose service has no time."""
        return None

    @pytest.fixture
    def refusing(self) -> LanguageModel | None:
        """One whose service knows neither model nor key."""
        return None

    @pytest.fixture
    def babbling(self) -> LanguageModel | None:
        """One whose service answers nonsense."""
        return None

    def test_it_has_a_name_and_limits(self, model: LanguageModel) -> None:
        """Both before it is asked anything."""
        assert model.id.strip()
        assert isinstance(model.limits, Limits)
        assert model.limits.characters > 0
        assert model.limits.parts > 0

    def test_it_says_whether_it_is_set_up(self, model: LanguageModel) -> None:
        """Without asking the service."""
        assert model.check().ready

    def test_it_answers_as_somebody_for_something(self, model: LanguageModel) -> None:
        """Text, the model's name, and what it took."""
        answered = model.answer(ASKED)
        assert isinstance(answered, Answered)
        assert isinstance(answered.text, str)
        assert answered.model.strip()
        assert answered.tokens > 0

    def test_it_remembers_nothing(self, model: LanguageModel) -> None:
        """What was asked before is no part of the next question."""
        assert model.answer(ASKED).text == model.answer(ASKED).text

    def test_a_busy_service_is_worth_asking_later(self, busy: LanguageModel | None) -> None:
        """As one that does not answer in time."""
        if busy:
            with pytest.raises(Retriable):
                busy.answer(ASKED)

    def test_a_service_that_refuses_is_somebody_s_to_set_up(
        self, refusing: LanguageModel | None
    ) -> None:
        """With the way out."""
        if refusing:
            with pytest.raises(Misconfigured) as caught:
                refusing.answer(ASKED)
            assert caught.value.remedy

    def test_nonsense_is_no_answer(self, babbling: LanguageModel | None) -> None:
        """It is not handed on."""
        if babbling:
            with pytest.raises(Fatal):
                babbling.answer(ASKED)
