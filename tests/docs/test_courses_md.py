"""The course file that docs/courses.md shows is one that is taken."""

import re
from pathlib import Path

from revrise.services.learning.course_file import read


def test_the_file_that_is_shown_is_a_course(root: Path) -> None:
    shown = (root / "docs" / "courses.md").read_text(encoding="utf-8")
    (file,) = re.findall(r"```toml\n(.*?)```", shown, re.DOTALL)
    course = read("course.toml", file)
    assert course.titles["zh"]
    assert [one.id for one in course.lessons] == ["why"]
    assert course.quiz[0].options[course.quiz[0].answer] == "Why now?"
