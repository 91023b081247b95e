"""Sessions are told apart by what people call their browsers."""

import pytest

from revrise.apps.web.browsers import browser

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "called"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/156.0.0.0 Safari/537.36", "Chrome, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/150 Safari/537.36 Edg/150", "Edge, Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0; rv:140.0) Firefox/140.0", "Firefox, macOS"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {KIT} Safari/604.1",
         "Safari, iPhone"),
        (f"Mozilla/5.0 (Linux; Android 15) {KIT} Chrome/130 MicroMessenger/8.0", "WeChat, Android"),
        ("curl/8.1", "curl/8.1"),
        ("<script>" * 40, ("<script>" * 40)[:60]),
        ("", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_what_people_call_it(agent: str | None, called: str) -> None:
    assert browser(agent) == called
