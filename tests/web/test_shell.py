"""The frame around every page: language, theme, policy of content, navigation, errors."""

import json
import re
from urllib.parse import unquote

import pytest

from revrise.apps.server.headers import headers
from revrise.apps.web import assets
from revrise.core.people.person import Person

PAGES = ("/", "/inbox", "/search", "/more", "/me/security", "/_ui")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_title_a_way_to_its_text_and_no_style_or_script_of_its_own(ask, path):
    html = ask("rep", path).text
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert 'href="#main"' in html
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert all("src=" in one or "application/json" in one for one in scripts)


def test_the_policy_allows_the_styles_of_this_page_alone(ask):
    first, second = ask("rep", "/"), ask("rep", "/")
    policies = [one.headers["content-security-policy"] for one in (first, second)]
    nonces = [re.search(r"'nonce-([^']+)'", policy)[1] for policy in policies]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0]}"' in first.text
    assert "'unsafe" not in first.headers["content-security-policy"]
    assert "script-src 'self';" in first.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/login", "/static/x/nothing.js"])
def test_every_answer_is_hardened(ask, path):
    found = ask("", path).headers
    assert found["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in found["content-security-policy"]


def test_encrypted_connections_are_to_stay_encrypted():
    assert "strict-transport-security" in headers(encrypted=True)
    assert "strict-transport-security" not in headers()


def test_a_page_speaks_the_persons_language(ask):
    assert '<html lang="zh-CN"' in ask("zh", "/").text
    assert '<html lang="en"' in ask("rep", "/").text


def test_before_log_in_the_browsers_language_counts_until_one_is_chosen(ask, client):
    assert '<html lang="zh-CN"' in ask("", "/login", Accept_Language="zh-CN").text
    answer = ask("", "/me/language", {"language": "en"}, Accept_Language="zh-CN")
    assert answer.status_code == 303
    assert client.cookies["rr_locale"] == "en"


def test_a_chosen_language_stays_with_the_person(ask, app):
    assert ask("both", "/me/language", {"language": "zh"}).status_code == 303
    assert '<html lang="zh-CN"' in ask("both", "/").text
    assert ask("both", "/me/language", {"language": "en"}).status_code == 303
    assert ask("both", "/me/language", {"language": "xx"}).status_code == 422


def test_a_chosen_theme_is_there_in_the_first_bytes(client):
    client.cookies.clear()
    client.cookies.set("rr_theme", "dark")
    assert 'data-bs-theme="dark"' in client.get("/", headers={"who": "rep"}).text
    client.cookies.set("rr_theme", '"><script>')
    assert 'data-theme="system"' in client.get("/", headers={"who": "rep"}).text
    client.cookies.clear()


@pytest.mark.parametrize(
    ("came", "back"),
    [
        ("http://testserver.local/search?q=a", "/search?q=a"),
        ("https://evil.example//evil.example/x", "/"),
        ("", "/"),
    ],
)
def test_a_switch_leads_back_to_its_page_and_nowhere_else(ask, came, back):
    answer = ask("rep", "/me/theme", {"theme": "dark"}, referer=came)
    assert answer.headers["location"] == back


@pytest.mark.parametrize(
    ("who", "sees", "hidden"),
    [
        ("rep", {"/calls", "/pipeline", "/learning"}, {"/admin"}),
        ("admin", {"/admin", "/inbox"}, {"/calls", "/pipeline"}),
        ("enablement", {"/content", "/learning", "/analytics"}, {"/admin", "/pipeline"}),
        ("both", {"/admin", "/pipeline"}, set()),
    ],
)
def test_the_menu_has_the_places_the_policy_opens(ask, who, sees, hidden):
    nav = re.search(r"<nav aria-label=\"Main\">(.*?)</nav>", ask(who, "/").text, re.DOTALL)[1]
    found = set(re.findall(r'href="([^"]+)"', nav))
    assert sees <= found
    assert not hidden & found


def test_where_one_is_the_menu_says(ask):
    html = ask("rep", "/inbox").text
    assert re.search(r'href="/inbox" aria-current="page"', html)
    assert not re.search(r'href="/" aria-current="page"', html)


def test_a_part_comes_alone_and_has_the_address_of_its_page(ask):
    whole = ask("rep", "/search?q=rana").text
    part = ask("rep", "/search?q=rana", HX_Request="true", HX_Request_Type="partial").text
    assert "<html" in whole
    assert "<html" not in part
    assert "<use" not in part  # its icons are whole: the page's sheet may lack them
    assert "Rana Reed" in whole
    assert "Rana Reed" in part


def test_who_finds_no_name_is_led_to_what_was_said(ask):
    led = 'href="/calls/search?q=too%20dear"'
    html = ask("coach", "/search?q=too+dear").text
    assert led in html
    assert "“too dear” in what was said" in html
    assert led not in ask("admin", "/search?q=too+dear").text
    assert ">Nothing found<" in html


def test_a_message_of_a_change_is_told_once(ask, client):
    answer = ask("rep", "/inbox/read", {})
    assert answer.status_code == 303
    kind, said = json.loads(unquote(client.cookies["rr_toast"]))
    assert kind == "good"
    first = client.get("/inbox", headers={"who": "rep"}).text
    assert said in first
    assert said not in client.get("/inbox", headers={"who": "rep"}).text


def test_a_message_cannot_bring_markup(client):
    client.cookies.clear()
    client.cookies.set("rr_toast", '["good","<b>x</b>"]')
    assert "<b>x</b>" not in client.get("/inbox", headers={"who": "rep"}).text
    client.cookies.set("rr_toast", "nonsense")
    assert client.get("/inbox", headers={"who": "rep"}).status_code == 200
    client.cookies.clear()


def test_scripts_are_led_on_by_a_header(ask):
    answer = ask("rep", "/inbox/read", {}, HX_Request="true")
    assert (answer.status_code, answer.headers["hx-redirect"]) == (200, "/inbox")


def test_who_is_not_logged_in_is_asked_to_and_led_back(ask):
    answer = ask("", "/search?q=a")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?next=%2Fsearch%3Fq%3Da",
    )


