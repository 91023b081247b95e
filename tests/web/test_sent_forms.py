"""What forms send is read in one way: numbers, texts, several values, and faults at their field."""

import pytest
from litestar.datastructures import FormMultiDict, UploadFile

from revrise.apps.web.forms import Sent, texts
from revrise.core.errors import Invalid

NO_NUMBERS = ("", "-1", "--5", "1.5", "\u00b2", "\u0664", "9" * 16, "1\x00")


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_whole_number_is_none(text):
    assert Sent({"days": (text,)}).whole("days") is None


def test_fields_are_read_as_texts_and_files_are_left_aside():
    pairs = [("a", " x "), ("a", ""), ("a", " y\n\n z "), ("n", " 007 ")]
    with UploadFile("text/plain", "a.txt", b"bytes").file as file:
        form = texts(FormMultiDict([*pairs, ("f", file)]))
    assert (form.raw("a"), form.text("a"), form.many("a")) == (
        " y\n\n z ",
        "y\n\n z",
        ("x", "y\n\n z"),
    )
    assert (form.lines("a"), form.whole("n")) == (("y", "z"), 7)
    assert (form.text("f"), form.maybe("none"), form.many("none")) == ("", None, ())


def test_a_fault_stands_at_its_field_in_the_language_of_who_reads():
    form, error = Sent(), Invalid("must be a text", culprit="name", remedy="write one")
    form.refused(error, ("name",), "en")
    form.refused(error, (), "en")
    assert form.errors == dict.fromkeys(("name", ""), "must be a text: write one")
    form.refused(error, ("name",), "en", {"name": "Give a name"})
    assert form.errors["name"] == "Give a name"


@pytest.mark.parametrize("days", ["\u00b2", "--5", "9" * 5000])
def test_no_number_breaks_a_page(ask, days):
    for path in ("/admin/privacy/retention", "/admin/provisioning/tokens", "/access/grants"):
        sent = {"class": "recording", "days": days, "person_id": "coach", "name": "A number"}
        assert ask("admin", path, sent).status_code == 422


def test_a_deal_says_in_chinese_what_it_does_not_take(ask):
    sent = {"name": "秦岭", "token": "sent-forms"}
    made = ask("zh", "/deals", sent).headers["Location"]
    again = ask("zh", made, {"name": "秦岭", "product": "p" * 5_000})
    assert (again.status_code, "longer than" in again.text) == (422, False)
