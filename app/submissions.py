"""What a stranger handed in for verification: a text, a file or an address, in any wrapping."""

import base64
import binascii
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from app.form_in_memory import form_in_memory
from app.problems import ApiProblem
from verifier import LIMITS
from verifier.containers import is_file
from verifier.evidence_file import is_evidence
from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest
from verifier.recipient import LONGEST

_RAW = frozenset(
    {
        "text/plain",
        "application/jwt",
        "application/vc",
        "application/vc+jwt",
        "application/vc+ld+json",
        "application/ld+json",
        "application/octet-stream",
        "application/jose",
        "application/vp",
        "application/vp+jwt",
        "application/vc+sd-jwt",
        "application/dc+sd-jwt",
        "application/did+json",
        "application/pdf",
        "application/zip",
        "image/png",
        "image/svg+xml",
        "image/jpeg",
        "image/webp",
        "image/gif",
    }
)
"""What is a credential as it stands, or is at least recognised by the verifier."""
_JSON = "application/json"
_URLENCODED = "application/x-www-form-urlencoded"
_FORMS = frozenset({"multipart/form-data", _URLENCODED})
_TEXT_MEMBERS = ("credential", "verifiableCredential", "jwt", "text")
_FORM_TEXTS = ("credential", "text", "jwt")
_ASKED = ("challenge", "domain")
_EMAIL = "email"
MOST_ASKED = 1000
"""Letters of a challenge or domain."""
_ONE_OF = "Send one of these: the credential as text, a file, or an address (url)."


class AnswerForm(StrEnum):
    """In what form the answer is wanted."""

    JSON = "json"
    EVIDENCE = "evidence"
    PDF = "pdf"
    JWT = "jwt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One thing to verify: bytes, or an address where to get them."""

    body: bytes = b""
    url: str | None = None
    form: AnswerForm | None = None
    """What a page's form asks for instead of the verdict's page."""
    request: PresentationRequest = NOTHING_ASKED
    """What a presentation has to answer."""
    email: str | None = field(default=None, repr=False)
    """An address to compare with the recipient's; it is in no log and in no answer."""
    form_token: str = field(default="", repr=False)
    """What a form of a learner's own page carries."""


def media_type_of(request: Request) -> str:
    """Give the media type of the body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_form(request: Request) -> bool:
    """Tell whether the body comes from a page's form."""
    return media_type_of(request) in _FORMS


async def read_submission(request: Request) -> Submission:
    """Take what was handed in out of a POST request.

    Raises ApiProblem: BAD_REQUEST (nothing, or two things), UNSUPPORTED_MEDIA_TYPE, TOO_LARGE. What
    is no credential is not refused here: the report says so.
    """
    media_type = media_type_of(request)
    if media_type in _FORMS:
        async with _form(request, media_type) as form:
            return _checked(await _of_form(form))
    if media_type == _JSON:
        return _checked(_of_json(_checked(Submission(body=await request.body())).body))
    if media_type in _RAW or media_type.endswith(("+json", "+jwt")):
        return _checked(Submission(body=await request.body()))
    raise ApiProblem(
        "UNSUPPORTED_MEDIA_TYPE",
        "Send the credential as application/json, text/plain, application/vc, application/vc+jwt, "
        "or in a form.",
    )


def _form(request: Request, media_type: str) -> AbstractAsyncContextManager[FormData]:
    if media_type == _URLENCODED:
        return request.form(max_files=0, max_fields=20, max_part_size=_MOST_URLENCODED)
    return form_in_memory(request, max_files=1, max_fields=20, most_bytes=_MOST_PART)


MOST_UPLOAD_BYTES = 10 * 1024 * 1024
"""Of a picture, document or archive that carries a credential; photographs and scans are large."""
_MOST = LIMITS.credential_bytes
_MOST_PACK = 2 * LIMITS.credential_bytes
"""An evidence pack holds documents beside the credential; a larger one is for the command line."""
_MOST_PART = _MOST_PACK
"""A credential in base64 is a third longer than it is."""
_BASE64 = "credential_base64"
"""For bytes that a text field would change: browsers rewrite line ends."""
_MOST_URLENCODED = 128 * 1024
"""Decoding percent signs takes up to two hundred times their size; our own forms are multipart."""


