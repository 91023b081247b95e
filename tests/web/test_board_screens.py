"""Pipeline, deals, rewards, analytics and content over HTTP: who, what, wrong, twice, stale."""

import re
from typing import Any

import pytest

from revrise.apps.files.cells import for_people as cell
from revrise.apps.web.screens.content.markdown import rendered
from revrise.apps.web.screens.rewards.views import ordinal

PAGES = {
    "/pipeline": {"rep", "coach", "manager", "zh", "both"},
    "/pipeline?view=table": {"rep", "coach", "manager", "zh", "both"},
    "/pipeline/stages/Discovery": {"rep", "coach", "manager", "zh", "both"},
    "/deals/new": {"rep", "manager", "zh", "both"},
    "/rewards": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/rewards/ledger": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/rewards/rules": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/rewards/run": {"enablement"},
    "/analytics": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/analytics?now=1": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/analytics/credit": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/content": {"rep", "coach", "manager", "enablement", "zh", "both"},
    "/content/new": {"enablement"},
}
EVERYBODY = ("rep", "coach", "manager", "enablement", "admin", "both", "zh")


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_for_whom_the_policy_says(ask: Any, path: str) -> None:
    for who in EVERYBODY:
        answer = ask(who, path)
        assert answer.status_code == (200 if who in PAGES[path] else 403), who
        assert len(re.findall(r"<h1[ >]", answer.text)) == 1
        assert not re.search(r"<[^>]+\sstyle=", answer.text)


