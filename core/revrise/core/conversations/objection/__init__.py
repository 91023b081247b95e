"""How objections are told, what they are about, and how sellers handle them."""
