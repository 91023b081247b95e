"""A rubric in a form beside its text: two views of one draft, without scripts."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.support.typed_form import fields

from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.coaching.drafts.rubric import rubric_form
from revrise.apps.web.screens.coaching.drafts.sheet import Sheet
from revrise.core.bilingual import Bilingual
from revrise.plugins import rubrics
from revrise.services.detectors.asked_detectors import OwnTask

FILES = sorted(Path(rubrics.__path__[0]).glob("*.toml"))
AT = "/coaching/rubrics/{}/edit"
Ask = Callable[..., Any]


def press(ask: Ask, rubric: str, sent: dict[str, Any], **button: str) -> Any:
    return ask("enablement", AT.format(rubric), sent | button)


def as_text(ask: Ask, rubric: str, sent: dict[str, Any]) -> str:
    page = press(ask, rubric, sent, do="text")
    return str(fields(page)["text"]).replace("\r\n", "\n")


def data(ask: Ask, rubric: str, sent: dict[str, Any]) -> dict[str, Any]:
    return tomllib.loads(as_text(ask, rubric, sent))


def faults(page: Any) -> dict[str, str]:
    """What stands at which field."""
    assert page.status_code == 422
    found = re.findall(r'<span class="err" id="f-([^"]+)-e">.*?</svg>([^<]+)</span>', page.text)
    assert all(f'href="#f-{name}"' in page.text and f'id="f-{name}"' in page.text
               for name, _ in found)  # fmt: skip
    return dict(found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_sent_back_as_it_is_the_form_holds_the_very_text(ask: Ask, file: Path) -> None:
    text = file.read_text("utf-8")
    rubric = tomllib.loads(text)["id"]
    form = fields(ask("enablement", AT.format(rubric)))
    assert form["view"] == "form"
    assert as_text(ask, rubric, form) == text
    back = press(ask, rubric, {"view": "text", "text": text}, do="form")
    assert fields(back)["criteria.0.id"] == tomllib.loads(text)["criteria"][0]["id"]


def test_what_is_typed_in_the_form_stands_in_the_text_and_comments_stay(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("active-listening")))
    before = tomllib.loads(form["text"])
    form |= {
        "title.zh": "倾听", "criteria.0.weight": "5", "criteria.0.measure.bands.5.low": "35",
        "criteria.1.measure.bands.5.high": "60", "criteria.0.anchors.en.5": "Balanced",
    }  # fmt: skip
    text = as_text(ask, "active-listening", form)
    after = tomllib.loads(text)
    before["title"]["zh"] = "倾听"
    before["criteria"][0]["weight"] = 5
    before["criteria"][0]["measure"]["bands"]["5"] = [0.35, 0.55]
    before["criteria"][1]["measure"]["bands"]["5"] = ["", 60000]
    before["criteria"][0]["anchors"]["en"][4] = "Balanced"
    assert after == before
    assert [one for one in text.splitlines() if one.startswith("#")] == [
        one for one in form["text"].splitlines() if one.startswith("#")
    ]


def test_parts_are_added_moved_and_removed_by_buttons(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("next-steps")))
    ids = [one["id"] for one in tomllib.loads(form["text"])["criteria"]]
    form = fields(press(ask, "next-steps", form, do="down:criteria.0"))
    form = fields(press(ask, "next-steps", form, do="drop:criteria.2"))
    form = fields(press(ask, "next-steps", form, do="add:criteria"))
    form = fields(press(ask, "next-steps", form, do="add:blockers"))
    form |= {"criteria.3.title.en": "Thanks!", "blockers.0.title.zh": "告知"}
    said = data(ask, "next-steps", form)
    assert [one["id"] for one in said["criteria"]] == [ids[1], ids[0], ids[3], "thanks"]
    assert said["blockers"] == [
        {"id": "blocker", "title": {"zh": "告知"}, "tracker": {"phrases": []}}
    ]


def test_another_measure_and_other_conditions_have_their_fields(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("next-steps")))
    form = fields(
        press(ask, "next-steps", form | {"criteria.0.measure.kind": "tracker"}, do="refresh")
    )
    tracker = "criteria.0.measure.tracker"
    form |= {f"{tracker}.phrases.en": "next week\r\n\r\nmonday", f"{tracker}.phrases.zh": "下周"}
    form = fields(press(ask, "next-steps", form | {f"{tracker}.is": "near"}, do="refresh"))
    assert form[f"{tracker}.near.0.phrases.en"] == "next week\r\nmonday"
    form |= {f"{tracker}.near.1.phrases.zh": "见面", f"{tracker}.near.1.side": "buyer",
             f"{tracker}.within_words": "", f"{tracker}.within_s": "4.5"}  # fmt: skip
    measure = data(ask, "next-steps", form)["criteria"][0]["measure"]
    first, second = {"phrases": ["next week", "monday", "下周"]}, {"phrases": ["见面"]}
    assert measure["tracker"] == {"near": [first, second | {"side": "buyer"}], "within_s": 4.5}
    assert measure["bands"] == {"2": 1, "3": 2, "4": 3, "5": 4}


def test_the_figures_people_see_stay_where_the_unit_changes(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("active-listening")))
    assert form["criteria.0.measure.bands.5.low"] == "30"
    form = fields(
        press(
            ask, "active-listening", form | {"criteria.0.measure.metric": "patience"}, do="refresh"
        )
    )
    assert form["criteria.0.measure.bands.5.low"] == "30"
    bands = data(ask, "active-listening", form)["criteria"][0]["measure"]["bands"]
    assert bands["5"] == [30000, 55000]


def test_what_people_alone_score_has_no_bands_and_gets_them_with_another_measure(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("next-steps")))
    form = fields(
        press(ask, "next-steps", form | {"criteria.0.measure.kind": "human"}, do="refresh")
    )
    assert "criteria.0.measure.bands.5.low" not in form
    assert data(ask, "next-steps", form)["criteria"][0]["measure"] == {"kind": "human"}
    told = press(ask, "next-steps", form, what="compare")
    assert "nothing: people alone give the level</td>" in told.text
    form = fields(
        press(ask, "next-steps", form | {"criteria.0.measure.kind": "questions"}, do="refresh")
    )
    assert faults(press(ask, "next-steps", form, what="compare")) == {
        "criteria.0.measure.bands.5.low": "is still missing: give at least the range of level 5"
    }


def test_every_fault_stands_at_its_field_in_words_and_nothing_typed_is_lost(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("new")))
    form |= {"criteria.0.weight": "much", "criteria.0.measure.bands.5.low": "a lot",
             "criteria.0.title.en": "", "title.en": "Own <b>"}  # fmt: skip
    page = press(ask, "new", form, what="save")
    assert faults(page) == {
        "criteria.0.title.en": "write something here",
        "criteria.0.competency": "write something here",
        "criteria.0.weight": "must be a whole number",
        "criteria.0.measure.bands.5.low": "must be a number",
    }
    again = fields(page)
    assert (again["criteria.0.weight"], again["title.en"]) == ("much", "Own <b>")


def test_texts_that_a_language_lacks_are_asked_for_where_they_are_typed(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("next-steps")))
    form |= {f"criteria.1.anchors.zh.{level}": "" for level in range(1, 6)}
    form |= {"criteria.2.title.zh": "", "criteria.0.anchors.en.3": ""}
    assert faults(press(ask, "next-steps", form, what="compare")) == {
        "criteria.0.anchors.en.1": "say what each of the five levels means"
    }
    form |= {"criteria.0.anchors.en.3": "Three"}
    assert faults(press(ask, "next-steps", form, what="compare")) == {
        "criteria.1.anchors.zh.1": "is still missing", "criteria.2.title.zh": "is still missing"
    }  # fmt: skip


def test_a_text_that_no_form_can_show_stays_a_text_with_its_fault(ask: Ask) -> None:
    for text, why in (
        ('title = "x"\n', "title: must be a table"),
        ("id = \n", "no TOML: Invalid value (at line 1, column 6)"),
        ("criteria = [1]\n", "criteria: must be a list of tables"),
        ("x = " + "[" * 2000 + "]" * 2000, "no TOML"),
    ):
        page = press(ask, "new", {"view": "text", "text": text}, do="form")
        form = fields(page)
        assert (form["view"], form["text"].strip()) == ("text", text.strip())
        assert f"The form cannot show this text: {why}" in page.text


def test_what_the_form_has_no_field_for_stays(ask: Ask) -> None:
    form = fields(ask("enablement", AT.format("next-steps")))
    text = form["text"].replace('en = "Next steps"', 'en = "Next steps", de = "Schritte"', 1)
    text = text.replace("version = 1", "version = 1\nmood = 1", 1)
    form = fields(press(ask, "next-steps", {"view": "text", "text": text}, do="form"))
    assert form["title.de"] == "Schritte"
    page = press(ask, "next-steps", form | {"title.en": "Steps"}, what="compare")
    assert page.status_code == 422
    assert "unknown key" in page.text
    said = data(ask, "next-steps", fields(page))
    assert (said["mood"], said["title"]["de"], said["title"]["en"]) == (1, "Schritte", "Steps")


def test_a_new_rubric_is_written_saved_and_published_from_the_form(ask: Ask, app: Any) -> None:
    form = fields(ask("enablement", AT.format("new")))
    form |= {
        "title.en": "Warm-up", "title.zh": "开场", "criteria.0.title.en": "Small talk",
        "criteria.0.title.zh": "寒暄", "criteria.0.competency": "discovery",
        "criteria.0.measure.tracker.phrases.en": "how are you",
    }  # fmt: skip
    for level in range(1, 6):
        form |= {f"criteria.0.anchors.{one}.{level}": f"{one} {level}" for one in ("en", "zh")}
    page = press(ask, "new", form, what="compare")
    assert "What would be different" in page.text
    made = press(ask, "new", fields(page), what="save")
    assert made.headers["location"] == "/coaching/rubrics/warm-up/versions?version=1#diff"
    by = app.people.actor("enablement")
    (kept,) = app.rubric_desk.list(by, "warm-up")
    assert tomllib.loads(kept.text)["criteria"][0]["id"] == "small-talk"
    sent = {"version": str(kept.version)}
    done = ask("enablement", "/coaching/rubrics/warm-up/versions/1/publish", sent)
    assert done.status_code == 303
    assert "warm-up" in {one.id for one in app.rubrics.all(by)}
    later = fields(ask("enablement", AT.format("warm-up")))
    changed = press(ask, "warm-up", later | {"criteria.0.weight": "3"}, what="save")
    assert "version=2" in changed.headers["location"]
    stale = press(ask, "warm-up", later | {"criteria.0.weight": "4"}, what="save")
    assert stale.status_code == 409
    assert fields(stale)["criteria.0.weight"] == "4"
    ask("enablement", "/coaching/rubrics/warm-up/versions/1/retire", {})


def test_a_coach_tries_from_the_form_and_buttons_there_try_nothing_yet(ask: Ask) -> None:
    path = "/coaching/rubrics/next-steps/try"
    form = fields(ask("coach", path))
    form = fields(ask("coach", path, form | {"do": "add:criteria"}))
    wrong = ask("coach", path, form)
    assert "criteria.4.title.en" in faults(wrong)
    form = fields(ask("coach", path, fields(wrong) | {"do": "drop:criteria.4"}))
    tried = ask("coach", path, form | {"criteria.0.weight": "9"})
    assert tried.status_code == 200
    assert "next-steps@1 beside next-steps@1" in tried.text
    assert fields(tried)["criteria.0.weight"] == "9"


def test_who_may_not_try_is_told_who_may(ask: Ask) -> None:
    page = ask("enablement", AT.format("next-steps"))
    assert "is for who scores calls" in page.text
    assert ask("enablement", "/coaching/rubrics/next-steps/try").status_code == 403


def test_moments_of_plugins_are_chosen_by_name_with_their_categories() -> None:
    """In the reader's language; another kind begins without a category."""
    own = (
        OwnTask("rival", Bilingual("Rival", "竞品")),
        OwnTask("rival:big", Bilingual("Rival", "竞品"), Bilingual("Big", "大")),
        OwnTask("story", Bilingual("Story", "案例")),
    )
    values = {"kind": "moments", "moment": "rival", "bands": {"5": 1}}
    draft = {"criteria": [{"measure": values}]}
    sheet = Sheet(Words("zh", "coaching"))
    rubric_form(sheet, draft, (), own)
    kind, category = (sheet.fields[f"criteria.0.measure.{one}"] for one in ("moment", "label"))
    assert kind.options[-2:] == (("rival", "竞品"), ("story", "案例"))
    assert category.options == (("", "任意类别"), ("big", "大"))
    sheet.take({"criteria.0.measure.label": ("big",)})
    assert values["label"] == "big"
    sheet.take({"criteria.0.measure.moment": ("story",)})
    assert values == {"kind": "moments", "moment": "story", "bands": {"5": 1}}
