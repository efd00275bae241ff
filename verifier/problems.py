"""Every problem verification can name: one fixed table, neutral to the outcome.

`type` is the specification's URL where one fits, else relative to this service
(`/problems/<CODE>`), where a page explains the meaning and the next step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.content_problems import CONTENT_PROBLEMS
from verifier.problem_types import CRYPTOGRAPHIC as _CRYPTOGRAPHIC
from verifier.problem_types import DOCUMENT as _DOCUMENT
from verifier.problem_types import DOCUMENT_ID as _DOCUMENT_ID
from verifier.problem_types import MALFORMED as _MALFORMED
from verifier.problem_types import METHOD as _METHOD
from verifier.problem_types import METHOD_URL as _METHOD_URL
from verifier.problem_types import OURS as _OURS
from verifier.problem_types import PARSING as _PARSING
from verifier.problem_types import PROOF as _PROOF
from verifier.problem_types import RANGE as _RANGE
from verifier.problem_types import RELATIONSHIP as _RELATIONSHIP
from verifier.problem_types import STATUS_LENGTH as _STATUS_LENGTH
from verifier.problem_types import STATUS_RETRIEVAL as _STATUS_RETRIEVAL
from verifier.problem_types import STATUS_VERIFICATION as _STATUS_VERIFICATION
from verifier.problem_types import TRANSFORMATION as _TRANSFORMATION


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What is the same for every problem of one code."""

    code: str
    type: str
    title: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One cause, named."""

    code: str
    type: str
    title: str
    detail: str
    """One or two English sentences: the true cause and what to do; no learner's data."""
    params: Mapping[str, str] = field(default_factory=dict)
    """The values in the detail, by name, for texts in other languages."""

    def __reduce__(self) -> tuple[object, ...]:
        """Cross to another process in a few steps, as the findings do that have it."""
        return (Problem, (self.code, self.type, self.title, self.detail, self.params))


def problem(code: str, detail: str, **params: str) -> Problem:
    """Make a problem of a known code; an unknown code is a KeyError, hence a bug."""
    kind = PROBLEMS[code]
    return Problem(kind.code, kind.type, kind.title, detail, params)


