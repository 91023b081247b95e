"""Making a course with plain forms: from nothing to a next version; wrong, stale, not allowed."""

import re
from typing import Any

NEW = {
    "language": "en", "title_en": "Asking", "title_zh": "提问", "competencies": "discovery",
    "pass_mark": "70", "due_days": "14",
}  # fmt: skip
OTHER = "eyes"  # writes none of it, and may approve
LESSON = {"title": "Why ask", "module": "Start", "minutes": "6", "body": "Because.\nAlways."}
QUESTION = {"text": "Which is open?", "options": "Why now?\nIs it red?", "answer": "1"}


def drafted(ask: Any, token: str) -> str:
    answer = ask("enablement", "/learning", {**NEW, "token": token})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removesuffix("/edit")


def version(ask: Any, at: str) -> str:
    return re.search(r'name="version" value="(\d+)"', ask("enablement", f"{at}/edit").text)[1]  # type: ignore[index]


def write(ask: Any, at: str, part: str, fields: dict[str, str]) -> Any:
    return ask("enablement", f"{at}/edit/{part}", {**fields, "version": version(ask, at)})


def test_a_course_is_made_published_and_made_anew(ask: Any) -> None:
    at = drafted(ask, "whole")
    assert drafted(ask, "whole") == at
    assert ask("enablement", f"{at}/publish", {"x": ""}).status_code == 422
    for n in (0, 1):
        lesson = {**LESSON, "title": f"Lesson {n}"}
        assert write(ask, at, f"lessons/{n}", lesson).status_code == 303
    assert write(ask, at, "lessons/1", {"do": "up"}).status_code == 303
    assert write(ask, at, "questions/0", QUESTION).status_code == 303
    assert ask("rep", at).status_code == 404
    early = ask("enablement", f"{at}/publish", {"x": ""})
    assert (early.status_code, "not approved yet" in early.text) == (409, True)
    assert ask("enablement", f"{at}/approve", {"x": ""}).status_code == 403
    assert f"{at}/approve" not in ask("enablement", f"{at}/edit").text
    assert "Could approve it:" in ask("enablement", f"{at}/edit").text
    assert f"{at}/approve" in ask(OTHER, f"{at}/edit").text
    assert ask(OTHER, f"{at}/approve", {"x": ""}).status_code == 303
    assert ask("enablement", f"{at}/publish", {"x": ""}).status_code == 303
    page = ask("rep", at).text
    assert page.index("Lesson 1") < page.index("Lesson 0")
    assert "提问" in ask("zh", at).text
    anew = str(ask("enablement", f"{at}/revise", {"x": ""}).headers["location"])
    newer = anew.removesuffix("/edit")
    assert newer != at
    assert ask(OTHER, f"{newer}/approve", {"x": ""}).status_code == 303
    assert ask("enablement", f"{newer}/publish", {"x": ""}).status_code == 303
    assert "newer version" in ask("rep", at).text
    assert ask("enablement", f"{newer}/retire", {"x": ""}).status_code == 303
    assert ask("rep", newer).status_code == 404


def test_a_course_waits_in_the_inbox_and_is_sent_back_with_a_reason(ask: Any) -> None:
    at = drafted(ask, "review")
    assert ask("enablement", f"{at}/submit", {"x": ""}).status_code == 422  # no lesson yet
    write(ask, at, "lessons/0", LESSON)
    assert f"{at}/send_back" not in ask(OTHER, f"{at}/edit").text
    for _ in range(2):  # a second click changes nothing
        assert ask("enablement", f"{at}/submit", {"x": ""}).status_code == 303
    inbox = ask(OTHER, "/content/review").text
    assert f'action="{at}/approve"' in inbox
    assert f'action="{at}/approve"' not in ask("enablement", "/content/review").text
    wrong = ask(OTHER, f"{at}/send_back", {"comment": "y" * 2_001})
    assert (wrong.status_code, "y" * 2_001 in wrong.text) == (422, True)
    assert ask(OTHER, f"{at}/send_back", {"comment": ""}).status_code == 422
    said = {"comment": "Name the buyer", "from": "inbox"}
    assert ask(OTHER, f"{at}/send_back", said).headers["location"] == "/content/review"
    assert "Name the buyer" in ask("enablement", f"{at}/edit").text
    assert ask(OTHER, f"{at}/send_back", said).status_code == 409
    ask("enablement", f"{at}/submit", {"x": ""})
    assert "Name the buyer" not in ask("enablement", f"{at}/edit").text
    seen = version(ask, at)
    write(ask, at, "lessons/0", {**LESSON, "body": "Other"})
    stale = ask(OTHER, f"{at}/approve", {"version": seen})
    assert (stale.status_code, "changed it meanwhile" in stale.text) == (409, True)
    ask("enablement", f"{at}/retire", {"x": ""})


def test_what_is_wrong_is_said_and_nothing_is_lost(ask: Any) -> None:
    answer = ask("enablement", "/learning", {**NEW, "title_en": "", "token": "wrong"})
    assert answer.status_code == 422
    assert 'value="提问"' in answer.text
    at = drafted(ask, "right")
    answer = write(ask, at, "lessons/0", {**LESSON, "title": ""})
    assert answer.status_code == 422
    assert "Always." in answer.text
    answer = write(ask, at, "questions/0", {**QUESTION, "answer": "3"})
    assert (answer.status_code, "Is it red?" in answer.text) == (422, True)


def test_a_change_of_what_somebody_changed_meanwhile_is_not_taken(ask: Any) -> None:
    at = drafted(ask, "stale")
    old = version(ask, at)
    assert write(ask, at, "lessons/0", LESSON).status_code == 303
    answer = ask("enablement", f"{at}/edit/lessons/1", {**LESSON, "version": old})
    assert answer.status_code == 409
    assert "Because." in answer.text


def test_only_authors_come_here(ask: Any) -> None:
    at = drafted(ask, "mine")
    for who in ("rep", "coach", "manager", "admin"):
        assert ask(who, "/learning/new").status_code == 403
        assert ask(who, f"{at}/edit").status_code in (403, 404)
        assert ask(who, f"{at}/publish", {"x": ""}).status_code in (403, 404)
