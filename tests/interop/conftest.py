"""What the foreign eyes need to be there."""

import pytest

from tests.peers import openbadgeslib


@pytest.fixture(scope="session")
def openbadgeslib_is_here() -> None:
    """Skip where openbadgeslib is not installed."""
    reason = openbadgeslib.missing()
    if reason:
        pytest.skip(reason)
