"""One page of a longer list, with the length of the whole."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Select, func, literal, select

LARGEST_PAGE = 200

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is wanted; pages count from 1."""

    page: int = 1
    size: int = 20

    def __post_init__(self) -> None:
        """Refuse what no list has."""
        if self.page < 1 or not 1 <= self.size <= LARGEST_PAGE:
            raise ValueError(f"Pages count from 1 and hold at most {LARGEST_PAGE} entries.")

    @property
    def offset(self) -> int:
        """Count the entries before this page."""
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """The entries of one page."""

    items: tuple[Item, ...]
    total: int
    """How many there are on all pages."""
    more: bool = False
    """Whether `total` is only how far was counted."""


def total(connection: Connection, query: Select[tuple[object, ...]]) -> int:
    """Count the rows of a query."""
    return connection.scalar(select(func.count()).select_from(query.subquery())) or 0


def at_most(query: Select[tuple[object, ...]], rows: int) -> Select[Any]:
    """Cut a query to so many rows, without their columns: counting them then has a bound."""
    return query.with_only_columns(literal(1)).limit(rows)
