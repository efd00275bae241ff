"""What all tables share: the catalogue they are entered in, and how constraints are named."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, MetaData, text

from app.db.types import UUID

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key_to(target: str, name: str, *, nullable: bool = False, unique: bool = False) -> Column[str]:
    """Make a column that refers to the id of another table's row."""
    # Unique or None, as Column takes it: False would stand in the way of a table's own constraint.
    return Column(name, UUID, ForeignKey(f"{target}.id"), nullable=nullable, unique=unique or None)


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Allow a column only the values of an enumeration."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Index only the rows that fulfil a condition."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def index_where_set(name: str, *columns: str, flag: str, unique: bool = False) -> Index:
    """Index only the rows whose flag is set, in the words in which queries ask for it.

    SQLite uses a partial index only when the query repeats its condition to the letter.
    """
    return Index(
        name,
        *columns,
        unique=unique,
        sqlite_where=text(f"{flag} = 1"),
        postgresql_where=text(flag),
    )
