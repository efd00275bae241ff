"""The learner's share links, in one language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.db.share_links import ShareLink
from app.web.languages import N_, Language

LIVES = {"week": 7, "month": 30, "year": 365}
"""How many days a link lives, by what the form calls it; any other word: until it is ended."""

_CALLED = {
    "": N_("Until I end it"),
    "week": N_("One week"),
    "month": N_("One month"),
    "year": N_("One year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLinkView:
    """A link, as its maker sees it."""

    id: str
    label: str
    url: str
    life: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingView:
    """All that the part on sharing shows."""

    open: tuple[ShareLinkView, ...]
    ended: tuple[ShareLinkView, ...]
    lives: tuple[tuple[str, str], ...]


def sharing_view(
    links: Iterable[ShareLink], now: datetime, language: Language, *, public_url: str
) -> SharingView:
    """Say what links there are, and which can be made."""
    shown = [_link(each, now, language, public_url) for each in links]
    return SharingView(
        open=tuple(each for each in shown if each.is_open),
        ended=tuple(each for each in shown if not each.is_open),
        lives=tuple((value, language.gettext(said)) for value, said in _CALLED.items()),
    )


def _link(link: ShareLink, now: datetime, language: Language, public_url: str) -> ShareLinkView:
    return ShareLinkView(
        id=link.id,
        label=link.label or language.gettext(N_("Link of %s")) % language.date(link.created_at),
        url=f"{public_url}/s/{link.token}",
        life=_life(link, now, language),
        is_open=link.is_open(now),
    )


def _life(link: ShareLink, now: datetime, language: Language) -> str:
    if link.ended_at is not None:
        return language.gettext(N_("Ended on %s")) % language.date(link.ended_at)
    if link.expires_at is None:
        return language.gettext(N_("Open until you end it"))
    said = N_("Open until %s") if link.is_open(now) else N_("Ended on %s")
    return language.gettext(said) % language.date(link.expires_at)
