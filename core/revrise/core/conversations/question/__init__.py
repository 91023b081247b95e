"""How questions are told from other sentences, in English and Chinese."""
