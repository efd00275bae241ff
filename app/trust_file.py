"""TRUST_FILE: whom this verifier's operator takes for a source of who is who, and in which order.

A TOML file of `[[source]]` tables; docs/trust.md explains each kind with an example. It is read
and checked whole at start: a source with a pin misspelled would be one that is never consulted.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from app.own_records import OwnSeals
from app.settings import BadSettings, Settings
from app.trusted_lists.chosen import ChosenLists
from issuer.model.text import in_language
from verifier import AllowedIssuers, ChosenRegistries, ListedRegistry
from verifier.jwk import decode_jwk
from verifier.keys import AnyPublicKey, MalformedKey
from verifier.registries import FederationRegistry, RecognitionRegistry
from verifier.registries.authorities import CertificateAuthorities
from verifier.registries.chosen import Registry
from verifier.registries.federation import Subject

OWN_REGISTER = "own register"
DEMO_AUTHORITIES = "authorities of the demonstration"
TRUSTED_ISSUERS = "issuers trusted by this verifier's operator"

_Https = Annotated[str, Field(pattern=r"^https://[^\s#]+$", max_length=2048)]
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Hours = Annotated[float, Field(gt=0, le=24 * 366)]


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnSource(_Source):
    """The organisations and programmes of this installation."""

    type: Literal["own"]


class AllowListSource(_Source):
    """Issuers that the operator names in the file itself."""

    type: Literal["allow-list"]
    name: _Name
    issuers: dict[str, _Name] = Field(min_length=1)

    def registry(self) -> Registry:
        """Give the source as the verifier asks it."""
        return AllowedIssuers(self.issuers, self.name)


class ListedSource(_Source):
    """A JSON registry in the form of the Digital Credentials Consortium."""

    type: Literal["dcc-legacy"]
    name: _Name
    url: _Https
    sha256: Annotated[str, Field(pattern="^[0-9a-fA-F]{64}$")] | None = None
    jwks: list[dict[str, Any]] = Field(default_factory=list)
    unsigned: bool = False
    max_age_hours: _Hours = 24

    @model_validator(mode="after")
    def _pinned_in_one_way(self) -> Self:
        if (self.sha256 is not None) + bool(self.jwks) + self.unsigned != 1:
            raise ValueError(
                "give one of sha256 (of the file), jwks (keys that sign it) and unsigned = true, "
                "by which you take whatever its address serves"
            )
        _keys(self.jwks)
        return self

    def registry(self) -> Registry:
        """Give the source as the verifier asks it."""
        return ListedRegistry(
            name=self.name,
            url=self.url,
            max_age=timedelta(hours=self.max_age_hours),
            sha256=self.sha256,
            keys=_keys(self.jwks),
        )


class RecognitionSource(_Source):
    """A credential by which somebody accepted recognises issuers."""

    type: Literal["vc-recognition"]
    name: _Name
    url: _Https
    accepted_issuers: list[_Name] = Field(min_length=1)
    max_age_hours: _Hours = 24

    def registry(self) -> Registry:
        """Give the source as the verifier asks it."""
        return RecognitionRegistry(
            name=self.name,
            url=self.url,
            accepted_issuers=frozenset(self.accepted_issuers),
            max_age=timedelta(hours=self.max_age_hours),
        )


class FederationSource(_Source):
    """A federation of OpenID Federation 1.0, by its trust anchor and the anchor's keys."""

    type: Literal["oidf"]
    name: _Name
    trust_anchor: _Https
    jwks: list[dict[str, Any]] = Field(min_length=1)
    subject: Subject = Subject.ENTITY

    @model_validator(mode="after")
    def _usable_keys(self) -> Self:
        _keys(self.jwks)
        return self

    def registry(self) -> Registry:
        """Give the source as the verifier asks it."""
        return FederationRegistry(
            name=self.name,
            anchor=self.trust_anchor.rstrip("/"),
            keys=_keys(self.jwks),
            subject=self.subject,
        )


class AuthoritySource(_Source):
    """Certificate authorities, for issuers whose key comes with a certificate (x5c)."""

    type: Literal["certificate-authorities"]
    name: _Name
    certificates: str
    """The roots in PEM, one after the other."""

    @field_validator("certificates", mode="after")
    @classmethod
    def _readable(cls, value: str) -> str:
        _roots(value)
        return value

    def registry(self) -> Registry:
        """Give the source as the verifier asks it."""
        return CertificateAuthorities(self.name, _roots(self.certificates))


