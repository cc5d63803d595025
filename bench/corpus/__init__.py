"""A made-up organisation of any size that keeps valid, rich records; see make_corpus.py."""
