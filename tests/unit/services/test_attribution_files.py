"""Attribution on CSV files: real spellings, real damage, exact totals."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid, NotFound, RevRiseError
from revrise.services.attribution.files import behaviours, touches

TOUCHES = """journey,channel,at,converted,value
d1,课程,2026-01-01,1,100.10
d1,playbook,2026-01-05,1,100.10
d2,playbook,2026-01-02,0,
d3,coaching,2026-01-03,yes,50
"""


def written(folder, text, encoding="utf-8"):
    path = folder / "file.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_credits_of_every_model_sum_to_the_conversions_and_value_of_the_file(tmp_path):
    document = touches(written(tmp_path, TOUCHES)).as_document()
    assert document["schema"] == "revrise.touch-credit/1"
    assert (document["journeys"], document["conversions"]) == (3, 2)
    assert document["value"] == pytest.approx(150.10)
    assert len(document["models"]) == 7
    for rows in document["models"].values():
        assert sum(row["conversions"] for row in rows) == pytest.approx(2, abs=1e-9)
        assert sum(row["value"] for row in rows) == pytest.approx(150.10, abs=1e-9)
    linear = {row["channel"]: row["conversions"] for row in document["models"]["linear"]}
    assert linear == {"课程": 0.5, "coaching": 1.0, "playbook": 0.5}
    json.dumps(document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_people_really_send_are_read_alike(tmp_path, encoding):
    plain = touches(written(tmp_path, TOUCHES)).as_document()
    assert touches(written(tmp_path, TOUCHES, encoding)).as_document() == plain


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_noticed(tmp_path, delimiter):
    text = TOUCHES.replace(",", delimiter)
    assert touches(written(tmp_path, text), ["first"]).conversions == 2


def test_only_the_models_asked_for_are_computed(tmp_path):
    assert list(touches(written(tmp_path, TOUCHES), ["markov", "last"]).models) == [
        "markov",
        "last",
    ]


def test_usual_and_given_header_names_find_their_columns(tmp_path):
    text = "商机,触点,时间,成交,金额\nd1,课程,2026年1月5日,是,¥1,000\n".replace("1,000", "1000")
    assert touches(written(tmp_path, text)).as_document()["value"] == 1000
    text = "a,b,c\nd1,课程,won\n"
    names = {"journey": "a", "channel": "b", "converted": "c"}
    found = touches(written(tmp_path, text), columns=names)
    assert found.conversions == 1
    assert "time" in found.warnings[0].en


def test_bad_rows_are_reported_with_line_column_and_reason_and_good_ones_kept(tmp_path):
    text = TOUCHES + (
        "d4,x,yesterday,1,5\n"
        "d5,x,2026-01-01,maybe,5\n"
        "d6,x,2026-01-01,1,lots\n"
        "d7,x,2026-01-01,1,-5\n"
        ",x,2026-01-01,1,5\n"
        "d8,,2026-01-01,0,5\n"
        "d9,x\n"
        "d10,,,1,5\n"
    )
    document = touches(written(tmp_path, text)).as_document()
    assert document["conversions"] == 2
    assert [(r["line"], r["column"]) for r in document["rejected"]] == [
        (6, "at"),
        (7, "converted"),
        (8, "value"),
        (9, "value"),
        (10, "journey"),
        (11, "channel"),
        (12, ""),
        (13, "channel"),
    ]
    assert document["rejected_total"] == 8
    assert all(r["reason"] and r["file"].endswith("file.csv") for r in document["rejected"])


def test_the_order_of_rows_changes_nothing(tmp_path):
    header, *rows = TOUCHES.splitlines()
    first = touches(written(tmp_path, TOUCHES)).as_document()
    Random(3).shuffle(rows)
    assert touches(written(tmp_path, "\n".join([header, *rows]))).as_document() == first


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("", Invalid, "empty"),
        ("a,b\n1,2\n", Invalid, "no column for journey, channel, converted"),
        ("journey,channel,channel\n", Invalid, "twice"),
        ('journey,channel,converted\n"d1,x,1\n' + "x" * 200_000, Invalid, "not CSV"),
    ],
)
def test_unusable_files_are_refused_naming_file_and_way_out(tmp_path, text, kind, says):
    path = written(tmp_path, text)
    with pytest.raises(kind, match=says) as refusal:
        touches(path)
    assert str(path) in refusal.value.culprit


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"nowhere\.csv"):
        touches(tmp_path / "nowhere.csv")


@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_result_or_an_error_with_a_name(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "any.csv"
    path.write_bytes(b"journey,channel,converted\n" + data)
    try:
        found = touches(path)
    except RevRiseError as error:
        culprit = error.culprit
    else:
        culprit = found.rejected.file
    assert str(path) in culprit


def panel(weeks=12, reps=20, effect=1.0):
    rng = Random(1)
    lines = ["rep_id,team,questions,talk share,week,won value"]
    for rep in range(reps):
        for week in range(weeks):
            asked = rng.gauss(10, 3)
            won = effect * asked + rng.gauss(0, 3)
            lines.append(f'r{rep},east,{asked:.2f},{rng.random():.1%},{week},"{1000 + won:,.2f}"')
    return "\n".join(lines)


def test_behaviours_are_the_numeric_columns_and_the_rest_says_why_not(tmp_path):
    found = behaviours(
        written(tmp_path, panel()), "won value", cluster="rep_id", exclude=["week"]
    ).as_document()
    assert found["schema"] == "revrise.behaviour-association/1"
    assert (found["n"], found["clusters"]) == (240, 20)
    assert [row["behaviour"] for row in found["behaviours"]] == ["questions", "talk share"]
    assert {(e["column"], e["reason"]) for e in found["ignored"]} == {
        ("team", "not_numeric"),
        ("week", "excluded"),
    }
    questions = found["behaviours"][0]
    assert questions["verdict"] == "effect"
    assert questions["grade"] == "L0"
    assert questions["ci95"][0] < questions["estimate"] < questions["ci95"][1]
    assert found["assumptions"]
    json.dumps(found, allow_nan=False)


def test_adjusting_columns_are_no_behaviours_and_raise_the_grade(tmp_path):
    found = behaviours(
        written(tmp_path, panel()), "won value", cluster="rep_id", adjust=["week"]
    ).as_document()
    names = [row["behaviour"] for row in found["behaviours"]]
    assert "week" not in names
    assert {row["grade"] for row in found["behaviours"]} == {"L1"}


def test_the_same_file_and_seed_give_the_same_document(tmp_path):
    path = written(tmp_path, panel())
    first = behaviours(path, "won value", seed=7).as_document()
    assert behaviours(path, "won value", seed=7).as_document() == first


def test_won_and_lost_are_an_outcome_and_cells_that_are_no_number_are_missing(tmp_path):
    rng = Random(2)
    rows = [f"{rng.random():.3f},{rng.choice(['won', 'lost'])}" for _ in range(40)]
    text = "\n".join(["x,result", *rows, "broken,won", ",lost", "inf,won"])
    found = behaviours(written(tmp_path, text), "result").as_document()
    assert found["n"] == 43
    assert found["behaviours"][0]["n"] == 40
    assert [(r["line"], r["column"]) for r in found["rejected"]] == [(42, "x"), (44, "x")]


def test_open_deals_did_not_convert_yet_and_are_no_outcome(tmp_path):
    text = "deal,touch,won\nd1,a,open\nd2,a,won\n"
    assert touches(written(tmp_path, text)).conversions == 1
    rows = [f"{i},{('won', 'lost')[i % 2]}" for i in range(20)]
    text = "\n".join(["x,result", *rows, "5,open"])
    assert behaviours(written(tmp_path, text), "result").n == 20


def test_a_constant_behaviour_is_null_with_its_reason(tmp_path):
    text = "x,c,y\n" + "\n".join(f"{i % 7},3,{i}" for i in range(30))
    found = behaviours(written(tmp_path, text), "y").as_document()
    constant = next(row for row in found["behaviours"] if row["behaviour"] == "c")
    assert (constant["estimate"], constant["ci95"], constant["reason"]) == (None, None, "constant")


@pytest.mark.parametrize("given_name", ["outcome", "cluster", "adjust", "exclude"])
def test_an_unknown_column_is_named_with_those_there_are(tmp_path, given_name):
    asked = {"outcome": "won value"}
    asked[given_name] = ["nope"] if given_name in ("adjust", "exclude") else "nope"
    with pytest.raises(NotFound, match=r"nope.*questions"):
        behaviours(written(tmp_path, panel(weeks=1)), **asked)


def test_an_outcome_without_numbers_is_refused(tmp_path):
    with pytest.raises(Invalid, match="'team' has no numbers"):
        behaviours(written(tmp_path, panel(weeks=1)), "team")
