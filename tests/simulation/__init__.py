"""Seeded random walks through the whole conversation, and what must hold at every turn of them."""
