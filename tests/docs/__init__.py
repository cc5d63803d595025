"""Tests of the documentation: its links, what it quotes, and what it promises."""
