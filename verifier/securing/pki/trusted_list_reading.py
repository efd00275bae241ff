"""Read EU trusted lists (ETSI TS 119 612): only what their publishers signed is read at all.

The list of lists is checked under the certificates that the Official Journal published, each
national list under the certificates that the list of lists names for it. Bytes in, values out.
"""

import base64
import binascii
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.x509 import load_der_x509_certificate
from lxml import etree
from pyhanko.sign.validation.qualified.eutl_parse import parse_lotl_unsafe
from signxml.exceptions import SignXMLException
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from verifier.securing.pki.certificates import MalformedCertificate, read_certificate
from verifier.securing.pki.trusted_lists import CA_QC_URI, QTST_URI, ListedService, TrustedLists
from verifier.securing.pki.trusted_services import FAULTS, NAMESPACE
from verifier.timestamps import MalformedTimestamp, read_timestamp

MOST_BYTES = 32 * 1024 * 1024
"""The largest national lists have some megabytes."""
_NAMESPACE = f"{{{NAMESPACE}}}"
_ROOT = f"{_NAMESPACE}TrustServiceStatusList"
_TYPE = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/"
LIST_OF_LISTS = f"{_TYPE}EUlistofthelists"
NATIONAL_LIST = f"{_TYPE}EUgeneric"
_KINDS = (CA_QC_URI, QTST_URI)
_FAULTS = (SignXMLException, *FAULTS)
_NEVER = datetime.min.replace(tzinfo=UTC)


class TrustedListRefused(ValueError):
    """Say why a list is not believed."""


@dataclass(frozen=True, slots=True)
class ListPointer:
    """Where a national list is, and who signs it."""

    url: str
    territory: str
    signers: tuple[bytes, ...]
    """Certificates as DER."""


@dataclass(frozen=True, slots=True)
class ListOfLists:
    """The EU's list of lists, its signature checked."""

    pointers: tuple[ListPointer, ...]
    next_update: datetime
    issued: datetime = _NEVER


@dataclass(frozen=True, slots=True)
class NationalList:
    """A national list, its signature checked."""

    territory: str
    next_update: datetime
    issued: datetime = _NEVER
    services: tuple[ListedService, ...] = field(default=(), repr=False)
    """Those for certificates and for time stamps."""


def read_list_of_lists(xml: bytes, signers: Sequence[bytes], now: datetime) -> ListOfLists:
    """Read the list of lists, signed by one of `signers` (DER). Raises TrustedListRefused."""
    signed, root = _signed(xml, signers, now, LIST_OF_LISTS)
    try:
        references = parse_lotl_unsafe(signed).references
        pointers = tuple(
            ListPointer(
                reference.location_uri,
                reference.territory,
                tuple(certificate.dump() for certificate in reference.tlso_certs),
            )
            for reference in references
        )
    except _FAULTS as error:
        raise TrustedListRefused("The list of lists is signed and cannot be read.") from error
    # It points to itself as well.
    national = tuple(each for each in pointers if each.territory != "EU")
    return ListOfLists(national, _next_update(root), _issued(root))


def read_national_list(xml: bytes, pointer: ListPointer, now: datetime) -> NationalList:
    """Read a national list, signed by who the list of lists names. Raises TrustedListRefused."""
    _, root = _signed(xml, pointer.signers, now, NATIONAL_LIST)
    territory = _text(root, "SchemeTerritory")
    if territory != pointer.territory:
        raise TrustedListRefused(
            f"The list is of {territory or 'no country'}, not of {pointer.territory}."
        )
    services = tuple(_services(root, territory))
    return NationalList(territory, _next_update(root), _issued(root), services)


def trusted_lists(
    lists: Iterable[NationalList],
    next_update: datetime,
    *,
    missing: frozenset[str] = frozenset(),
    digest: str = "",
) -> TrustedLists:
    """Join national lists to one value; `next_update` is that of the list of lists.

    `missing` are the territories that it names and of which no list is at hand.
    """
    joined = tuple(lists)
    services = [service for each in joined for service in each.services]
    until = {each.territory: each.next_update for each in joined}
    return TrustedLists.of(services, until, next_update, missing=missing, digest=digest)


