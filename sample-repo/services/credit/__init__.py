"""Credit scoring: points for a loan application, with reasons."""
