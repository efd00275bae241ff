"""These tests are about compiled shapes, whatever engine all others run with."""

import pytest


@pytest.fixture(autouse=True)
def _compiled(compiled_shapes: None) -> None:
    assert compiled_shapes is None
