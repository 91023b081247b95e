"""Deals and what they hang on."""

from typing import Any

import msgspec

from revrise.apps.api.batches import batch
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource, money
from revrise.apps.api.views import pipeline as views
from revrise.apps.api.views.common import Amount, Batch
from revrise.core.deals.account import Account, Card, Product
from revrise.core.deals.deal import Deal
from revrise.core.deals.process import SalesProcess
from revrise.services.pipeline.commands import AddDeal, AdvanceDeal, ChangeDeal

TAG = "Pipeline"
DEALS = Resource(
    Deal, "deal", "deals", "deal", "deals", TAG, views.Deal,
    filters=("stage", "owner_id", "team_id", "account_id", "card_id", "product", "outcome",
             "process_id", "source", "external_id", "value", "value_currency", "opened_at",
             "closed_at", "next_step_at"),
    sorts=("id", "name", "stage", "value", "opened_at", "closed_at", "next_step_at"),
    heavy=frozenset({"history"}),
)  # fmt: skip
ACCOUNTS = Resource(
    Account, "account", "accounts", "account", "accounts", TAG, views.Account,
    filters=("name", "industry", "country", "owner_id", "team_id", "parent_id", "employees",
             "source", "external_id"),
    sorts=("id", "name", "employees"),
)  # fmt: skip
CARDS = Resource(
    Card, "card", "cards", "card", "cards", TAG, views.Card,
    filters=("account_id", "owner_id", "team_id", "email", "phone"), sorts=("id", "name"),
)  # fmt: skip
PRODUCTS = Resource(
    Product, "product", "products", "product", "products", TAG, views.Product,
    filters=("name", "category"), sorts=("id", "name", "price"),
)  # fmt: skip
PROCESSES = Resource(
    SalesProcess, "sales_process", "processes", "process", "processes", TAG, views.Process,
)  # fmt: skip
for _resource in (DEALS, ACCOUNTS, CARDS, PRODUCTS, PROCESSES):
    offer(_resource)


@operation(
    "POST /v1/deals",
    tag=TAG,
    needs="deal:create",
    answer=views.Deal,
    status=201,
    errors=("not-found",),
)
def create_deal(context: Context, body: views.NewDeal) -> Answer:
    """Open a deal.

    It starts in the first stage of its process, owned by you or by somebody in your reach.
    """
    made = context.app.pipeline.add(_new(body), context.by)
    return _created(context, made.id)


@operation("POST /v1/deals:batch", tag=TAG, needs="deal:create", answer=Batch, limit=8 << 20)
def create_deals(context: Context, body: views.NewDeals) -> dict[str, Any]:
    """Open many deals.

    Up to 500; each stands or falls alone and answers with its own status.
    """
    return batch(
        context, body.items, lambda one: context.app.pipeline.add(_new(one), context.by).id
    )


@operation(
    "PATCH /v1/deals/{deal_id}", tag=TAG, needs="deal:update", answer=views.Deal, versioned=DEALS
)
def change_deal(context: Context, deal_id: str, body: views.DealChanges) -> Any:
    """Change a deal.

    Sets the fields that are given. Its stage moves only by `:advance`.
    """
    changes = {
        name: _value(value)
        for name, value in msgspec.structs.asdict(body).items()
        if value is not msgspec.UNSET
    }
    context.app.pipeline.change(ChangeDeal(deal_id, changes), context.by)
    return single(DEALS, context, deal_id)


@operation(
    "POST /v1/deals/{deal_id}:advance",
    tag=TAG,
    needs="deal:advance",
    answer=views.Deal,
    versioned=DEALS,
)
def advance_deal(context: Context, deal_id: str, body: views.Advance) -> Any:
    """Move a deal to another stage.

    Refused with the unmet criteria when the move asks for more than there is.
    """
    command = AdvanceDeal(deal_id, body.to, body.evidence, body.lost_reason)
    context.app.pipeline.advance(command, context.by)
    return single(DEALS, context, deal_id)


@operation("GET /v1/pipeline", tag=TAG, needs="deal:read", answer=views.Report)
def show_pipeline(context: Context) -> Any:
    """Show what is open, won and lost.

    Counts, values and win rate of the deals you may see, also by team, product and stage.
    """
    return context.app.pipeline.report(context.by)


def _new(body: views.NewDeal) -> AddDeal:
    return AddDeal(
        name=body.name,
        owner_id=body.owner_id,
        process_id=body.process_id,
        account_id=body.account_id,
        card_id=body.card_id,
        product=body.product,
        value=money(body.value) if body.value else None,
        next_step=body.next_step,
        next_step_at=body.next_step_at,
    )


def _value(value: Any) -> Any:
    return money(value) if isinstance(value, Amount) else value


def _created(context: Context, deal_id: str) -> Answer:
    return Answer(single(DEALS, context, deal_id), 201, {"Location": f"/v1/deals/{deal_id}"})
