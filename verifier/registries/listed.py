"""A list of issuers as JSON, in the form of the Digital Credentials Consortium's registries.

`{"meta": {...}, "registry": {"<identifier>": {"name", "location", "url"}}}`, as a plain file, or as
the payload of a compact JWS. The file itself carries no signature, so the operator either pins its
digest, or has it signed and pins the key, or says in so many words that its address suffices.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contexts import JsonObject
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, undecided
from verifier.keys import AnyPublicKey
from verifier.registries.reading import (
    Assurance,
    Pinned,
    check_digest,
    check_signature,
    malformed,
    not_consulted,
    read_long,
    read_pinned,
    said,
)
from verifier.securing import jose
from verifier.trust import TrustJudgement

KIND = "registry"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRegistry:
    """Know whom the list names, provided that the list is the pinned one or signed as pinned."""

    name: str
    url: str
    max_age: timedelta
    sha256: str | None = None
    """Of the whole file, in hexadecimal."""
    keys: tuple[AnyPublicKey, ...] = ()
    """One of which has to have signed; the file is a compact JWS then."""

    @property
    def assurance(self) -> Assurance:
        """Say why the list is believed."""
        if self.keys:
            return Assurance.SIGNATURE
        return Assurance.DIGEST if self.sha256 else Assurance.ADDRESS

    def look_up(self, issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
        """Find the issuer by exact comparison."""
        try:
            entry = self._entries(inquiry).get(issuer_id)
            if entry is None:
                return TrustJudgement(known=False, name=None, source=self.name, kind=KIND)
            if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                raise malformed(self.name, "its entry for this issuer has no name")
        except Judged as stopped:
            return not_consulted(self.name, KIND, stopped)
        told = said(entry, name="name", homepage="url", location="location")
        name = told.pop("name", None)
        details = {**told, "url": self.url, "assurance": self.assurance.value}
        return TrustJudgement(known=True, name=name, source=self.name, kind=KIND, entry=details)

    def _entries(self, inquiry: Inquiry) -> JsonObject:
        pinned = Pinned(name=self.name, url=self.url, max_age=self.max_age)
        body = read_pinned(pinned, inquiry)
        if self.sha256:
            check_digest(pinned, body, self.sha256)
        listing = read_long(self.name, self._payload(body, inquiry), inquiry)
        self._check_term(listing, inquiry.now)
        entries = listing.get("registry")
        if not isinstance(entries, dict):
            raise malformed(self.name, "it has no member registry")
        return entries

    def _payload(self, body: bytes, inquiry: Inquiry) -> bytes:
        if not self.keys:
            return body
        try:
            token = jose.read_compact(body.decode("ascii", "replace").strip(), inquiry.limits)
        except Judged as stopped:
            raise malformed(self.name, "it is not signed, or not as a token") from stopped
        check_signature(self.name, token, self.keys)
        return token.payload

    def _check_term(self, listing: JsonObject, now: datetime) -> None:
        """Raise Judged when a signed list says of itself that it is over (RFC 7519, `exp`)."""
        end = listing.get("exp")
        if end is None:
            return
        if isinstance(end, bool) or not isinstance(end, int | float):
            raise malformed(self.name, "its exp is not a number")
        if end <= now.timestamp():
            raise undecided(
                "REGISTRY_STALE",
                f"{self.name} says that its own time is over, and no newer one could be had.",
                registry=self.name,
                url=self.url,
            )
