"""The public register: approved and retired versions, to find and to read.

Searching goes by the beginnings of words, through an index of our own that is the same on both
databases: PostgreSQL's and SQLite's full-text engines find different things.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from app.db.paging import Paging, Slice, at_most, total
from app.db.programme_rows import PUBLISHED, versions_of
from app.db.tables import profiles, programme_versions, register_words
from app.db.words import words
from issuer.errors import NotFound
from issuer.model.approval import ProgrammeState, ProgrammeVersion
from issuer.model.programme import ProgrammeContent

MOST_SEARCH_WORDS = 8
STILL_RARE = 500
"""Entries of the word index that are read to find versions by a word; more is a common word."""
MOST_COUNTED = 10_000
"""Hits of a search; how many more there are would take longer to count than to show a page."""
_AFTER_ALL_LETTERS = "\U0010ffff"
_IS_PUBLISHED = programme_versions.c.state.in_([state.value for state in PUBLISHED])


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFilter:
    """What a visitor looks for; None and "" ask for nothing."""

    text: str = ""
    sok_level: int | None = None
    eqf_level: int | None = None
    field: str | None = None
    """The first digits of an ISCED-F code."""
    provider: str | None = None
    """A profile's slug."""
    pilot: bool | None = None
    state: ProgrammeState | None = None
    """APPROVED or RETIRED."""


def search(
    connection: Connection, wanted: RegisterFilter, paging: Paging
) -> Slice[ProgrammeVersion]:
    """Find programmes by their newest published version, last approved first.

    They are counted up to MOST_COUNTED.
    """
    hits = total(connection, counted_of(connection, wanted))
    many = hits > MOST_COUNTED
    rows = connection.execute(page_of(connection, wanted, paging, many=many)).all()
    return Slice(versions_of(connection, rows), min(hits, MOST_COUNTED), more=many)


def counted_of(connection: Connection, wanted: RegisterFilter) -> Select[Any]:
    """Give the query for the hits that are counted; a test looks at how it is carried out."""
    return at_most(_matching(connection, wanted), MOST_COUNTED + 1)


def page_of(
    connection: Connection, wanted: RegisterFilter, paging: Paging, *, many: bool = False
) -> Select[Any]:
    """Give the query for one page; the same test looks at it.

    Of `many` hits the newest are met soon on the way from the newest of all; few are sorted.
    """
    versions = programme_versions.c
    newest_first = (versions.approved_at.desc(), versions.id.desc())
    query = _matching(connection, wanted, many=many).order_by(*newest_first)
    return query.offset(paging.offset).limit(paging.size)


def newest_published(connection: Connection, programme_id: str) -> ProgrammeVersion:
    """Load the version that the register lists for a programme. Raises NotFound."""
    return _one(
        connection,
        select(programme_versions).where(
            programme_versions.c.programme_id == programme_id, programme_versions.c.in_register
        ),
    )


def published(connection: Connection, programme_id: str, number: int) -> ProgrammeVersion:
    """Load one approved or retired version. Raises NotFound."""
    return _one(
        connection,
        select(programme_versions).where(
            programme_versions.c.programme_id == programme_id,
            programme_versions.c.number == number,
            _IS_PUBLISHED,
        ),
    )


def published_numbers(connection: Connection, programme_id: str) -> tuple[int, ...]:
    """Number the published versions of a programme, newest first."""
    query = select(programme_versions.c.number).where(
        programme_versions.c.programme_id == programme_id, _IS_PUBLISHED
    )
    return tuple(connection.scalars(query.order_by(programme_versions.c.number.desc())))


def list_newest(connection: Connection, programme_id: str) -> None:
    """Have the register list the programme's newest published version, and no other."""
    versions = programme_versions.c
    same = versions.programme_id == programme_id
    number = connection.scalar(select(func.max(versions.number)).where(same, _IS_PUBLISHED))
    old = (versions.number != number) & versions.in_register
    connection.execute(update(programme_versions).where(same, old).values(in_register=False))
    listed = same & (versions.number == number)
    connection.execute(update(programme_versions).where(listed).values(in_register=True))
    version = _one(connection, select(programme_versions).where(listed))
    all_versions = select(versions.id).where(same)
    connection.execute(delete(register_words).where(register_words.c.version_id.in_(all_versions)))
    found_by = [{"word": word, "version_id": version.id} for word in _words_of(version.content)]
    if found_by:
        connection.execute(insert(register_words), found_by)


def _words_of(content: ProgrammeContent) -> frozenset[str]:
    outcomes = [text for outcome in content.outcomes for text in outcome.statement.values()]
    skills = [
        text
        for outcome in content.outcomes
        for skill in outcome.esco_skills
        for text in skill.title.values()
    ]
    return words(*content.title.values(), *content.description.values(), *outcomes, *skills)


def _matching(connection: Connection, wanted: RegisterFilter, *, many: bool = False) -> Select[Any]:
    versions = programme_versions.c
    query = select(programme_versions).where(versions.in_register)
    for column, value in (
        (versions.sok_level, wanted.sok_level),
        (versions.eqf_level, wanted.eqf_level),
        (versions.pilot, wanted.pilot),
        (versions.state, wanted.state.value if wanted.state else None),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.field:
        # Its index is in no order of time. An expression keeps the databases from using it.
        field = func.coalesce(versions.isced_f, "") if many else versions.isced_f
        query = query.where(_begins(field, wanted.field))
    if wanted.provider:
        slug_is = profiles.c.slug == wanted.provider
        query = query.where(
            versions.profile_id == select(profiles.c.id).where(slug_is).scalar_subquery()
        )
    for word in sorted(words(wanted.text), key=len, reverse=True)[:MOST_SEARCH_WORDS]:
        query = query.where(_having(connection, word))
    return query


def _having(connection: Connection, word: str) -> ColumnElement[bool]:
    """Ask for a word in the cheaper way: by its few versions, or version by version."""
    begins = _begins(register_words.c.word, word)
    rare = select(register_words.c.version_id).where(begins).limit(STILL_RARE + 1)
    version_ids = connection.scalars(rare).all()
    if len(version_ids) <= STILL_RARE:
        return programme_versions.c.id.in_(set(version_ids))
    return exists().where(register_words.c.version_id == programme_versions.c.id, begins)


def _begins(column: Any, letters: str) -> Any:  # noqa: ANN401 - SQL expressions
    # A range, not LIKE: it walks the index on both databases and knows no wildcards.
    return (column >= letters) & (column < letters + _AFTER_ALL_LETTERS)


def _one(connection: Connection, query: Select[Any]) -> ProgrammeVersion:
    rows = connection.execute(query).all()
    if not rows:
        raise NotFound("The register has no such programme version.")
    return versions_of(connection, rows)[0]
