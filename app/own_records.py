"""What the verifier reads of our own records: keys, lists, documents, programmes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.claims.sharing import ShareEnded, shared_credential
from app.db import credentials, profiles, sealed_documents, standings
from app.db.standings import Standing
from app.demo.authorities import root_certificate
from app.list_forms import TOKEN
from app.list_publishing import recent_list
from app.published_programme import published_version
from app.publishing import did_document_of, issuer_metadata_of
from app.services import Services
from app.takeaway.european import twin_of_page
from issuer.errors import NotFound
from issuer.json_bytes import json_bytes
from issuer.model.credential import Credential, Format
from issuer.model.organisation import Profile
from issuer.model.text import Text
from issuer.sd_jwt_vc.identifier import https_issuer


@dataclass(frozen=True, slots=True)
class OwnSeals:
    """Who seals here: sealed credentials name an organisation, and not a profile's DID."""

    names: Mapping[str, Text] = field(default_factory=dict)
    """By legal identifier, such as VATSI-12345678."""
    speakers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The DIDs of the organisation's profiles, which sign its status lists."""
    demo_root: bytes | None = None
    """What demonstration seals lead to, as DER."""

    @classmethod
    def of(cls, profiles: Iterable[Profile], demo_root: bytes | None) -> "OwnSeals":
        """Gather them from the profiles."""
        names: dict[str, Text] = {}
        speakers: dict[str, frozenset[str]] = {}
        for profile in profiles:
            if profile.legal_identifier:
                names.setdefault(profile.legal_identifier, profile.name)
                known = speakers.get(profile.legal_identifier, frozenset())
                speakers[profile.legal_identifier] = known | {profile.did}
        return cls(names, speakers, demo_root)


class OwnRecords(Protocol):
    """Read what this service published itself. Each method raises NotFound."""

    def issuers(self) -> dict[str, Text]:
        """Give the name of every profile, by its DID and by its https address."""
        ...

    def seals(self) -> OwnSeals:
        """Give who seals here, and what demonstration seals lead to."""
        ...

    def did_document(self, slug: str) -> bytes:
        """Give a profile's DID document."""
        ...

    def issuer_metadata(self, slug: str) -> bytes:
        """Give the keys of a profile's SD-JWT VCs."""
        ...

    def status_list(self, list_id: str) -> bytes:
        """Give the signed status list as it stands now."""
        ...

    def token_status_list(self, list_id: str) -> bytes:
        """Give the same list as a signed token, as it stands now."""
        ...

    def signed_document(self, page_token: str, form: Format) -> bytes:
        """Give the signed document behind a learner's page."""
        ...

    def shared_document(self, token: str) -> bytes:
        """Give the signed badge that a learner shares by a link, as long as it lasts."""
        ...

    def sealed_twin(self, page_token: str) -> bytes:
        """Give the European twin of the badge behind a learner's page."""
        ...

    def programme(self, programme_id: str, number: int) -> bytes:
        """Give an approved programme version as the register publishes it, in JSON."""
        ...

    def standing(self, credential_id: str) -> Standing:
        """Give the record of an issued credential."""
        ...

    def issued_documents(self, credential_id: str) -> tuple[bytes, ...]:
        """Give the signed documents of a credential, in each of its forms, and its sealed twin."""
        ...


@dataclass(frozen=True, slots=True)
class ServiceRecords:
    """Implement OwnRecords with the very functions that serve these documents to the world."""

    services: Services

    def issuers(self) -> dict[str, Text]:
        """Give the name of every profile, by its DID and by its https address."""
        return self.services.recent.recall("issuers", self._issuers)

    def _issuers(self) -> dict[str, Text]:
        with self.services.database.read() as connection:
            public = profiles.public(connection)
        return {name: each.name for each in public for name in (each.did, https_issuer(each))}

    def seals(self) -> OwnSeals:
        """Give who seals here, and what demonstration seals lead to."""
        return self.services.recent.recall("seals", self._seals)

    def _seals(self) -> OwnSeals:
        with self.services.database.read() as connection:
            public = profiles.public(connection)
            return OwnSeals.of(public, root_certificate(connection))

    def did_document(self, slug: str) -> bytes:
        """Give a profile's DID document. Raises NotFound."""
        return self.services.recent.recall(
            ("did", slug), lambda: json_bytes(did_document_of(self.services, slug))
        )

    def issuer_metadata(self, slug: str) -> bytes:
        """Give the keys of a profile's SD-JWT VCs. Raises NotFound."""
        return self.services.recent.recall(
            ("issuer metadata", slug), lambda: json_bytes(issuer_metadata_of(self.services, slug))
        )

    def status_list(self, list_id: str) -> bytes:
        """Give the signed status list as it stands now. Raises NotFound."""
        return recent_list(self.services, list_id).body

    def token_status_list(self, list_id: str) -> bytes:
        """Give the same list as a signed token, as it stands now. Raises NotFound."""
        return recent_list(self.services, list_id, TOKEN).body

    def signed_document(self, page_token: str, form: Format) -> bytes:
        """Give the signed document behind a learner's page. Raises NotFound."""
        with self.services.database.read() as connection:
            credential = credentials.by_page_token(connection, self.services.vault, page_token)
        return _body(credential, form)

    def shared_document(self, token: str) -> bytes:
        """Give the signed badge that a link shows. Raises NotFound, also after its end."""
        try:
            shared = shared_credential(self.services, token)
        except ShareEnded as ended:
            raise NotFound(ended.sentence) from None
        with self.services.database.read() as connection:
            credential = credentials.by_id(connection, self.services.vault, shared)
        return _body(credential, Format.DATA_INTEGRITY)

    def sealed_twin(self, page_token: str) -> bytes:
        """Give the European twin of the badge behind a learner's page. Raises NotFound."""
        return twin_of_page(self.services, page_token).body

    def programme(self, programme_id: str, number: int) -> bytes:
        """Give an approved programme version as the register publishes it. Raises NotFound."""
        return self.services.recent.recall(
            ("programme", programme_id, number),
            lambda: self._programme(programme_id, number),
        )

    def _programme(self, programme_id: str, number: int) -> bytes:
        return published_version(self.services, programme_id, number).model_dump_json().encode()

    def standing(self, credential_id: str) -> Standing:
        """Give the record of an issued credential. Raises NotFound."""
        return self.services.recent.recall(
            ("standing", credential_id), lambda: self._standing(credential_id)
        )

    def _standing(self, credential_id: str) -> Standing:
        with self.services.database.read() as connection:
            return standings.of_credential(connection, self.services.vault, credential_id)

    def issued_documents(self, credential_id: str) -> tuple[bytes, ...]:
        """Give the signed documents of a credential, and its sealed twin. Raises NotFound."""
        vault = self.services.vault
        with self.services.database.read() as connection:
            credential = credentials.by_id(connection, vault, credential_id)
            twin = sealed_documents.of_credential(connection, vault, credential_id)
        documents = (document.body for document in credential.documents)
        return (*documents, *([twin.body] if twin is not None else []))


def _body(credential: Credential, form: Format) -> bytes:
    for document in credential.documents:
        if document.format is form:
            return document.body
    raise NotFound("This credential has no document of this form.")
