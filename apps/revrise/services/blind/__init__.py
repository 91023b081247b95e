"""Blind reviews: asked for before there is anything to be swayed by."""