# code: (type, title). Grouped as the checklist meets them.
_TABLE: dict[str, tuple[str, str]] = {
    # (0) what carries the credential: verifier.containers
    "CONTAINER_EMPTY": (_OURS, "There is no credential inside"),
    "CONTAINER_DAMAGED": (_OURS, "The file around the credential is damaged"),
    "CONTAINER_TOO_LARGE": (_OURS, "The file unpacks to more than is read here"),
    "CONTAINER_SEVERAL": (_OURS, "The file holds several credentials"),
    "CONTAINER_TWIN_TAKEN": (_OURS, "The same award in two forms"),
    "CONTAINER_FORM_TAKEN": (_OURS, "The same badge in two forms"),
    "CONTAINER_LOCKED": (_OURS, "The file is protected by a password"),
    "CONTAINER_PACKING": (_OURS, "The file is packed in a way that is not read here"),
    "CONTAINER_ENTITIES": (_OURS, "The picture declares entities of its own"),
    "PICTURE_EMPTY": (_OURS, "There is neither a credential nor a QR code in the picture"),
    "PICTURE_NOT_READ": (_OURS, "Pictures of this kind are not read"),
    "CONTAINER_FIRST_TAKEN": (_OURS, "The picture holds several credentials"),
    # (1) parsing and the data model
    "PARSING_ERROR": (_PARSING, "The input cannot be read"),
    "LIMIT_EXCEEDED": (_PARSING, "The input is larger than is read here"),
    "FORMAT_NOT_SUPPORTED": (_OURS, "The format is recognised and not read yet"),
    "MALFORMED_VALUE": (_MALFORMED, "A value has the wrong form"),
    "ISSUER_MISSING": (_MALFORMED, "The credential names no issuer"),
    "SUBJECT_MISSING": (_MALFORMED, "The credential says nothing about anybody"),
    "TYPE_MISSING": (_MALFORMED, "The document does not call itself a credential"),
    "CONTEXT_ORDER": (_MALFORMED, "The contexts are not the required ones in the required order"),
    "CONTEXT_REFUSED": (_MALFORMED, "The document gives its words a meaning of its own"),
    "CONTEXT_UNKNOWN": (_OURS, "A vocabulary is not known here"),
    "CONTEXT_OLDER": (_OURS, "An older version of the Open Badges context"),
    "DATA_MODEL_OLDER": (_OURS, "An older edition of the data model"),
    "CONTENT_REARRANGED": (_TRANSFORMATION, "The content was rearranged"),
    "NOT_JSON_LD": (_MALFORMED, "The document is not valid JSON-LD"),
    "TERM_UNDEFINED": (_OURS, "A property has no defined meaning"),
    # (2) the verification method and its controller
    "ISSUER_MISMATCH": (_OURS, "Signed by someone else"),
    "KEY_NOT_LISTED": (_METHOD, "The key is not among the issuer's keys"),
    "KEY_WRONG_PURPOSE": (_RELATIONSHIP, "The key is not for signing credentials"),
    "KEY_CONTROLLER_MISMATCH": (_METHOD, "The listed key belongs to someone else"),
    "KEY_REVOKED": (_METHOD, "The key was revoked"),
    "KEY_RETIRED": (_METHOD, "The key's time is over"),
    "KEY_MALFORMED": (_METHOD, "The key cannot be read"),
    "KEY_TYPE_UNSUPPORTED": (_OURS, "The kind of key is not read here"),
    "KEY_ALGORITHM_MISMATCH": (_PROOF, "The key does not fit the kind of signature"),
    "KEY_TOO_SHORT": (_PROOF, "The key is too short to be safe"),
    "KEY_NOT_NAMED": (_PROOF, "The signature does not name its key"),
    "SECRET_KEY_PUBLISHED": (_CRYPTOGRAPHIC, "A private key was published"),
    "METHOD_URL_MALFORMED": (_METHOD_URL, "The key's address is malformed"),
    "DID_METHOD_UNSUPPORTED": (_OURS, "The kind of identifier is not read here"),
    "DID_MALFORMED": (_METHOD_URL, "The identifier is malformed"),
    "DID_DOCUMENT_UNREACHABLE": (_OURS, "The issuer's keys could not be had"),
    "DID_DOCUMENT_INVALID": (_DOCUMENT, "The issuer's key document is malformed"),
    "DID_DOCUMENT_ID_MISMATCH": (_DOCUMENT_ID, "The key document is somebody else's"),
    # (3) the proof
    "PROOF_MISSING": (_PROOF, "The credential is not signed"),
    "PROOF_MALFORMED": (_PROOF, "The proof is malformed"),
    "PROOF_WRONG_PURPOSE": (_PROOF, "The proof was made for another purpose"),
    "PROOF_CREATED_IN_FUTURE": (_PROOF, "The proof claims to be from the future"),
    "PROOF_EXPIRED": (_PROOF, "The proof has expired"),
    "PROOF_IS_HOLDERS_SECRET": (_PROOF, "This copy is the holder's secret"),
    "MAY_BE_CONCEALED": (_OURS, "Something may have been left out"),
    "PROOF_CHAIN_BROKEN": (_PROOF, "A proof builds on one that does not hold"),
    "SUITE_DRAFT_NAME": (_OURS, "The kind of proof has its name from a draft"),
    "SUITE_NOT_ACCEPTED": (_PROOF, "The kind of proof is not checked here"),
    "SIGNATURE_INVALID": (_CRYPTOGRAPHIC, "The signature does not fit the content"),
    "SIGNATURE_CUT_OFF": (_CRYPTOGRAPHIC, "The end of the signature is missing"),
    "SIGNED_WITH_OTHER_KEY": (_CRYPTOGRAPHIC, "Signed with another key than the one it names"),
    "DAMAGED_IN_TRANSIT": (_CRYPTOGRAPHIC, "The content was damaged on its way"),
    "DATA_LOSS": (_TRANSFORMATION, "Part of the content is not covered by the signature"),
    "TOO_COMPLEX": (_TRANSFORMATION, "The content is too entangled to be checked"),
    "ALGORITHM_NOT_ACCEPTED": (_PROOF, "The signature algorithm is not checked here"),
    "ALGORITHM_FORBIDDEN": (_PROOF, "The signature algorithm proves nothing"),
    "JWS_MALFORMED": (_PARSING, "The token is malformed"),
    "JWS_HEADER_REFUSED": (_PROOF, "The token's header asks for what is refused"),
    "JWT_CLAIM_FORBIDDEN": (_MALFORMED, "The token has a claim this format forbids"),
    "JWT_CLAIM_MALFORMED": (_MALFORMED, "A claim of the token has the wrong form"),
    "JWT_CLAIM_MISSING": (_OURS, "A claim of the token is missing"),
    "JWT_ISSUER_MISMATCH": (_OURS, "The token and the credential name different issuers"),
    "JWT_ID_MISMATCH": (_OURS, "The token and the credential have different identifiers"),
    "JWT_SUBJECT_MISMATCH": (_OURS, "The token and the credential are about different holders"),
    "JWT_NOT_BEFORE_MISMATCH": (_OURS, "The token and the credential start at different times"),
    "JWT_EXPIRY_MISMATCH": (_OURS, "The token and the credential end at different times"),
    "JWT_CONTENT_TYPE_MISMATCH": (_MALFORMED, "The token announces other content"),
    "SIGNATURE_EXPIRED": (_OURS, "The signature's own term is over"),
    "SIGNATURE_NOT_YET_VALID": (_OURS, "The signature's own term has not begun"),
    # certificates that a token brings along
    "CERTIFICATE_AUTHORITY_UNKNOWN": (_OURS, "The certificate's authority was not chosen here"),
    "CERTIFICATE_INVALID": (_METHOD, "The certificate cannot be used"),
    "CERTIFICATE_OF_OTHER": (_METHOD, "The certificate is somebody else's"),
    "CERTIFICATE_OUT_OF_DATE": (_OURS, "The certificate is not valid now"),
    "CERTIFICATE_REVOKED": (_METHOD, "The issuer's certificate was revoked"),
    "CERTIFICATE_REVOCATION_UNKNOWN": (_OURS, "The issuer's certificate may have been revoked"),
    # selective disclosure by SD-JWT, and its holder's proof
    "DISCLOSURE_UNUSED": (_CRYPTOGRAPHIC, "Something is shown that the issuer did not sign"),
    "DISCLOSURE_MALFORMED": (_PARSING, "The selective disclosure is malformed"),
    "DISCLOSURE_REPEATED": (_MALFORMED, "One value could be shown in two places"),
    "DISCLOSURE_FORBIDDEN": (_MALFORMED, "What decides on validity can be hidden"),
    "DISCLOSURE_ALGORITHM_NOT_ACCEPTED": (_OURS, "The digests are not checked here"),
    "HOLDER_KEY_NOT_SHOWN": (_OURS, "Nobody showed the holder's key"),
    "HOLDER_KEY_MISSING": (_OURS, "The credential names no key of its holder"),
    "HOLDER_SIGNATURE_INVALID": (_CRYPTOGRAPHIC, "The holder's signature does not fit"),
    "HOLDER_PROOF_OF_OTHER": (_PROOF, "The holder's proof is for something else"),
    "HOLDER_PROOF_MALFORMED": (_PROOF, "The holder's proof is malformed"),
    # European seals (JAdES): verifier.securing.jades
    "NOT_AN_EDC_SEAL": (_OURS, "The seal has another form than a European Digital Credential's"),
    "SEAL_MISSING": (_PROOF, "The credential has no seal"),
    "SEAL_OWNER_MISMATCH": (_OURS, "Sealed by someone else"),
    "SEAL_ISSUER_UNKNOWN": (_OURS, "The sealing organisation is not known here"),
    "EDC_CONTEXTS": (_MALFORMED, "The contexts are not those of a European Digital Credential"),
    "EDC_FLAVOUR": (_OURS, "Another kind of European Digital Credential"),
    "EDC_FORM_INVALID": (_MALFORMED, "The form of a European Digital Credential is not kept"),
    "EDC_PROFILE_UNKNOWN": (_OURS, "A profile that is not known here"),
    "EDC_TERM_STRAY": (_OURS, "Something stands where it has no meaning"),
    "EDC_STATUS_NOT_OFFERED": (_OURS, "Revocation was not checked"),
    "ACCREDITATION_NOT_CHECKED": (_OURS, "The accreditation was not looked up"),
    "SEAL_MALFORMED": (_PARSING, "The sealed document is malformed"),
    "SEAL_CONTENT_ABSENT": (_OURS, "What the seal seals was not handed in"),
    "SEAL_SEVERAL_SIGNATURES": (_OURS, "The document has several seals"),
    "SEAL_HEADER_REFUSED": (_PROOF, "The seal's header asks for what is refused"),
    "SEAL_TIME_INVALID": (_MALFORMED, "The seal does not say when it was made"),
    "SEAL_TIME_IN_FUTURE": (_PROOF, "The seal claims to be from the future"),
    "SEAL_TIME_OLDER_FORM": (_OURS, "The seal states its time in an older form"),
    "SEAL_CERTIFICATE_MISSING": (_PROOF, "The seal brings no usable certificate"),
    "SEAL_CERTIFICATE_MISMATCH": (_CRYPTOGRAPHIC, "The certificate is not the seal's"),
    "SEAL_CERTIFICATE_UNFIT": (_PROOF, "The certificate is not for sealing"),
    "SEAL_BROKEN": (_CRYPTOGRAPHIC, "The seal does not fit the content"),
    "SEAL_EVIDENCE_MALFORMED": (_PARSING, "What was added to the seal cannot be read"),
    "SEAL_EVIDENCE_NOT_READ": (_OURS, "The seal carries more than is read here"),
    "SEAL_TIMESTAMP_BROKEN": (_CRYPTOGRAPHIC, "A time stamp was changed"),
    "SEAL_TIMESTAMP_OF_OTHER": (_CRYPTOGRAPHIC, "A time stamp belongs to something else"),
    "SEAL_TIMESTAMP_NOT_CHECKED": (_OURS, "A time stamp could not be checked"),
    "SEAL_TIMESTAMP_UNTRUSTED": (_OURS, "The time stamp's authority is not known here"),
    "SEAL_NOT_TIMESTAMPED": (_OURS, "The seal has no time stamp"),
    "SEAL_CHAIN_UNKNOWN": (_OURS, "Nobody known here vouches for the certificate"),
    "SEAL_CHAIN_REFUSED": (_PROOF, "The certificate's path does not hold"),
    "SEAL_CERTIFICATE_EXPIRED": (_OURS, "The certificate has expired"),
    "SEAL_CERTIFICATE_NOT_YET_VALID": (_OURS, "The certificate was not valid yet"),
    "SEAL_CERTIFICATE_REVOKED": (_OURS, "The certificate was revoked"),
    "SEAL_REVOCATION_UNKNOWN": (_OURS, "Whether the certificate was revoked is not known"),
    "SEAL_NOT_ON_TRUSTED_LIST": (_OURS, "The signer is not on the EU trusted list"),
    "SEAL_TRUSTED_LISTS_INCOMPLETE": (_OURS, "Not all EU trusted lists are at hand"),
    "SEAL_TRUSTED_LISTS_MISSING": (_OURS, "The EU trusted lists are not at hand"),
    "SEAL_NOT_QUALIFIED": (_OURS, "The seal is not a qualified one"),
    "SEAL_QUALIFICATION_UNCONFIRMED": (_OURS, "The qualification of the seal is not confirmed"),
    "SEAL_QUALIFICATION_UNKNOWN": (_OURS, "Whether the seal is qualified is not known"),
    "SEAL_DEMO": (_OURS, "A demonstration seal"),
    "SEAL_NOT_LONG_TERM": (_OURS, "The seal is not made to last"),
    # presentations
    "ENVELOPE_TYPE_UNKNOWN": (_OURS, "The envelope holds what is not read here"),
    "HOLDER_MISMATCH": (_OURS, "Presented by someone else"),
    "HOLDER_NOT_PROVEN": (_OURS, "Nobody proved to be the holder"),
    "HOLDER_PROVEN_EARLIER": (_OURS, "The holder's proof answers no question of ours"),
    "HOLDER_NOT_SUBJECT": (_OURS, "The credentials do not name who presents them"),
    "PRESENTATION_CHALLENGE_MISMATCH": (_PROOF, "The presentation answers another question"),
    "PRESENTATION_DOMAIN_MISMATCH": (_PROOF, "The presentation was made for someone else"),
    "PRESENTATION_EXPECTED": (_OURS, "A presentation was asked for"),
    "PRESENTATION_EMPTY": (_OURS, "The presentation holds no credential"),
    # (4) validity period
    "EXPIRED": (_OURS, "The credential has expired"),
    "NOT_YET_VALID": (_OURS, "The credential is not valid yet"),
    "DATE_MALFORMED": (_MALFORMED, "A date is malformed"),
    "VALIDITY_REVERSED": (_RANGE, "The credential ends before it begins"),
    **CONTENT_PROBLEMS,
    # (6) status
    "STATUS_MALFORMED": (_MALFORMED, "The status entry is malformed"),
    "STATUS_TYPE_UNKNOWN": (_OURS, "The kind of status is not checked here"),
    "STATUS_PURPOSE_UNKNOWN": (_OURS, "A status is set whose meaning is not known"),
    "STATUS_UNREACHABLE": (_STATUS_RETRIEVAL, "The status could not be had"),
    "STATUS_LIST_INVALID": (_STATUS_VERIFICATION, "The status list does not hold"),
    "STATUS_LIST_MALFORMED": (_STATUS_VERIFICATION, "The status list is malformed"),
    "STATUS_LIST_SIGNER_FOREIGN": (_STATUS_VERIFICATION, "The status list is someone else's"),
    "STATUS_LIST_NOT_YET_VALID": (_STATUS_VERIFICATION, "The status list is not valid yet"),
    "STATUS_LIST_EXPIRED": (_STATUS_VERIFICATION, "The status list has expired"),
    "STATUS_LIST_STALE": (_STATUS_VERIFICATION, "The status list is too old"),
    "STATUS_LIST_ID_MISMATCH": (_STATUS_VERIFICATION, "The status list is another one"),
    "STATUS_BIT_ORDER_UNKNOWN": (_OURS, "The status can be read in two ways"),
    "STATUS_PURPOSE_MISMATCH": (_STATUS_VERIFICATION, "The status list is for another purpose"),
    "STATUS_LIST_TOO_SHORT": (_STATUS_LENGTH, "The status list is shorter than allowed"),
    "STATUS_INDEX_OUT_OF_RANGE": (_RANGE, "The status entry points past the list's end"),
    "REVOKED": (_OURS, "The issuer revoked this credential"),
    "SUSPENDED": (_OURS, "The issuer suspended this credential"),
    "STATUS_MESSAGE": (_OURS, "The issuer attached a message"),
    "STATUS_REFRESH": (_OURS, "The issuer has a newer version"),
    # (7) the issuer
    "ISSUER_UNKNOWN": (_OURS, "The issuer is not known here"),
    "ISSUER_NOT_CHECKED": (_OURS, "It was not found out whether the issuer is known"),
    "ISSUER_WITHOUT_DOMAIN": (_OURS, "The key belongs to no domain"),
    "ORGANISATION_NOT_KNOWN": (_OURS, "It is not known which organisation this is"),
    "REGISTRY_UNREACHABLE": (_OURS, "A registry of issuers could not be had"),
    "REGISTRY_STALE": (_OURS, "A registry of issuers is too old"),
    "REGISTRY_ALTERED": (_OURS, "A registry of issuers is not the pinned one"),
    "REGISTRY_SIGNATURE_WRONG": (_OURS, "A registry of issuers is signed by someone else"),
    "REGISTRY_NOT_VALID": (_OURS, "A registry of issuers was withdrawn, or its time is over"),
    "REGISTRY_MALFORMED": (_OURS, "A registry of issuers cannot be read"),
    "FEDERATION_CHAIN_BROKEN": (_OURS, "The chain up to the federation does not hold"),
    "PROGRAMME_NOT_KNOWN": (_OURS, "Nobody chosen here speaks of the programme"),
    "PROGRAMME_NOT_LISTED": (_OURS, "The programme is not among the approved ones"),
    "PROGRAMME_OF_OTHER": (_OURS, "The programme is somebody else's"),
    "PROGRAMME_UNREACHABLE": (_OURS, "The programme's entry could not be had"),
    "PROGRAMME_RETIRED": (_OURS, "The programme is closed to new learners"),
    "DOMAIN_LINKAGE_WRONG": (_OURS, "The website does not confirm the key"),
    "DOMAIN_LINKAGE_UNREACHABLE": (_OURS, "The website's list of its keys could not be had"),
    "ISSUER_NOT_BOUND": (_OURS, "Nobody checked that the key is the issuer's"),
}

PROBLEMS: dict[str, ProblemKind] = {
    code: ProblemKind(code, type_url or f"/problems/{code}", title)
    for code, (type_url, title) in _TABLE.items()
}
