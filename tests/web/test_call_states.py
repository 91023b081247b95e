"""A call whose recording could not be heard, or in which nobody speaks, says so in words."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from attrs import evolve

from revrise.core.conversations.call import Call
from revrise.core.conversations.sides import assign
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.services.calls.commands import AddCall, Agreed

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def failed(app):
    call = Call("call_failed", "Failed", "zh", "west", AT, "", "f" * 64, state="failed",
                blocked_reason="has 6 channels, more than 2",
                remedy="export one channel per side, or mono")  # fmt: skip
    with app.desk.store.begin(system_actor("acme")) as work:
        work.of(Call).add(call, system_scope("acme", "call", "create", "test"))
        work.record("test.put", "acme")
    return call.id


@pytest.fixture(scope="module")
def quiet(app):
    """Music, transcribed: no words."""
    command = AddCall(Transcript("und", (), (), 60_000), "e" * 64, "Quiet", "zh", AT,
                      agreed=(Agreed("EU"),), source="music.wav")  # fmt: skip
    return app.calls.add(command, app.actor("zh")).call.id


def test_why_it_could_not_be_heard_is_said_in_the_language_of_who_reads(ask, failed):
    html = ask("zh", f"/calls/{failed}").text
    assert "有 6 个声道，超过上限 2 个" in html
    assert "请导出为每方一个声道，或单声道" in html
    assert "has 6 channels, more than 2" in ask("manager", f"/calls/{failed}").text


def test_a_recording_in_which_nobody_speaks_is_no_missing_transcript(ask, quiet):
    html = ask("zh", f"/calls/{quiet}").text
    assert "其中没有人说话" in html
    assert "有了文字记录就会评分" not in html
    assert 'id="metrics"' not in html  # eight times nothing


def test_scores_in_the_list_say_what_they_are_of(ask, app):
    lines = [("A", "您现在是怎么处理的？"), ("B", "大部分靠人工，很慢。")] * 6
    said = Transcript("zh", (Speaker("A", "seller"), Speaker("B", "buyer")), tuple(
        Utterance(who, text, n * 4_000, n * 4_000 + 3_000) for n, (who, text) in enumerate(lines)
    ), 48_000)  # fmt: skip
    mark = sha256(b"named").hexdigest()
    app.calls.add(AddCall(said, mark, "Named", "zh", AT, agreed=(Agreed("EU"),)), app.actor("zh"))
    assert 'title="需求挖掘" aria-label="需求挖掘 ' in ask("zh", "/calls").text


def test_where_nobody_is_known_to_sell_the_way_to_say_it_stands_above_the_figures(ask, app, quiet):
    said = Transcript("zh", (Speaker("甲"), Speaker("乙")), (Utterance("甲", "您好", 0, 900),
                      Utterance("乙", "太贵了", 1_000, 2_000)), 2_000)  # fmt: skip
    calls = [
        app.calls.add(AddCall(words, mark * 64, "Who", "zh", AT, agreed=(Agreed("EU"),)),
                      app.actor("zh")).call.id
        for mark, words in (("a", said), ("9", assign(said, "甲")))
    ]  # fmt: skip
    shown = [ask("zh", f"/calls/{one}").text for one in (*calls, quiet)]
    assert ["还不知道谁是销售" in one for one in shown] == [True, False, False]
    assert f'href="/calls/{calls[0]}/speakers">指明谁是销售' in shown[0]


def test_a_seller_is_told_whom_to_ask_and_an_administrator_what_to_do(ask, app):
    call = Call("call_no_model", "No model", "both", "west", AT, "", "d" * 64, state="failed",
                blocked_reason="speech.model: no speech model is set",
                remedy="for an administrator: check speech.model, speech.device")  # fmt: skip
    mine = evolve(call, id="call_mine", owner_id="rep", fingerprint="c" * 64)
    chinese = evolve(call, id="call_zh", owner_id="zh", fingerprint="b" * 64)
    with app.desk.store.begin(system_actor("acme")) as work:
        scope = system_scope("acme", "call", "create", "test")
        work.of(Call).add_many([call, mine, chinese], scope)
        work.record("test.put", "acme")
    seller = ask("rep", "/calls/call_mine").text
    assert "ask Ada Ames, Bo Both" in seller
    assert "What they have to do" in seller
    assert "请联系 Ada Ames，Bo Both" in ask("zh", "/calls/call_zh").text
    assert "请检查 speech.model, speech.device" in ask("zh", "/calls/call_zh").text
    administrator = ask("both", "/calls/call_no_model").text
    assert "What to do, as an administrator:" in administrator
    assert "check speech.model, speech.device" in administrator
    assert "Only an administrator" not in administrator
    jobs = ask("both", "/admin/jobs").text
    assert 'id="stopped"' in jobs
    assert "check speech.model, speech.device" in jobs
    assert 'id="stopped"' not in ask("manager", "/admin/jobs").text


@pytest.mark.parametrize("channel", [1 << 40, -5])
def test_a_channel_that_a_plugin_names_wrongly_costs_no_page(ask, app, channel):
    """Each of so many would be drawn; the page of one call took all memory there is."""
    said = Transcript("zh", (Speaker("甲"),), (Utterance("甲", "您好", 0, 900, channel),), 2_000)
    mark = sha256(f"far {channel}".encode()).hexdigest()
    command = AddCall(said, mark, "Far", "zh", AT, agreed=(Agreed("EU"),),
                      media_sha256="f" * 64)  # fmt: skip
    call = app.calls.add(command, app.actor("zh")).call.id
    shown = ask("zh", f"/calls/{call}")
    assert shown.status_code == 200
    assert len(shown.text) < 200_000


def test_a_call_in_which_nobody_speaks_is_not_called_scored(ask, quiet):
    page = ask("zh", "/calls?language=und").text
    row = page[page.index(quiet) :].partition("</tr>")[0]
    assert "没有人说话" in row
    assert "已评分" not in row
    assert "没有可评分的内容" in ask("zh", f"/calls/{quiet}").text
