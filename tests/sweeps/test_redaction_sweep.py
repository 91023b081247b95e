"""Whoever lacks clearance reads nowhere whom a conversation is about: API, pages, files, commands.

One call names somebody in every text that was ever said or written of it. Every way out is asked
for it as people in whose reach it is and who may not `unmask` it.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from tests.support.api import Api, close, opened
from tests.support.figures import Figures
from tests.support.in_process import place, revrise
from tests.support.page_walk import addresses
from tests.support.planted import CALL, IDS, MAIL, PHONE, TOKENS, WHO, plant
from tests.support.swept_operations import FIXED

from revrise.adapters.rows.kinds import KINDS as RESOURCES
from revrise.apps.api.handlers import operations
from revrise.core.conversations.call import Call
from revrise.core.errors import Refused
from revrise.ports.query import Measure, Query
from revrise.services.calls.searching import FindSaid
from revrise.services.cleared.spoken import SPOKEN

CLOSED, PLAIN = ("per_coach", "per_enable"), ("per_boss", "per_s1")
PART = re.compile(r"\{(\w+)(?::\w+)?\}")
# Lines of one side: every one that is in the index of what was said.
SOUGHT = {"/v1/search": {"q": "pays"}, "/v1/search/utterances": {"side": "buyer"}}
LISTS = ("calls", "consents", "assessments", "observations", "plans", "one-on-ones", "clips",
         "model-answers")  # fmt: skip
# Who a customer's people are is another matter: the policy gives their names to coaches.
CUSTOMERS = ("/v1/cards", "/v1/accounts", "/cards", "/accounts")
COMMANDS = (
    ("calls", "list"),
    ("calls", "show", CALL),
    ("coach", "gaps"),
    ("coach", "plans"),
    ("search", WHO),
    ("calls", "search", "--side", "buyer"),
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    made = opened(tmp_path_factory.mktemp("planted"))
    made.company  # noqa: B018 - stores it
    plant(made.app)
    assert made.app.call_index.again(made.app.actor("per_owner"))
    yield made
    close(made)


def told(text: str) -> list[str]:
    """The tokens in an answer, whatever they are joined or written with."""
    bare = re.sub(r"[ \-]", "", text.lower())
    return [token for token in TOKENS if token in bare]


def asked(api: Api, who: str, only: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Address and answer of every way to read, or of some of them."""
    for one in operations():
        if one.method != "GET" or not set(PART.findall(one.path)) <= {*IDS, *FIXED}:
            continue
        path = PART.sub(lambda found: {**FIXED, **IDS}[found[1]], one.path)
        more = {"params": SOUGHT[path]} if path in SOUGHT else {}
        if path not in CUSTOMERS and (not only or path in only):
            yield path, api.ask("GET", path, who, **more).text
    for page in addresses():
        if set(PART.findall(page)) <= IDS.keys() and page not in CUSTOMERS:
            path = PART.sub(lambda at: IDS[at[1]], page)
            query = {"/search": "?q=Review", "/calls/search": "?side=buyer"}.get(page, "")
            if not only or path in only:
                yield path, api.ask("GET", path + query, who).text


def files(api: Api, who: str) -> Iterator[tuple[str, str]]:
    """Lists taken away as files."""
    for name in LISTS:
        for form in ("csv", "xlsx"):
            answer = api.client.get(
                f"/v1/{name}?format={form}", headers={"Authorization": f"Bearer {api.key(who)}"}
            )
            if answer.status_code != 200:
                continue
            if form == "csv":
                yield name, answer.text
                continue
            with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
                yield name, "".join(book.read(one).decode() for one in book.namelist())


def test_nobody_without_clearance_reads_whom_it_is_about(api: Api, figures: Figures) -> None:
    answers = 0
    for who in CLOSED:
        for what, text in (*asked(api, who), *files(api, who)):
            answers += 1
            assert told(text) == [], (who, what, text[:3000])
    fields = sum(len(spoken.words) for spoken in SPOKEN.values())
    figures.say("fields × answers without clearance, naming nobody", f"{fields} × {answers}")


@pytest.mark.parametrize("who", PLAIN)
def test_who_has_clearance_reads_it_all(api: Api, who: str) -> None:
    wanted = {
        f"/v1/calls/{CALL}", f"/calls/{CALL}", "/v1/comments", "/v1/disputes", "/v1/clips",
        "/v1/model-answers",
        "/v1/plans",
    }  # fmt: skip
    found = {what for what, text in asked(api, who, wanted) if len(told(text)) > 4}
    assert found == wanted
    lists = {what for what, text in files(api, who) if len(told(text)) > 4}
    assert {"calls", "observations"} <= lists


def test_no_command_says_it_either(api: Api, tmp_path: Path) -> None:
    with place(Path(api.app.settings.folder)):
        said = 0
        for who in CLOSED:
            for command in COMMANDS:
                for more in ((), ("--json",)):
                    answer = revrise(*command, "--as", who, *more)
                    text = answer.text.replace(WHO, "") if command[0] == "search" else answer.text
                    assert told(text) == [], (who, answer.args, answer.text)
                    said += answer.code == 0
        assert said > 4
        assert told(revrise("calls", "show", CALL, "--as", "per_boss").text)


def test_hidden_words_are_not_found_by_searching_counting_or_sorting_out(api: Api) -> None:
    coach = api.app.actor("per_coach")
    for text in (WHO, "Quirrel", PHONE, MAIL):
        assert not [hit for hit in api.app.search.find(text, coach) if hit.id == CALL], text
        assert api.app.search.find(text, api.app.actor("per_boss")), text
    assert [hit for hit in api.app.search.find("Review", coach) if hit.id == CALL]
    for who in ("per_coach", *PLAIN):
        by = api.app.actor(who)
        for text in (WHO, "Quirrel", PHONE, MAIL):
            assert not api.app.said.find(FindSaid(text), by).rows, (who, text)
    assert api.app.said.find(FindSaid(side="buyer"), coach).rows
    desk = api.app.desk
    scope = desk.scope(coach, "call")
    with desk.store.read(coach) as work, pytest.raises(Refused, match="without clearance"):
        work.of(Call).group(scope, ["title"], [Measure("count")], Query())


def test_every_kind_that_keeps_words_is_in_the_table() -> None:
    """A kind that points at a call, or at what was made of one, is declared or thought about."""
    without = {
        "call_transcript",
        "call_part",
        "call_measure",
        "call_waveform",
        "upload",
        "deal",
        "role_play",
        "enrolment",
        "call_notice",
        "consent_request",
        "blind_review",
        "blind_assignment",
        # Seen by who answers for its source alone: they say whose call it is by these names.
        "call_arrival",
        # Found in words as those without clearance read them.
        "tracker_hit",
        "tracker_pass",
        # Its person's alone.
        "partial_upload",
    }
    pointing = {
        name
        for kind, name in RESOURCES.items()
        if {"call_id", "subject_id", "assessment_id"} & {one.name for one in kind.__attrs_attrs__}
    }
    declared = {RESOURCES[kind] for kind in SPOKEN}
    assert pointing - declared - without <= {
        "erasure",
        "legal_hold",
        "subject_export",
        "data_range",
        "step_mark",
    }
