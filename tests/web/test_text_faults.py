"""All faults of a text of rubrics and trackers are told at once: by the API and on pages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from litestar.testing import TestClient

from revrise.apps.web.screens.coaching.rubric_drafting import BLANK

Ask = Callable[..., Any]
RUBRIC = BLANK.replace("weight = 1", "weight = -1").replace("version = 1", 'version = "x"')
TRACKERS = """[[trackers]]
id = "price"
title.en = "Price"
when = {}

[[trackers]]
id = 7
title.en = "Pace"
when = { phrases = ["soon"], side = "the buyer" }
"""
POSTED = [
    ("/v1/rubrics:preview", RUBRIC, {2, 9}),
    ("/v1/trackers:preview", TRACKERS, {4, 7, 9}),
]


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize(("path", "text", "lines"), POSTED, ids=["rubric", "trackers"])
def test_the_api_points_at_each(
    client: TestClient[Any], path: str, text: str, lines: set[int], locale: str
) -> None:
    headers = {"who": "coach", "X-CSRF-Token": "the-token", "Accept-Language": locale}
    said = client.post(path, json={"text": text}, headers=headers)
    assert (said.status_code, said.headers["content-type"]) == (422, "application/problem+json")
    found = said.json()["errors"]
    assert lines <= {one["line"] for one in found}
    assert {one["pointer"] for one in found} == {"/text"}
    assert all(one["key"] and one["code"] == "text" for one in found)
    chinese = {bool(re.search("[\u4e00-\u9fff]", one["message"])) for one in found}
    assert chinese == {locale == "zh"}


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [("rubrics/new/edit", RUBRIC, {2, 9}), ("trackers/edit", TRACKERS, {4, 7, 9})],
)
def test_so_does_the_page_of_the_text(ask: Ask, path: str, text: str, lines: set[int]) -> None:
    sent = {"view": "text", "text": text, "what": "compare"}
    page = ask("enablement", f"/coaching/{path}", sent)
    assert page.status_code == 422
    assert lines <= {int(one) for one in re.findall(r"<b[^>]*>Line (\d+)</b>", page.text)}
    assert "things to fix" in page.text
