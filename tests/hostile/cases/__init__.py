"""Hostile cases, one module a class: data and nothing else."""
