"""Trackers in a form beside their text: two views of one draft, without scripts."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from tests.support.typed_form import fields

from revrise.core.toml_text import written

AT = "/coaching/trackers/edit"
Ask = Callable[..., Any]
WORDS = {"phrases": ["price", "价格"]}
TEXT = """\
# What we listen for.
schema = "revrise.tracker/1"

# Early discounts.
[[trackers]]
id = "discount-early"
title.en = "Discount offered early"
title.zh = "过早让价"
when = {phrases = ["discount", "折扣"], side = "seller", until_s = 300}

[[trackers]]
id = "no-next-step"
title.en = "No next step"
when = {none = [{phrases = ["next step", "下一步"], from_s = -300}]}
"""


def press(ask: Ask, sent: dict[str, Any], **button: str) -> Any:
    return ask("enablement", AT, sent | button)


def form_of(ask: Ask, text: str) -> dict[str, Any]:
    return fields(press(ask, {"view": "text", "text": text, "number": "0"}, do="form"))


def as_text(ask: Ask, sent: dict[str, Any]) -> str:
    return str(fields(press(ask, sent, do="text"))["text"]).replace("\r\n", "\n")


def test_sent_back_as_it_is_the_form_holds_the_very_text(ask: Ask) -> None:
    form = form_of(ask, TEXT)
    assert form["view"] == "form"
    assert form["trackers.0.when.side"] == "seller"
    assert as_text(ask, form) == TEXT


@pytest.mark.parametrize(
    "when",
    [
        WORDS | {"regexes": ["[0-9]+万"], "mode": "at_least", "n": 2, "from_s": -60.5},
        {"any": [WORDS, {"silence_s": 8, "after": "buyer"}]},
        {"all": [WORDS, {"none": [WORDS]}]},
        {"at_least": 2, "of": [WORDS, WORDS, {"pace": "seller", "above": 180}]},
        {"near": [WORDS, WORDS], "within_s": 10, "ordered": True},
        {"pace": "buyer", "below": 90.5},
    ],
)
def test_every_kind_of_condition_is_shown_and_stays_beside_what_is_changed(
    ask: Ask, when: dict[str, Any]
) -> None:
    data = {"trackers": [{"id": "one", "title": {"en": "One"}, "when": when}]}
    form = form_of(ask, written(data))
    assert form["trackers.0.title.en"] == "One"
    said = tomllib.loads(as_text(ask, form | {"trackers.0.title.zh": "一"}))
    assert said["trackers"] == [{"id": "one", "title": {"en": "One", "zh": "一"}, "when": when}]


def test_a_condition_is_joined_to_others_and_taken_apart_again(ask: Ask) -> None:
    form = form_of(ask, TEXT)
    form = fields(press(ask, form | {"trackers.0.when.is": "all"}, do="refresh"))
    form = fields(press(ask, form, do="add:trackers.0.when.all"))
    form = fields(press(ask, form | {"trackers.0.when.all.1.is": "pace"}, do="refresh"))
    form |= {"trackers.0.when.all.1.above": "200"}
    first, second = tomllib.loads(as_text(ask, form))["trackers"][0]["when"]["all"]
    assert first == {"phrases": ["discount", "折扣"], "side": "seller", "until_s": 300}
    assert second == {"pace": "seller", "above": 200}
    form = fields(press(ask, form, do="drop:trackers.0.when.all.1"))
    form = fields(press(ask, form | {"trackers.0.when.is": "words"}, do="refresh"))
    assert tomllib.loads(as_text(ask, form))["trackers"][0]["when"] == first


def test_faults_stand_at_their_fields(ask: Ask) -> None:
    form = fields(press(ask, form_of(ask, TEXT), do="add:trackers"))
    form |= {"trackers.0.when.until_s": "soon", "trackers.1.when.none.0.phrases.en": "",
             "trackers.1.when.none.0.phrases.zh": ""}  # fmt: skip
    page = press(ask, form, what="compare")
    assert page.status_code == 422
    found = re.findall(r'<span class="err" id="f-([^"]+)-e">.*?</svg>([^<]+)</span>', page.text)
    assert dict(found) == {
        "trackers.0.when.until_s": "must be a number",
        "trackers.1.when.none.0.phrases.en": "write at least one phrase",
        "trackers.2.title.en": "write something here",
        "trackers.2.when.phrases.en": "write at least one phrase",
    }
    assert fields(page)["trackers.0.when.until_s"] == "soon"


def test_an_id_twice_is_told_above_the_form(ask: Ask) -> None:
    form = form_of(ask, TEXT) | {"trackers.1.id": "discount-early"}
    page = press(ask, form, what="compare")
    assert page.status_code == 422
    assert "two with the id discount-early" in page.text


def test_trackers_are_listened_for_from_the_form_and_none_of_them_again(ask: Ask, app: Any) -> None:
    form = fields(ask("enablement", AT))
    assert "Nothing is listened for." in ask("enablement", AT).text
    form = fields(press(ask, form, do="add:trackers"))
    form |= {"trackers.0.title.zh": "太贵", "trackers.0.when.phrases.zh": "太贵\r\n贵了"}
    assert press(ask, form, what="compare").status_code == 200
    assert press(ask, form, what="save").status_code == 303
    by = app.people.actor("enablement")
    (one,) = app.trackers.show(by).trackers
    assert (one.id, one.title, one.when.phrases) == ("tracker", {"zh": "太贵"}, ("太贵", "贵了"))
    form = fields(press(ask, fields(ask("enablement", AT)), do="drop:trackers.0"))
    assert press(ask, form, what="save").status_code == 303
    assert app.trackers.show(by).trackers == ()


def test_too_many_for_a_page_stay_a_text(ask: Ask) -> None:
    many = [{"id": f"t{at}", "title": {}, "when": WORDS} for at in range(340)]
    page = press(ask, {"view": "text", "text": written({"trackers": many})}, do="form")
    assert fields(page)["view"] == "text"
    assert "there is too much for a form" in page.text
    long = press(ask, {"view": "text", "text": "#" + "x" * 300_000}, do="form")
    assert fields(long)["view"] == "text"


def test_conditions_far_inside_each_other_stay_a_text(ask: Ask) -> None:
    when = "{none = [" * 300 + '{phrases = ["x"]}' + "]}" * 300
    text = f'[[trackers]]\nid = "x"\ntitle = {{}}\nwhen = {when}\n'
    page = press(ask, {"view": "text", "text": text}, do="form")
    assert page.status_code == 200
