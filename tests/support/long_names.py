"""Names that cannot be broken, as names of files are: do they leave pages as wide as windows?"""

import re
from functools import cache

from playwright.sync_api import Page
from tests.support.demo_company import company

# Behind each name in the text of the page stands one word more; how many names there were.
_LENGTHEN = """(names) => {
    const name = new RegExp(names, 'g'), word = ' ' + 'W'.repeat(60);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let found = 0;
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.parentElement.matches('script, style, textarea')) continue;
        text.data = text.data.replace(name, (one) => { found += 1; return one + word; });
    }
    return found;
}"""


def lengthened(page: Page) -> int:
    """Makes the names of the company's things on a page very long; how many it found."""
    found: int = page.evaluate(_LENGTHEN, _names())
    return found


@cache
def _names() -> str:
    """An expression for what things of the company are called, in both languages."""
    firm = company()
    called = [one.name for one in firm.competencies]
    called += [one.title for kind in (firm.assets, firm.courses, firm.scenarios) for one in kind]
    names = {text for one in called for text in (one.en, one.zh)}
    things = (firm.teams, firm.people, firm.products, firm.accounts, firm.contacts)
    names |= {str(firm.name), *(one.name for kind in things for one in kind)}
    return "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
