"""The content library, and which assets were used on which deals."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final, Literal

from revrise.apps.demo import model
from revrise.apps.demo.chance import logistic, months_before
from revrise.apps.demo.enablement import Asset, AssetVersion, ContentUse
from revrise.core.bilingual import Bilingual

Tags = tuple[tuple[str, str], ...]
Entry = tuple[str, str, Bilingual, Bilingual, Tags]
_CATALOGUE: Final[tuple[Entry, ...]] = (
    (
        model.CONFOUNDED_ASSET,
        "battlecard",
        Bilingual("Battlecard: Corvus Suite", "竞品对战卡：Corvus 套件"),
        Bilingual(
            "Where Corvus is strong, where it is not, what to ask.",
            "对手强在哪、弱在哪、该问什么。",
        ),
        (("competitor", "Corvus"), ("stage", "Proposal")),
    ),
    (
        model.HELPFUL_ASSET,
        "case study",
        Bilingual("How a freight company halved its errors", "一家物流公司如何让差错减半"),
        Bilingual("Before, after, and the figures in between.", "上线前、上线后，以及中间的数字。"),
        (("industry", "logistics"), ("stage", "Discovery")),
    ),
    (
        "asset-objection-guide",
        "playbook",
        Bilingual(
            "Objections: acknowledge, explore, answer, confirm", "异议四步：认可、探询、回应、确认"
        ),
        Bilingual(
            "Four steps with examples for price, timing and risk.",
            "四个步骤，附价格、时机、风险示例。",
        ),
        (("use case", "objections"),),
    ),
    (
        "asset-discovery-guide",
        "playbook",
        Bilingual("Discovery guide", "需求探询指南"),
        Bilingual(
            "Situation, problem, implication, and when to stop.", "现状、问题、影响，以及何时停下。"
        ),
        (("stage", "Discovery"),),
    ),
    (
        "asset-one-pager-insight",
        "one-pager",
        Bilingual("Meridian Insight on one page", "Meridian Insight 一页纸"),
        Bilingual("What it does, for whom, and what it costs.", "做什么、给谁用、多少钱。"),
        (("product", "product-insight"),),
    ),
    (
        "asset-deck",
        "deck",
        Bilingual("The company in ten slides", "十页公司介绍"),
        Bilingual("Who we are and what customers say.", "我们是谁，客户怎么说。"),
        (("stage", "LeadIn"),),
    ),
    (
        "asset-demo-video",
        "demo video",
        Bilingual("Five-minute demo", "五分钟演示视频"),
        Bilingual("From raw data to a decision in five minutes.", "五分钟从数据到决策。"),
        (("stage", "TechnicalDemo"),),
    ),
    (
        "asset-security",
        "one-pager",
        Bilingual("Security and data protection", "安全与数据保护"),
        Bilingual("Where data lives and who can see it.", "数据在哪里，谁能看到。"),
        (("persona", "IT"), ("product", "product-guard")),
    ),
)
_PLAIN_USE, _VIEWED = 0.12, 0.33


def assets(owners: Sequence[str], start: date, today: date) -> tuple[Asset, ...]:
    """The library; every second asset has a second version, one expires soon."""
    return tuple(
        _asset(index, entry, owners[index % len(owners)], start, today)
        for index, entry in enumerate(_CATALOGUE)
    )


def _asset(
    index: int,
    entry: Entry,
    owner: str,
    start: date,
    today: date,
) -> Asset:
    id_, kind, title, body, tags = entry
    first = datetime.combine(start - timedelta(days=30 + index), time(2), UTC)
    second = datetime.combine(months_before(today, 9), time(2), UTC)
    versions = [AssetVersion("1.0.0", first, body)]
    if index % 2 == 0:
        more = Bilingual(f"{body.en} With this year's figures.", f"{body.zh}已更新今年的数字。")
        versions.append(AssetVersion("1.1.0", second, more))
    expires = today + timedelta(days=20) if id_ == "asset-deck" else None
    return Asset(id_, kind, title, tags, owner, tuple(versions), expires)


def picks(roll: Random, ability: float) -> tuple[str, ...]:
    """The assets used on a deal: the able take the battlecard, all else goes by chance."""
    chances = {entry[0]: _PLAIN_USE for entry in _CATALOGUE}
    chances[model.CONFOUNDED_ASSET] = logistic(-1.0 + 3.0 * ability)
    chances[model.HELPFUL_ASSET] = 0.35
    return tuple(id_ for id_, chance in chances.items() if roll.random() < chance)


def use(
    roll: Random, asset: Asset, person_id: str, deal_id: str, span: tuple[datetime, datetime]
) -> ContentUse:
    """A use of the newest published version at some moment of a span."""
    at = span[0] + (span[1] - span[0]) * roll.uniform(0.05, 0.9)
    at = at.replace(microsecond=0)
    newest = [version for version in asset.versions if version.published_at <= at][-1]
    action: Literal["viewed", "shared"] = "viewed" if roll.random() < _VIEWED else "shared"
    return ContentUse(asset.id, newest.number, person_id, deal_id, at, action)
