"""Sentences that services refuse with, said in Chinese by their form."""
