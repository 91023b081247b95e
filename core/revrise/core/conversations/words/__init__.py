"""Text made comparable: folding, tokens and 字, phrases found in one pass, word lists."""
