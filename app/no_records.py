"""The records of a verifier that publishes nothing itself: there are none."""

from typing import NoReturn

from app.db.standings import Standing
from app.own_records import OwnSeals
from issuer.errors import NotFound
from issuer.model.credential import Format
from issuer.model.text import Text


class NoRecords:
    """Implement OwnRecords without a database."""

    def issuers(self) -> dict[str, Text]:
        """Give nobody."""
        return {}

    def seals(self) -> OwnSeals:
        """Give nobody."""
        return OwnSeals()

    def did_document(self, slug: str) -> bytes:
        """Raise NotFound."""
        _none(slug)

    def issuer_metadata(self, slug: str) -> bytes:
        """Raise NotFound."""
        _none(slug)

    def status_list(self, list_id: str) -> bytes:
        """Raise NotFound."""
        _none(list_id)

    def token_status_list(self, list_id: str) -> bytes:
        """Raise NotFound."""
        _none(list_id)

    def signed_document(self, page_token: str, form: Format) -> bytes:
        """Raise NotFound."""
        _none(page_token, form)

    def shared_document(self, token: str) -> bytes:
        """Raise NotFound."""
        _none(token)

    def sealed_twin(self, page_token: str) -> bytes:
        """Raise NotFound."""
        _none(page_token)

    def programme(self, programme_id: str, number: int) -> bytes:
        """Raise NotFound."""
        _none(programme_id, number)

    def standing(self, credential_id: str) -> Standing:
        """Raise NotFound."""
        _none(credential_id)

    def issued_documents(self, credential_id: str) -> tuple[bytes, ...]:
        """Raise NotFound."""
        _none(credential_id)


def _none(*asked: object) -> NoReturn:
    del asked
    raise NotFound("This verifier keeps no records.")
