"""Affordability: what a household spends on living, and what is left for a loan."""
