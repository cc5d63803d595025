"""Bytes to documents: any file in, plain data or a problem at its line out. Knows YAML, not records.

`load_file` reads, `locate` says where a key or value stands. Decisions: YAML 1.2 core typing, dates stay
text; merge keys, foreign tags, NaN and infinities are refused; aliases are copies within a budget; of a
repeated key the first value counts.
"""

from aimslint.loading.document import Document, Loaded, load_file, locate, too_large
from aimslint.loading.limits import Limits
from aimslint.loading.parsed import Value
from aimslint.loading.spans import Located
from aimslint.loading.told import told

__all__ = ["Document", "Limits", "Loaded", "Located", "Value", "load_file", "locate", "told", "too_large"]