@pytest.mark.parametrize(
    ("page", "to"),
    [
        ("http://testserver.local/calls/a?at=9", "/login?next=%2Fcalls%2Fa%3Fat%3D9&lost=1"),
        ("https://elsewhere.example/calls/a", "/login?lost=1"),
        ("http://[", "/login?lost=1"),
        ("", "/login?lost=1"),
    ],
)
def test_who_was_logged_out_is_told_what_was_lost_and_led_back_to_its_page(ask, page, to):
    answer = ask("", "/calls/a/comments", {"text": "Long."}, Referer=page)
    assert (answer.status_code, answer.headers["location"]) == (303, to)
    assert "what you sent was not saved" in ask("", to).text


def test_what_is_not_there_looks_like_what_is_hidden(ask):
    answers = [ask("rep", path) for path in ("/admin/jobs/job_nothing", "/nowhere")]
    assert [one.status_code for one in answers] == [404, 404]
    assert all("There is nothing here" in one.text for one in answers)


def test_a_refusal_names_who_can_grant(ask):
    answer = ask("rep", "/admin/people")
    assert answer.status_code == 403
    assert "Ada Ames" in answer.text
    assert "Bo Both" in answer.text


def test_a_failure_says_that_data_is_safe_and_gives_its_number(app, client, monkeypatch):
    app.__dict__["notifications"] = None  # the service is lost, of the frame too
    try:
        answer = client.get("/inbox", headers={"who": "rep"})
    finally:
        del app.__dict__["notifications"]
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] in answer.text
    assert "Your data is safe" in answer.text
    assert "Traceback" not in answer.text