def _checked(submission: Submission) -> Submission:
    if submission.url is None and not submission.body.strip():
        raise ApiProblem("BAD_REQUEST", f"Nothing was sent. {_ONE_OF}")
    body = submission.body
    most = MOST_UPLOAD_BYTES if is_file(body) else _MOST_PACK if is_evidence(body) else _MOST
    if len(body) > most:
        raise ApiProblem("TOO_LARGE", f"A credential of more than {most} bytes is not read here.")
    return submission


def _of_json(body: bytes) -> Submission:
    """Tell a credential from an envelope of ours around one, or around an address."""
    try:
        value = read_json(body)
    except Judged:
        return Submission(body=body)  # perhaps it can be repaired; else the report says why not
    # An object with @context is always a credential, whatever else it holds.
    if not isinstance(value, dict) or "@context" in value:
        return Submission(body=body)
    texts = [name for name in _TEXT_MEMBERS if name in value]
    if "url" in value and texts:
        raise ApiProblem("BAD_REQUEST", f"There is both an address and a credential. {_ONE_OF}")
    if "url" in value and set(value) <= {"url", _EMAIL, *_ASKED}:
        url = _address(value["url"])
        return Submission(url=url, request=_request(value), email=_email(value))
    if "text" in value:
        body = _text(value["text"], "text").encode()
        return Submission(body=body, request=_request(value), email=_email(value))
    if texts:  # an envelope whose credential is found inside, as an object or as a text
        return Submission(body=body, request=_request(value), email=_email(value))
    return Submission(body=body)


def _request(given: Mapping[str, Any]) -> PresentationRequest:
    """Take challenge and domain; what is empty was not asked."""
    asked = {name: _text(given.get(name) or "", name).strip() for name in _ASKED}
    if any(len(value) > MOST_ASKED for value in asked.values()):
        raise ApiProblem("BAD_REQUEST", f"Challenge and domain have at most {MOST_ASKED} letters.")
    return PresentationRequest(asked["challenge"] or None, asked["domain"] or None)


def _email(given: Mapping[str, Any]) -> str | None:
    """Take the address to compare; an empty one was not asked about."""
    email = _text(given.get(_EMAIL) or "", _EMAIL).strip()
    if len(email) > LONGEST:
        raise ApiProblem("BAD_REQUEST", f"An e-mail address has at most {LONGEST} letters.")
    return email or None


def _text(value: Any, name: str) -> str:  # noqa: ANN401  # JSON is anything
    if not isinstance(value, str):
        raise ApiProblem("BAD_REQUEST", f"The member {name} has to be a text.")
    return value


def _address(value: Any) -> str:  # noqa: ANN401  # JSON is anything
    url = _text(value, "url").strip()
    if not url:
        raise ApiProblem("BAD_REQUEST", f"The address is empty. {_ONE_OF}")
    return url


async def _of_form(form: FormData) -> Submission:
    """Take the one field that is filled in; the empty ones of a page's form do not count."""
    texts = [form[name] for name in _FORM_TEXTS if name in form]
    given = [text.encode() for text in texts if isinstance(text, str) and text.strip()]
    files = [value for value in (*texts, form.get("file")) if isinstance(value, UploadFile)]
    given += [data for file in files if (data := await file.read(MOST_UPLOAD_BYTES + 1)).strip()]
    given += [_from_base64(text) for text in form.getlist(_BASE64) if isinstance(text, str)]
    url = form.get("url")
    address = url.strip() if isinstance(url, str) else ""
    if len(given) + bool(address) > 1:
        raise ApiProblem("BAD_REQUEST", f"More than one thing was sent. {_ONE_OF}")
    body = given[0] if given and not address else b""
    return Submission(
        body=body,
        url=address or None,
        form=_answer_form(form),
        request=_request(form),
        email=_email(form),
        form_token=_text(form.get("form_token", ""), "form_token"),
    )


def _answer_form(form: FormData) -> AnswerForm | None:
    wanted = form.get("format")
    if wanted in set(AnswerForm):
        return AnswerForm(wanted)
    return AnswerForm.EVIDENCE if form.get("evidence") == "1" else None


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ApiProblem("BAD_REQUEST", f"The field {_BASE64} is not base64.") from None
