"""A course in a file: what is read, and what is refused with its place."""

import json

import pytest
from attrs import asdict

from revrise.core.errors import Invalid
from revrise.services.learning.course_file import read

TOML = """
title = "Asking"
titles = { zh = "提问" }
competencies = ["discovery"]
pass_mark = 1
[[lessons]]
id = "l1"
title = "Why"
body = "Because."
[[quiz]]
id = "q1"
text = "Open?"
options = ["Why now?", "Is it red?"]
answer = 0
"""


def test_toml_and_its_json_are_the_same_course() -> None:
    text = read("c.toml", TOML)
    assert (text.title, text.lessons[0].body, text.quiz[0].options[1]) == (
        "Asking", "Because.", "Is it red?",
    )  # fmt: skip
    assert read("c.json", json.dumps(asdict(text))) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read"),
        ("[]", "table"),
        ('{"title": 3}', "must be str"),
        ('{"title": "A", "colour": "red"}', "no colour"),
        ('{"language": "en"}', "missing"),
        ('{"title": "A", "lessons": "l"}', "list"),
        ('{"title": "A", "lessons": [3]}', "table"),
        ('{"title": "A", "lessons": [{"id": "l1"}]}', "missing"),
        ('{"title": "A", "lessons": [{"id": "l1", "title": "T", "minutes": true}]}', "must be int"),
        (
            '{"title": "A", "quiz": [{"id": "q", "text": "?", "options": "ab", "answer": 0}]}',
            "list",
        ),
        ('{"title": "A", "due_days": "soon"}', "must be int"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read("c.json", text)