def test_files_of_this_release_are_kept_for_ever_and_packed(client):
    url = assets.url("css/app.css")
    first = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["content-encoding"] == "gzip"
    again = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(url.replace(assets.release(), "older"))
    assert other.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "name", ["../app.py", "vendor/manifest.json", "icons.txt", "css/../../app.py"]
)
def test_nothing_else_is_served(client, name):
    assert client.get(f"/static/{assets.release()}/{name}").status_code == 404


def test_the_gallery_is_for_developers(ask, app):
    assert ask("rep", "/_ui").status_code == 200
    assert not app.settings.server.__class__().gallery


def test_people_are_added_changed_and_kept_out_from_pages(ask, app):
    form = {"name": "Nia New", "email": "nia@acme.example", "roles": ["rep"], "locale": "zh"}
    added = ask("admin", "/admin/people", form)
    assert added.status_code == 303
    there = added.headers["location"]
    person = there.rsplit("/", 1)[1]
    twice = ask("admin", "/admin/people", form)
    assert twice.status_code == 422
    assert "Somebody else has this address" in twice.text
    assert 'aria-invalid="true"' in twice.text
    stale = ask("admin", there, {**form, "name": "Nia", "version": "7"})
    assert stale.status_code == 409
    assert ask("admin", there, {**form, "name": "Nia", "version": "1"}).status_code == 303
    out = ask("admin", f"{there}/active", {"active": "0", "version": "2"})
    assert out.status_code == 303
    row = app.shelf.one(Person, "person", app.people.actor("admin"), person)
    assert (row["name"], row["active"]) == ("Nia", False)


def test_an_invitation_is_shown_once_and_opens_the_door(ask):
    invited = ask("admin", "/admin/people/rep/invite", {})
    link = re.search(r'value="[^"]*?(/welcome\?token=[^"]+)"', invited.text)[1]
    assert "Rana Reed" in ask("", link).text
    assert link not in ask("admin", "/admin/people/rep").text


@pytest.mark.parametrize(
    "path", ["/admin/people", "/admin/plugins", "/admin/audit", "/admin/policy"]
)
@pytest.mark.parametrize("who", ["rep", "coach", "manager", "enablement"])
def test_administration_is_closed_to_who_does_not_run_the_system(ask, path, who):
    assert ask(who, path).status_code == 403


def test_the_audit_page_verifies_the_chain(ask):
    assert "The chain holds" in ask("admin", "/admin/audit?verify=1").text
    assert "organisation.set_up" in ask("admin", "/admin/audit?action=organisation").text
    assert "No entry fits" in ask("admin", "/admin/audit?action=nothing").text


def test_the_policy_is_explained_for_somebody(ask):
    allowed = ask("admin", "/admin/policy?person=Rana+Reed&resource=call&action=read").text
    assert "Yes, allowed" in allowed
    refused = ask("admin", "/admin/policy?person=Rana+Reed&resource=plugin&action=manage").text
    assert "No, not allowed" in refused


def test_a_key_is_shown_once_and_ends(ask, app):
    made = ask("rep", "/me/keys", {"name": "export", "days": "7", "read_only": "1"})
    assert re.search(r'id="f-token" readonly value="[^"]+"', made.text)
    by = app.people.actor("rep")
    key = app.keyring.keys(by)[0]
    assert ask("rep", f"/me/keys/{key['id']}/end", {}).status_code == 303
    assert app.keyring.keys(by) == []
    assert ask("coach", f"/me/keys/{key['id']}/end", {}).status_code == 404


def test_a_page_speaks_with_its_own_screens_words_though_it_answers_in_a_thread() -> None:
    from types import SimpleNamespace

    from litestar.utils.sync import ensure_async_callable

    from revrise.apps.web.screens.home.routes import home
    from revrise.apps.web.visit import _screen

    threaded = ensure_async_callable(getattr(home.fn, "func", home.fn))
    assert _screen(SimpleNamespace(route_handler=SimpleNamespace(fn=threaded))) == "home"
