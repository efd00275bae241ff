"""What a seal is to be, checked before anything is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.fetching import Refused
from app.keys.key_uri import KeyUnusable
from app.seals.offered_keys import offered_keys
from app.seals.opening import DEMO
from app.services import Services
from issuer.errors import DomainError, InvalidContent
from issuer.faults import Fault
from issuer.model.organisation import Profile
from issuer.sealing import TimeForm
from verifier.securing.jades import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class SealWish:
    """What a seal is to be."""

    key_uri: str
    level: Level
    time_form: TimeForm = TimeForm.IAT
    timestamp_url: str | None = None
    mandate: str | None = None


class SealKeyUnusable(DomainError):
    """The key cannot be opened; why is told to the operator, since it names the server's files."""

    code = "SEAL_KEY_UNUSABLE"


def require_possible(services: Services, profile: Profile, wish: SealWish) -> None:
    """Refuse what cannot be, each fault in both languages. Raises InvalidContent."""
    faults = tuple(_faults(services, profile, wish))
    if faults:
        raise InvalidContent(faults[0].sentence["en"], faults=faults)


def _faults(services: Services, profile: Profile, wish: SealWish) -> Iterator[Fault]:
    is_demo = wish.key_uri == DEMO
    if is_demo and not services.settings.demo:
        yield _fault("DEMO_SEAL_NOT_OFFERED", "/key_uri")
    if "?" in wish.key_uri:
        yield _fault("SEAL_KEY_WITH_QUERY", "/key_uri")
    elif not is_demo and wish.key_uri not in _offered(services, profile):
        yield _fault("SEAL_KEY_NOT_OFFERED", "/key_uri")
    if wish.level is not Level.B and wish.timestamp_url is None and not is_demo:
        yield _fault("SEAL_LEVEL_NEEDS_TIMESTAMPS", "/timestamp_url")
    if wish.timestamp_url is not None and not _may_be_called(services, wish.timestamp_url):
        yield _fault("SEAL_TIMESTAMP_ADDRESS", "/timestamp_url")
    if is_demo and wish.timestamp_url is not None:
        yield _fault("DEMO_SEAL_HAS_TIMESTAMPS", "/timestamp_url")


def _offered(services: Services, profile: Profile) -> frozenset[str]:
    try:
        return frozenset(offered_keys(services.settings.seal_keys_file, profile.slug))
    except KeyUnusable as error:
        raise SealKeyUnusable("The operator's list of seal keys cannot be read.") from error


def _may_be_called(services: Services, url: str) -> bool:
    try:
        services.appointed.check(url)
    except Refused:
        return False
    return True


def _fault(code: str, path: str) -> Fault:
    sl, en = SENTENCES[code]
    return Fault(code, path, {"sl": sl, "en": en})


SENTENCES: dict[str, tuple[str, str]] = {
    "DEMO_SEAL_NOT_OFFERED": (
        "Predstavitveni žig je na voljo le, kadar storitev teče kot predstavitev (DEMO=1).",
        "A demonstration's seal is to be had only where the service runs as one (DEMO=1).",
    ),
    "SEAL_KEY_WITH_QUERY": (
        "Naslov ključa pošljite brez dela za vprašajem: PIN in knjižnico hrani upravljavec.",
        "Send the key's URI without what follows the “?”: the operator keeps PIN and library.",
    ),
    "SEAL_KEY_NOT_OFFERED": (
        "Tega ključa upravljavec temu profilu ni namenil. Možne našteje »available_keys«.",
        "The operator has not given this key to this profile. “available_keys” lists those it has.",
    ),
    "SEAL_LEVEL_NEEDS_TIMESTAMPS": (
        "Za raven nad B navedite naslov overitelja časa (timestamp_url) ali izberite raven B.",
        "A level above B needs a time stamp authority: name its timestamp_url, or choose level B.",
    ),
    "SEAL_TIMESTAMP_ADDRESS": (
        "Naslov mora biti javen (vrata 80, 443, 8443) ali pa med PRIVATE_SERVICES upravljavca.",
        "The address has to be public (port 80, 443, 8443), or in the operator's PRIVATE_SERVICES.",
    ),
    "DEMO_SEAL_HAS_TIMESTAMPS": (
        "Predstavitveni žig ima svojega overitelja časa. Izpustite timestamp_url.",
        "A demonstration's seal has its own time stamps. Leave timestamp_url out.",
    ),
}
