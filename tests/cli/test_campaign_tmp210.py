from pathlib import Path

import pytest

from tests.cli.test_ledgers import campaign


@pytest.mark.parametrize("seed", range(210, 220))
def test_c(top: Path, seed: int) -> None:
    campaign(top, seed, 8)
