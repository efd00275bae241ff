"""app.db.paging: pages that exist."""

import pytest

from app.db.paging import LARGEST_PAGE, Paging


def test_pages_count_from_one() -> None:
    assert Paging(page=1, size=20).offset == 0
    assert Paging(page=3, size=20).offset == 40


@pytest.mark.parametrize(("page", "size"), [(0, 20), (-1, 20), (1, 0), (1, LARGEST_PAGE + 1)])
def test_what_is_no_page_is_refused(page: int, size: int) -> None:
    with pytest.raises(ValueError, match="Pages count"):
        Paging(page=page, size=size)
