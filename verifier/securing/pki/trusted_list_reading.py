"""Read EU trusted lists (ETSI TS 119 612): only what their publishers signed is read at all.

The list of lists is checked under the certificates that the Official Journal published, each
national list under the certificates that the list of lists names for it. Bytes in, values out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.validation.qualified.eutl_parse import (
    parse_lotl_unsafe,
    trust_list_to_registry_unsafe,
)
from pyhanko.sign.validation.qualified.tsp import TSPRegistry
from signxml.exceptions import SignXMLException
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from verifier.securing.pki.trusted_lists import TrustedLists
from verifier.timestamps import MalformedTimestamp, read_timestamp

MOST_BYTES = 32 * 1024 * 1024
"""The largest national lists have some megabytes."""
_NAMESPACE = "{http://uri.etsi.org/02231/v2#}"
_ROOT = f"{_NAMESPACE}TrustServiceStatusList"
_TYPE = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/"
LIST_OF_LISTS = f"{_TYPE}EUlistofthelists"
NATIONAL_LIST = f"{_TYPE}EUgeneric"
_FAULTS = (SignXMLException, SyntaxError, ValueError, TypeError, AttributeError, AssertionError)


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


@dataclass(frozen=True, slots=True)
class NationalList:
    """A national list, its signature checked."""

    territory: str
    next_update: datetime
    signed_xml: str = field(repr=False)


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
    return ListOfLists(national, _next_update(root))


def read_national_list(xml: bytes, pointer: ListPointer, now: datetime) -> NationalList:
    """Read a national list, signed by who the list of lists names. Raises TrustedListRefused."""
    signed, root = _signed(xml, pointer.signers, now, NATIONAL_LIST)
    territory = _text(root, "SchemeTerritory")
    if territory != pointer.territory:
        raise TrustedListRefused(
            f"The list is of {territory or 'no country'}, not of {pointer.territory}."
        )
    return NationalList(territory, _next_update(root), signed)


def trusted_lists(lists: Iterable[NationalList], next_update: datetime) -> TrustedLists:
    """Join national lists to one value; `next_update` is that of the list of lists.

    A service whose entry cannot be read is left out: it makes nobody trusted. Raises
    TrustedListRefused when a whole list cannot be read.
    """
    registry = TSPRegistry()
    territories = set()
    for each in lists:
        try:
            trust_list_to_registry_unsafe(each.signed_xml, registry)
        except _FAULTS as error:
            raise TrustedListRefused(
                f"The list of {each.territory} is signed and cannot be read."
            ) from error
        territories.add(each.territory)
        next_update = min(next_update, each.next_update)
    return TrustedLists.of(registry, frozenset(territories), next_update)


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
    said = root.findtext(
        f"{_NAMESPACE}SchemeInformation/{_NAMESPACE}NextUpdate/{_NAMESPACE}dateTime"
    )
    try:
        return read_timestamp(said)
    except MalformedTimestamp:
        # A closed list has none (TS 119 612, 5.3.15): it speaks for no day at all.
        return datetime.min.replace(tzinfo=UTC)


def _text(root: Any, name: str) -> str | None:  # noqa: ANN401  # the same
    found: str | None = root.findtext(f"{_NAMESPACE}SchemeInformation/{_NAMESPACE}{name}")
    return found.strip() if found else None
