"""What a course is made of: lessons, and the questions of its quiz."""

from attrs import frozen


@frozen
class Lesson:
    """One sitting; `kind` is text | video | quiz | scorm. `body` is its text, paragraph a line.

    Lessons that follow each other under the same `module` (its title) belong together. A lesson
    may send its reader to an asset of the library and to a scenario to practise.
    """

    id: str
    title: str
    minutes: int = 5
    kind: str = "text"
    body: str = ""
    module: str = ""
    asset_id: str | None = None
    scenario_id: str | None = None


@frozen
class Question:
    """One question of a quiz with its options; `answer` is the index of the right one."""

    id: str
    text: str
    options: tuple[str, ...]
    answer: int
