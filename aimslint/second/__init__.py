"""A second process that parses a share of the files, links all records, and judges a share of the rules.

The first process starts it as early as it can, and tells it (`asking`) which files there are, the settings and where
the past is read (`job`). It reads every file once and sends the bytes on; both parse what nobody has parsed yet, and
each is sent what the other one found, in a plain form that costs a tenth of parsing. Then both link the same graph. The
second one (`serving`) judges the rules that ask the past, then asks for more as long as the first one has not begun
with all others, places what it found and sends it back, to be taken over as findings of an earlier check would be: the
outcome is the same to the byte. If it dies, talks nonsense or cannot be started, the first process does all of it, only
later.
"""

MODULE = "aimslint.second.serving"
"""What the second process runs."""
