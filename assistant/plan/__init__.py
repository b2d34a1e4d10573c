"""Action plans: their items, how these are drafted from cited guidance, and what becomes of them."""
