"""Services of Harbourline Finance that score, estimate, answer and rank."""