class TrustedListsSource(_Source):
    """The EU's trusted lists, for seals; a command fetches them."""

    type: Literal["eu-trusted-lists"]
    url: _Https = "https://ec.europa.eu/tools/lotl/eu-lotl.xml"
    signers: Annotated[str, Field(min_length=1)]
    """A file, beside the trust file, with the certificates of the Official Journal in PEM."""
    territories: list[Annotated[str, Field(pattern="^[A-Z]{2}$")]] = Field(default_factory=list)

    def chosen(self, folder: Path) -> ChosenLists:
        """Read the pins. Raises BadSettings."""
        path = folder / self.signers
        try:
            signers = _roots(path.read_text(encoding="ascii"))
        except (OSError, ValueError) as error:
            raise BadSettings(
                f"TRUST_FILE: the certificates of the list of lists cannot be read from {path}: "
                f"{error}."
            ) from None
        return ChosenLists(self.url, signers, frozenset(self.territories))


_AnySource = Annotated[
    OwnSource
    | AllowListSource
    | ListedSource
    | RecognitionSource
    | FederationSource
    | AuthoritySource
    | TrustedListsSource,
    Field(discriminator="type"),
]
_SOURCES: TypeAdapter[list[_AnySource]] = TypeAdapter(list[_AnySource])


@dataclass(frozen=True, slots=True)
class TrustSources:
    """The operator's sources in order; None stands for the own register, which changes."""

    order: Sequence[Registry | None] = (None,)
    trusted_lists: ChosenLists | None = None
    """The EU's, for seals; they are asked in every verification of one."""

    @property
    def authorities(self) -> tuple[CertificateAuthorities, ...]:
        """Give the certificate authorities among the sources."""
        return tuple(one for one in self.order if isinstance(one, CertificateAuthorities))

    def policy(self, own: Mapping[str, str], seals: OwnSeals, public_url: str) -> ChosenRegistries:
        """Complete the sources with the own register as it stands now (identifier to name)."""
        sealing = {each: in_language(name, "sl") for each, name in seals.names.items()}
        register = AllowedIssuers(
            {**own, **sealing},
            OWN_REGISTER,
            kind="own",
            programmes=f"{public_url}/programmes/",
            delegates=seals.speakers,
        )
        sources = [register if one is None else one for one in self.order]
        return ChosenRegistries([*sources, *demo_authorities(seals)])


def demo_authorities(seals: OwnSeals) -> tuple[CertificateAuthorities, ...]:
    """Give the demonstration's authorities, which vouch for nothing and are named so."""
    if seals.demo_root is None:
        return ()
    return (CertificateAuthorities(DEMO_AUTHORITIES, (seals.demo_root,), demo=True),)


OWN_REGISTER_ONLY = TrustSources()


def trust_sources(settings: Settings) -> TrustSources:
    """Read the trust file; TRUSTED_ISSUERS come last. Raises BadSettings, which says what is wrong.

    Without a file: the own register, and TRUSTED_ISSUERS.
    """
    order: list[Registry | None] = [None]
    lists: ChosenLists | None = None
    if settings.trust_file is not None:
        sources = _read(settings.trust_file)
        lists = _trusted_lists(sources, settings.trust_file)
        order = [
            None if isinstance(source, OwnSource) else source.registry()
            for source in sources
            if not isinstance(source, TrustedListsSource)
        ]
    if settings.trusted_issuers:
        order.append(AllowedIssuers(settings.trusted_issuers, TRUSTED_ISSUERS))
    return TrustSources(tuple(order), lists)


def _trusted_lists(sources: Sequence[_AnySource], path: Path) -> ChosenLists | None:
    found = [source for source in sources if isinstance(source, TrustedListsSource)]
    if len(found) > 1:
        raise BadSettings(f"TRUST_FILE {path} has more than one source of eu-trusted-lists.")
    return found[0].chosen(path.parent) if found else None


def _read(path: Path) -> list[_AnySource]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"TRUST_FILE {path} cannot be read: {error}.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(f"TRUST_FILE {path} is not TOML: {error}.") from None
    if set(content) != {"source"}:
        raise BadSettings(f"TRUST_FILE {path} must consist of [[source]] tables and nothing else.")
    try:
        return _SOURCES.validate_python(content["source"])
    except ValidationError as error:
        faults = "; ".join(_fault(fault) for fault in error.errors(include_url=False))
        raise BadSettings(f"TRUST_FILE {path} cannot be used. {faults}.") from None


def _fault(fault: Any) -> str:  # noqa: ANN401 - pydantic's description of a fault
    number, *members = fault["loc"] or (0,)
    place = ".".join(str(member) for member in members[1:])
    said = fault["msg"].removeprefix("Value error, ")
    return f"Source {int(number) + 1}{f', {place}' if place else ''}: {said}"


def _roots(pem: str) -> tuple[bytes, ...]:
    try:
        return tuple(
            certificate.public_bytes(Encoding.DER)
            for certificate in load_pem_x509_certificates(pem.encode())
        )
    except ValueError:
        raise ValueError("certificates must be certificates in PEM") from None


def _keys(jwks: Sequence[dict[str, Any]]) -> tuple[AnyPublicKey, ...]:
    try:
        return tuple(decode_jwk(jwk) for jwk in jwks)
    except MalformedKey as error:
        raise ValueError(f"a key in jwks cannot be used: {error}") from None
