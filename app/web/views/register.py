"""The register as its page shows it: what was asked for, what there is to choose, what fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from markupsafe import Markup

from app.web.languages import N_, Language
from app.web.records import PublishedVersion, RegisterPage, RegisterSearch, Standing
from app.web.views.addresses import programme_address
from app.web.views.labels import field_of_study
from app.web.views.level import LevelView, level_view
from app.web.views.seals import programme_seal
from app.web.views.workload import workload
from contexts import sok_levels, vocabulary
from issuer.model.approval import ProgrammeState
from issuer.rendering.phrases import concept_label

_BROAD_FIELD = 2
"""Digits of an ISCED-F broad field, such as 07 for engineering."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One programme in the list."""

    url: str
    seal: Markup
    title: str
    summary: str
    provider: str
    level: LevelView
    workload: str
    field: str
    pilot: bool
    retired: bool
    approved_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter of the form."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """The page of the register."""

    words: str
    filters: tuple[Filter, ...]
    narrowed: bool
    """Whether anything was asked for at all."""
    entries: tuple[RegisterEntry, ...]
    total: int
    more: bool
    """Whether there are more than `total`; how many pages there are is not known then."""
    page: int
    pages: int
    previous_url: str | None
    next_url: str | None


def register_view(page: RegisterPage, search: RegisterSearch, language: Language) -> RegisterView:
    """Say a page of the register in one language."""
    pages = max(1, ceil(page.total / page.size))
    goes_on = search.page < pages or (page.more and len(page.entries) == page.size)
    return RegisterView(
        words=search.words,
        filters=_filters(page, search, language),
        narrowed=bool(parameters(search)),
        entries=register_entries(page.entries, language),
        total=page.total,
        more=page.more,
        page=search.page,
        pages=pages,
        previous_url=_page_url(search, search.page - 1) if search.page > 1 else None,
        next_url=_page_url(search, search.page + 1) if goes_on else None,
    )


def register_entries(
    published: Sequence[PublishedVersion], language: Language
) -> tuple[RegisterEntry, ...]:
    """Say programmes as entries of a list."""
    return tuple(_entry(one, language) for one in published)


def parameters(search: RegisterSearch) -> dict[str, str]:
    """Write a search as the form's parameters, without what was left open and without the page."""
    asked = {
        "q": search.words,
        "level": str(search.sok_level or ""),
        "field": search.field or "",
        "provider": search.provider or "",
        "pilot": {None: "", True: "yes", False: "no"}[search.pilot],
        "status": search.standing.value if search.standing else "",
    }
    return {name: value for name, value in asked.items() if value}


def _page_url(search: RegisterSearch, page: int) -> str:
    asked = parameters(search) | ({"page": str(page)} if page > 1 else {})
    return f"/register?{urlencode(asked)}" if asked else "/register"


def _entry(published: PublishedVersion, language: Language) -> RegisterEntry:
    version, content = published.version, published.version.content
    return RegisterEntry(
        url=programme_address(version.programme_id, version.number),
        seal=programme_seal(content),
        title=language.text(content.title),
        summary=language.text(content.description),
        provider=language.text(published.profile.name),
        level=level_view(content.level, language),
        workload=workload(content.workload, language),
        field=field_of_study(content.isced_f, language),
        pilot=content.pilot,
        retired=version.state is ProgrammeState.RETIRED,
        approved_on=language.date(published.approved_at) if published.approved_at else "",
    )


def _filters(page: RegisterPage, search: RegisterSearch, language: Language) -> tuple[Filter, ...]:
    say = language.gettext
    chosen = parameters(search)
    levels = [(str(entry.level), f"SOK {entry.level}") for entry in sok_levels()]
    providers = [(one.slug, language.text(one.name)) for one in page.providers]
    pilots = [("yes", say(N_("Pilots only"))), ("no", say(N_("Without pilots")))]
    standings = [
        (Standing.OPEN.value, say(N_("Open for learners"))),
        (Standing.RETIRED.value, say(N_("Retired"))),
    ]
    return (
        choices_of("level", say(N_("Level")), levels, chosen),
        choices_of("field", say(N_("Field")), broad_fields(language), chosen),
        choices_of("provider", say(N_("Provider")), providers, chosen),
        choices_of("pilot", say(N_("Pilot")), pilots, chosen),
        choices_of("status", say(N_("Status")), standings, chosen),
    )


def choices_of(
    name: str, label: str, choices: Sequence[tuple[str, str]], chosen: Mapping[str, str]
) -> Filter:
    """Make a list to choose from, with what was chosen."""
    return Filter(
        name=name,
        label=label,
        choices=tuple(
            Choice(value=value, label=text, chosen=chosen.get(name) == value)
            for value, text in choices
        ),
    )


def broad_fields(language: Language) -> list[tuple[str, str]]:
    """List the broad fields of ISCED-F by code."""
    return [
        (field.notation, concept_label(field.labels, language.code))
        for field in vocabulary("isced-f").values()
        if field.notation is not None and len(field.notation) == _BROAD_FIELD
    ]
