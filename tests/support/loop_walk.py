"""Who walks the whole loop through the pages, what is said on the way, and steps of any page."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import define, field
from playwright.sync_api import Page
from tests.support.browser import Tab

WITHIN_S = 60
# What the pages are expected to say, and what is said in calls and role-plays.
WORDS: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "rep": "Robin Quill",
        "team": "Americas team",
        "buyer": "Dana Field",
        "asked": (
            "Hello, we sell a planning system and it is very good.",
            "It has forty modules and costs forty thousand a year.",
            "Shall I send you the contract today?",
        ),
        "answered": (
            "We lose about two days every month on shipments that come late.",
            "That is too expensive, our budget is very tight this year.",
            "No, I have to ask my boss first.",
        ),
        "practice": "I understand that the budget is tight. What does that cost you today?",
        "comment": "Ask what the two lost days cost before you name a price.",
        "deal": "Fieldstone rollout",
        "unmet": "pain confirmed by the buyer",
        "won": "Won on",
    },
    "zh": {
        "rep": "林晓鹭",
        "team": "华东团队",
        "buyer": "周敏",
        "asked": (
            "您好，我们的计划系统非常好。",
            "它有四十个模块，一年四十万。",
            "我今天就把合同发给您，可以吗？",
        ),
        "answered": (
            "我们每个月因为发货延误要损失两天左右。",
            "太贵了，我们今年的预算很紧。",
            "不行，我得先问我的领导。",
        ),
        "practice": "我理解预算很紧。现在一次发货延误会给你们带来多大损失？",
        "comment": "报价之前，先问清这两天损失意味着什么。",
        "deal": "方石推广项目",
        "unmet": "客户痛点已确认",
        "won": "赢单",
    },
}


@define
class Walk:
    """Who walks: a tab a role, and pictures on the way."""

    locale: str
    open_tab: Callable[..., Tab]
    tabs: dict[str, Tab] = field(factory=dict)
    taken: int = 0

    @property
    def words(self) -> Mapping[str, Any]:
        """What is said in this language."""
        return WORDS[self.locale]

    def at(self, role: str, path: str = "") -> Page:
        """A page as somebody of a role."""
        if role not in self.tabs:
            known = None if role == "rep" else role
            self.tabs[role] = self.open_tab(known, locale=self.locale)
        tab = self.tabs[role]
        if path:
            tab.page.goto(tab.url + path)
        return tab.page

    def keep(self, page: Page, step: str) -> None:
        """A picture of a step, where pictures are wanted."""
        self.taken += 1
        if folder := os.environ.get("REVRISE_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            name = f"loop-{self.locale}-{self.taken:02}-{step}.png"
            page.screenshot(path=str(Path(folder) / name), full_page=True)


def send(page: Page, action: str) -> None:
    """Sends the form with this action by its button, and waits for the page behind it."""
    with page.expect_navigation():
        page.locator(f'form[action="{action}"] button[type=submit]').first.click()


def until(page: Page, done: Callable[[], bool], what: str) -> None:
    """Loads a page again until it shows something that the worker does."""
    end = time.monotonic() + WITHIN_S
    while not done():
        assert time.monotonic() < end, f"{what}: not within {WITHIN_S} s at {page.url}"
        time.sleep(0.5)
        page.reload()


def transcript(words: Mapping[str, Any], folder: Path, number: int) -> Path:
    """A call of which little is asked, as a VTT file."""
    lines, clock = [], 0
    for asked, answered in zip(words["asked"], words["answered"], strict=True):
        for who, said in ((words["rep"], asked), (words["buyer"], f"{answered} ({number + 1})")):
            start, clock = clock, clock + 6
            lines.append(f"00:00:{start:02}.000 --> 00:00:{clock:02}.000\n<v {who}>{said}\n")
    file = folder / f"call-{number}.vtt"
    file.write_text("WEBVTT\n\n" + "\n".join(lines), encoding="utf-8")
    return file
