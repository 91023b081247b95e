"""Contexts of a browser, used by one test after another and emptied between them.

A new context is a new process of the browser: to start it takes a second of a processor.
"""

from collections import defaultdict
from typing import Any

from attrs import define, field
from playwright.sync_api import Browser, BrowserContext
from tests.support.browser import Tab, new_context, open_tab

# What a page may leave behind, but for cookies and what a tab takes with it.
STORED = "local_storage,indexeddb,cache_storage,service_workers,file_systems,storage_buckets"
IDLE = 2


@define
class Contexts:
    """Those of one browser that are of no test at the moment, by language and scripts."""

    browser: Browser
    _idle: dict[tuple[str, bool], list[BrowserContext]] = field(factory=lambda: defaultdict(list))

    def open(self, url: str, *, locale: str = "en", java_script: bool = True, **how: Any) -> Tab:
        """A tab in a context in which nothing is; see `open_tab`."""
        idle = self._idle[locale, java_script]
        context = idle.pop() if idle else self._made(url, locale, java_script=java_script)
        return open_tab(
            self.browser, url, locale=locale, java_script=java_script, context=context, **how
        )

    def give_back(self, tab: Tab, locale: str) -> None:
        """Empties the context of a tab for the next test, or closes it when something went wrong
        in it or when there are enough."""
        idle, context = self._idle[locale, tab.scripts], tab.context
        if tab.problems or len(idle) >= IDLE:
            context.close()
            return
        first, *others = context.pages
        for page in others:
            page.close()
        context.set_offline(False)
        context.unroute_all()
        context.clear_permissions()
        context.clear_cookies()
        session = context.new_cdp_session(first)
        session.send("Storage.clearDataForOrigin", {"origin": tab.url, "storageTypes": STORED})
        session.detach()
        idle.append(context)

    def _made(self, url: str, locale: str, *, java_script: bool) -> BrowserContext:
        """With a page of the site that stays: without one the process would end with each test."""
        context = new_context(self.browser, locale, java_script=java_script)
        context.new_page().goto(f"{url}/static/none")
        return context