def opened(ask: Any, name: str, **fields: str) -> str:
    answer = ask("rep", "/deals", {"name": name, "token": name, **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).removeprefix("/deals/")


def version(ask: Any, deal: str) -> int:
    return int(re.search(r'name="expected" value="(\d+)"', ask("rep", f"/deals/{deal}").text)[1])  # type: ignore[index]


def test_a_form_sent_twice_opens_one_deal(ask: Any) -> None:
    assert opened(ask, "Twice") == opened(ask, "Twice")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(ask: Any) -> None:
    typed = {"name": "", "value": "much", "next_step_at": "soon", "next_step": "Call"}
    answer = ask("rep", "/deals", typed)
    assert answer.status_code == 422
    for field in ("name", "value", "next_step_at"):
        assert f'id="f-{field}-e"' in answer.text
    assert 'value="Call"' in answer.text
    assert ask("rep", "/deals", {"name": "x", "account_id": "nowhere"}).status_code == 422


def test_a_move_that_lacks_something_asks_for_it_and_then_goes(ask: Any) -> None:
    deal = opened(ask, "Lacking")
    move = {"to": "Discovery", "expected": str(version(ask, deal))}
    assert ask("rep", f"/deals/{deal}/move", move).status_code == 303
    on = {"to": "TechnicalDemo", "expected": "2"}
    refused = ask("rep", f"/deals/{deal}/move", on)
    assert refused.status_code == 422
    assert "pain confirmed by the buyer" in refused.text
    assert ask("rep", f"/deals/{deal}/move", {"to": "ClosedWon"}).status_code == 403
    lost = {"to": "ClosedLost", "expected": "2", "lost_reason": "price", "back": "/pipeline"}
    first, second = (ask("rep", f"/deals/{deal}/move", lost) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["location"] == "/pipeline"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/pipeline//evil.example", "/pipeline\\x"]
)
def test_after_a_move_nobody_is_sent_to_another_site(ask: Any, back: str) -> None:
    deal = opened(ask, f"Back {back}")
    answer = ask("rep", f"/deals/{deal}/move", {"to": "Discovery", "back": back})
    assert answer.headers["location"] == "/pipeline"


def test_a_stale_form_shows_both_and_changes_nothing(ask: Any) -> None:
    deal = opened(ask, "Stale")
    seen = str(version(ask, deal))
    theirs = {"name": "Stale", "next_step": "Theirs", "expected": seen}
    assert ask("manager", f"/deals/{deal}", theirs).status_code == 303
    mine = ask("rep", f"/deals/{deal}", {**theirs, "next_step": "Mine"})
    assert mine.status_code == 409
    for word in ("Max Moss", "Theirs", "Mine"):
        assert word in mine.text
    moved = ask("rep", f"/deals/{deal}/move", {"to": "Discovery", "expected": seen})
    assert moved.status_code == 409
    assert "Your move to Discovery was not saved" in moved.text
    assert "Theirs" in ask("rep", f"/deals/{deal}").text


def test_a_part_is_the_page_s_own_block_at_the_same_address(ask: Any) -> None:
    part = {"HX_Request": "true", "HX_Request_Type": "partial"}
    text = ask("rep", "/pipeline", None, **part).text
    assert "<html" not in text
    assert "Open pipeline" in text


def test_hidden_and_missing_deals_look_alike(ask: Any) -> None:
    deal = opened(ask, "Mine alone")
    said = {
        re.sub(r"[0-9a-f-]{20,}|nothing", "", ask("zh", f"/deals/{one}").text)
        for one in (deal, "deal_nothing")
    }
    assert ask("zh", f"/deals/{deal}").status_code == 404
    assert len({len(one) // 200 for one in said}) == 1


def test_leaving_the_boards_is_kept(ask: Any) -> None:
    assert ask("rep", "/rewards/shown", {"shown": "0"}).status_code == 303
    assert 'aria-checked="false"' in ask("rep", "/rewards").text
    ask("rep", "/rewards/shown", {"shown": "1"})
    assert 'aria-checked="true"' in ask("rep", "/rewards").text


def test_an_asset_is_drafted_once_refused_to_its_author_and_shown_harmless(ask: Any) -> None:
    draft = {"kind": "playbook", "title": "Guide", "body": "<b>x</b>", "token": "t1"}
    first, second = (ask("enablement", "/content", draft) for _ in range(2))
    where = first.headers["location"]
    assert where == second.headers["location"]
    assert "&lt;b&gt;x&lt;/b&gt;" in ask("enablement", where).text
    assert ask("rep", where).status_code == 404
    for _ in range(2):
        assert ask("enablement", f"{where}/submit", {}).status_code == 303
    assert ask("enablement", f"{where}/approve", {}).status_code == 403
    stale = {"body": "new", "after": "0.9.0"}
    assert ask("enablement", f"{where}/revise", stale).status_code == 409
    assert ask("enablement", "/content", {**draft, "title": "", "token": "t2"}).status_code == 422
    assert ask("rep", "/content", draft).status_code == 403


def test_markdown_does_nothing_but_read() -> None:
    html = rendered(
        "# Title\n\n<script>alert(1)</script>\n\n![x](http://a.example/x.png)\n\n"
        "[bad](javascript:alert(1)) [good](https://a.example)\n\n* one\n\n"
        "| a | b |\n|-|-|\n| 1 | 2 |"
    )
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert '<a href="https://a.example">good</a>' in html
    assert "<h3>Title</h3>" in html
    assert "<td>2</td>" in html


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_looks_like_a_formula_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_other_cells_stay_as_they_are() -> None:
    assert [cell(one) for one in (None, -1.5, 3, "a=b")] == ["", -1.5, 3, "a=b"]


def test_csv_files_are_files_with_a_head(ask: Any) -> None:
    for path in ("/exports/ledger.csv", "/exports/insights.csv"):
        answer = ask("zh", path)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.text.startswith("\ufeff")


def test_places_are_spelt() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"),
    ]


@pytest.mark.parametrize("path", ["/rewards/run", "/analytics/refresh"])
def test_long_work_is_handed_to_a_worker_by_whom_the_policy_says(ask: Any, path: str) -> None:
    assert ask("enablement", path, {"token": "t"}).status_code == 303
    for who in ("rep", "coach", "admin"):
        assert ask(who, path, {"token": "t"}).status_code == 403