def _services(root: Any, territory: str) -> Iterator[ListedService]:  # noqa: ANN401  # lxml
    for service in root.iter(f"{_NAMESPACE}TSPService"):
        information = service.find(f"{_NAMESPACE}ServiceInformation")
        if information is None:
            continue
        kind = information.findtext(f"{_NAMESPACE}ServiceTypeIdentifier", "").strip()
        subjects = tuple(sorted(set(_subjects(service)))) if kind in _KINDS else ()
        if subjects:
            whole = _with_identities(service)
            xml = etree.tostring(whole, encoding="unicode", with_tail=False)
            yield ListedService(territory, subjects, xml)


def _subjects(service: Any) -> Iterator[str]:  # noqa: ANN401  # lxml
    """Name the authorities of a service; whose certificate cannot be read makes nobody trusted."""
    for certificate in service.iter(f"{_NAMESPACE}X509Certificate"):
        try:
            der = base64.b64decode("".join((certificate.text or "").split()), validate=True)
            yield read_certificate(der).subject.hashable
        except (MalformedCertificate, binascii.Error, ValueError):
            continue


def _with_identities(service: Any) -> Any:  # noqa: ANN401  # lxml
    """Give earlier periods the certificates of the service.

    They are of the same key and need not repeat its certificate (TS 119 612, 5.6.3), but the
    library looks for it there.
    """
    whole = deepcopy(service)
    path = f"{_NAMESPACE}ServiceInformation/{_NAMESPACE}ServiceDigitalIdentity"
    identity = whole.find(path)
    for earlier in whole.iter(f"{_NAMESPACE}ServiceHistoryInstance"):
        said = earlier.find(f"{_NAMESPACE}ServiceDigitalIdentity")
        if identity is None or said is None or _has_certificate(said):
            continue
        said.extend(deepcopy(one) for one in identity if _has_certificate(one))
    return whole


def _has_certificate(element: Any) -> bool:  # noqa: ANN401  # lxml
    return next(element.iter(f"{_NAMESPACE}X509Certificate"), None) is not None


def _signed(xml: bytes, signers: Sequence[bytes], now: datetime, kind: str) -> tuple[str, Any]:
    """Give what one of the signers signed, as text and as its root element."""
    if len(xml) > MOST_BYTES:
        raise TrustedListRefused("The list is larger than a trusted list can be.")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise TrustedListRefused("The list declares entities, which no trusted list does.")
    for signer in signers:
        for result in _verified(xml, signer, now):
            root = result.signed_xml
            if root is not None and root.tag == _ROOT:
                if _text(root, "TSLType") != kind:
                    raise TrustedListRefused("The list is of another kind than it should be.")
                return result.signed_data.decode("utf-8"), root
    raise TrustedListRefused("The list is not signed by who should have signed it.")


def _verified(xml: bytes, signer: bytes, now: datetime) -> list[Any]:
    expected = XAdESSignatureConfiguration(
        require_x509=True, expect_references=True, verification_time=now
    )
    try:
        certificate = load_der_x509_certificate(signer)
        found = XAdESVerifier().verify(xml, x509_cert=certificate, expect_config=expected)
    except _FAULTS:
        return []
    return list(found) if isinstance(found, list) else [found]


def _next_update(root: Any) -> datetime:  # noqa: ANN401  # an element of an untyped library
    # A closed list has none (TS 119 612, 5.3.15): it speaks for no day at all.
    return _moment(
        root.findtext(f"{_NAMESPACE}SchemeInformation/{_NAMESPACE}NextUpdate/{_NAMESPACE}dateTime")
    )


def _issued(root: Any) -> datetime:  # noqa: ANN401  # the same
    return _moment(_text(root, "ListIssueDateTime"))


def _moment(said: str | None) -> datetime:
    try:
        return read_timestamp(said)
    except MalformedTimestamp:
        return _NEVER


def _text(root: Any, name: str) -> str | None:  # noqa: ANN401  # the same
    found: str | None = root.findtext(f"{_NAMESPACE}SchemeInformation/{_NAMESPACE}{name}")
    return found.strip() if found else None
