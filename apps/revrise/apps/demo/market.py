"""What the company sells and to whom: products, accounts and contact cards."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from revrise.apps.demo.chance import at_work, dice
from revrise.apps.demo.company import Account, Competency, Contact, Product
from revrise.apps.demo.names import company_names, people_names
from revrise.core.bilingual import Bilingual, Language
from revrise.core.money import Money

COMPETENCIES: Final = (
    Competency("selling", Bilingual("Selling", "销售能力")),
    Competency("discovery", Bilingual("Discovery", "需求挖掘"), "selling"),
    Competency("objection-handling", Bilingual("Objection handling", "异议处理"), "selling"),
    Competency("active-listening", Bilingual("Active listening", "积极倾听"), "selling"),
    Competency("closing", Bilingual("Closing", "成交推进"), "selling"),
    Competency("product-knowledge", Bilingual("Product knowledge", "产品知识"), "selling"),
)
PRODUCTS: Final = tuple(
    Product(id_, name, line, (Money.of(yuan, "CNY"), Money.of(dollars, "USD")))
    for id_, name, line, yuan, dollars in (
        ("product-insight", "Meridian Insight", "analytics", 168_000, 24_000),
        ("product-flow", "Meridian Flow", "automation", 128_000, 18_500),
        ("product-guard", "Meridian Guard", "security", 226_000, 33_000),
        ("product-connect", "Meridian Connect", "automation", 88_000, 12_500),
        ("product-care", "Meridian Care", "services", 46_000, 6_800),
    )
)
INDUSTRIES: Final = ("manufacturing", "retail", "finance", "healthcare", "logistics", "education")
_ACCOUNTS_PER_INDUSTRY: Final[dict[Language, int]] = {"zh": 42, "en": 28}
_COUNTRIES: Final = {"zh": ("CN",), "en": ("US", "US", "CA", "GB", "DE", "NL", "FR")}
_TITLES: Final = {
    "zh": ("信息部经理", "运营总监", "采购主管", "副总经理", "业务负责人", "财务总监"),
    "en": ("IT Manager", "Head of Operations", "Procurement Lead", "VP Sales", "CFO", "Director"),
}
# Phone numbers that belong to nobody: an unallocated mobile prefix, and 555-01xx.
_AREA_CODES: Final = (212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 816)


def accounts(seed: int) -> tuple[Account, ...]:
    """Customer companies of both regions, of every industry."""
    roll = dice(seed, "accounts")
    drawn = [
        (name, industry, language)
        for language, count in _ACCOUNTS_PER_INDUSTRY.items()
        for industry in INDUSTRIES
        for name in company_names(language, industry, count, roll)
    ]
    return tuple(
        Account(
            f"account-{number:04}",
            name,
            industry,
            roll.choice(_COUNTRIES[language]),
            int(roll.lognormvariate(5.6, 1.0)) + 10,
            language,
        )
        for number, (name, industry, language) in enumerate(drawn, 1)
    )


def contacts(seed: int, customers: Sequence[Account], start: date) -> tuple[Contact, ...]:
    """One to three cards at every account, each with a phone and an e-mail of its own."""
    roll = dice(seed, "contacts")
    names = {language: iter(people_names(language, 760, roll)) for language in ("zh", "en")}
    found: list[Contact] = []
    for account in customers:
        for _ in range(roll.choice((1, 1, 2, 2, 3))):
            name = next(names[account.language])
            found.append(_card(roll, len(found) + 1, account, (name.written, name.latin), start))
    return tuple(found)


def _card(
    roll: Random, number: int, account: Account, name: tuple[str, str], start: date
) -> Contact:
    title = roll.choice(_TITLES[account.language])
    created = at_work(roll, start - timedelta(days=roll.randrange(1, 300)))
    email = f"{name[1]}@{account.id}.example"
    phone = _phone(number, account.language)
    return Contact(f"card-{number:04}", account.id, name[0], title, phone, email, created)


def _phone(number: int, language: Language) -> str:
    if language == "zh":
        return f"+86 120 0000 {number:04}"
    code = _AREA_CODES[number // 100 % len(_AREA_CODES)]
    return f"+1 {code} 555 01{number % 100:02}"
