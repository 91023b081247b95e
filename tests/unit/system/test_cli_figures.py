"""What the command line prints of a metric."""

import pytest

from revrise.apps.cli.figures import figure


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.553, "ratio", "55.3%"),
        (9_500, "ms", "9.5 s"),
        (1_234_567, "ms", "1,234.6 s"),
        (3, "count", "3"),
        (270.0, "1/h", "270.00 / h"),
        (-1.0, "score", "-1.00"),
        (108.571, "words/min", "108.57 words/min"),
        (0.0, "1/1000 words", "0.00 per 1,000 words"),
    ],
)
def test_a_value_has_its_unit(value, unit, shown):
    assert figure({"value": value, "unit": unit, "reason": None}) == shown


@pytest.mark.parametrize(
    ("reason", "shown"), [("no_questions", "– (that side asks nothing)"), ("else", "– (else)")]
)
def test_no_value_says_why(reason, shown):
    assert figure({"value": None, "unit": "ratio", "reason": reason}) == shown
