"""Two receivers, and deals that are won."""

from tests.support.flow_site import FlowSite

from revrise.core.deals.deal import Deal
from revrise.core.webhooks.delivery import WebhookDelivery
from revrise.core.webhooks.endpoint import WebhookEndpoint
from revrise.services.webhooks.commands import AddWebhook

URL, OTHER = "https://crm.example/hook", "https://bi.example/hook"
DEAL = Deal("deal_1", "Acme", "ClosedWon", "n1", "north", outcome="won")
THEIRS = Deal("deal_2", "Bolt", "ClosedWon", "s1", "south", outcome="won")


def add(site: FlowSite, person: str = "manager", url: str = URL, *events: str) -> str:
    return site.webhooks.add(AddWebhook(url, events or ("*",)), site.actor(person)).id


def won(site: FlowSite, deal: str = "deal_1", owner: str = "n1") -> None:
    site.happened("deal.won", deal, actor=owner, owner=owner, **{"from": "Closing", "to": "Won"})


def deliveries(site: FlowSite, url: str = URL) -> list[WebhookDelivery]:
    ids = {one.id for one in site.all(WebhookEndpoint) if one.url == url}
    return [one for one in site.all(WebhookDelivery) if one.endpoint_id in ids]
