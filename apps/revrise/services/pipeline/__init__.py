"""Deals: what is open, won and lost, the board, a deal's page, and changing them."""

from revrise.services.pipeline.commands import AddDeal, AdvanceDeal, ChangeDeal
from revrise.services.pipeline.service import LOST, OPEN, WON, Pipeline

__all__ = ["LOST", "OPEN", "WON", "AddDeal", "AdvanceDeal", "ChangeDeal", "Pipeline"]
