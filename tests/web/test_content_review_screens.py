"""Content through review with plain forms: asked for, sent back, approved, rolled back, over."""

from typing import Any

NEW = {"kind": "playbook", "title": "Opening well", "language": "en", "body": "Ask for the budget"}


def put(ask: Any, who: str, at: str, step: str, **fields: str) -> Any:
    return ask(who, f"{at}/{step}", {"x": "", **fields})


def added(ask: Any, token: str) -> str:
    answer = ask("enablement", "/content", {**NEW, "token": token})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_content_waits_is_sent_back_approved_and_comes_back(ask: Any) -> None:
    at = added(ask, "review")
    assert put(ask, "enablement", at, "submit").status_code == 303
    inbox = ask("eyes", "/content/review").text
    assert "Opening well" in inbox
    assert f'action="{at}/approve"' in inbox
    assert f'action="{at}/approve"' not in ask("enablement", "/content/review").text
    again = put(ask, "eyes", at, "send_back", comment="x" * 2_001)
    assert (again.status_code, "x" * 2_001 in again.text) == (422, True)
    assert "Say what is to be changed" in put(ask, "eyes", at, "send_back", comment="").text
    assert put(ask, "eyes", at, "send_back", comment="Name the owner").status_code == 303
    assert "Name the owner" in ask("enablement", f"{at}?version=1.0.0").text
    put(ask, "enablement", at, "submit")
    answer = put(ask, "eyes", at, "approve", **{"from": "inbox"})
    assert answer.headers["location"] == "/content/review"
    assert put(ask, "enablement", at, "publish").status_code == 303
    assert "approved by" in ask("enablement", at).text
    assert "Name the owner" not in ask("rep", at).text
    ask("enablement", f"{at}/revise", {"body": "Ask for the owner", "after": "1.0.0"})
    compared = ask("enablement", f"{at}?version=1.1.0&against=1.0.0").text
    assert "<del><mark>budget</mark></del>" in compared
    for who, step in (("enablement", "submit"), ("eyes", "approve"), ("enablement", "publish")):
        assert put(ask, who, at, step).status_code == 303
    assert put(ask, "eyes", at, "rollback", number="1.0.0").status_code == 303
    assert "Ask for the budget" in ask("rep", at).text
    assert put(ask, "enablement", at, "expire").status_code == 303
    assert ask("rep", at).status_code == 404
    assert put(ask, "enablement", at, "renew", until="2020-01-01").status_code == 422
    assert put(ask, "enablement", at, "renew", until="").status_code == 303
    assert ask("rep", at).status_code == 200


def test_an_administrator_says_who_approves(ask: Any) -> None:
    rule = {"kind": "deck", "needed": "2", "roles": "enablement"}
    assert ask("admin", "/content/rules", {**rule, "needed": "9"}).status_code == 422
    assert ask("admin", "/content/rules", rule).status_code == 303
    assert "Deck" in ask("enablement", "/content/rules").text
    assert ask("enablement", "/content/rules", rule).status_code == 403
    assert ask("rep", "/content/review").status_code == 403
