"""What the caller wants of a file: of which programme it is, and what its columns mean."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.requests import Request

from app.award_steps import newest_approved
from app.batches.table import MOST_FILE_BYTES
from app.db import programmes
from app.form_in_memory import form_in_memory
from app.http.bodies.basics import UUID_PATTERN
from app.problems import ApiProblem, RequestFault
from app.services import Services
from app.submissions import media_type_of
from issuer.batch.faults import batch_fault
from issuer.batch.headings import Wishes
from issuer.errors import WrongState
from issuer.faults import Fault
from issuer.model.approval import ProgrammeState, ProgrammeVersion
from issuer.model.batch import Policy
from issuer.model.organisation import Actor

BODY_BYTES = MOST_FILE_BYTES + 256 * 1024
"""Of a request: the file, and the form around it."""
MULTIPART = "multipart/form-data"
Fields = Mapping[str, object]
"""Of a form, or of an address: only texts are looked at."""
_NUMBER = re.compile("[1-9][0-9]{0,3}")
_MOST_WISHES = 200


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a file is to be checked, and issued."""

    programme_id: str
    version: int | None
    wishes: Wishes
    policy: Policy
    notify: bool | None = None
    """Whether we write to the learners; None: as the school does it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dry run is asked to check."""

    data: bytes
    terms: Terms


async def read_asked(request: Request) -> Asked:
    """Read the form. Raises ApiProblem: BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST."""
    if media_type_of(request) != MULTIPART:
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", f"Send {MULTIPART} with the field file.")
    async with form_in_memory(
        request, max_files=1, max_fields=8, most_bytes=MOST_FILE_BYTES
    ) as form:
        file = form.get("file")
        data = await file.read() if isinstance(file, UploadFile) else b""
        if not data:
            raise ApiProblem("BAD_REQUEST", "Nothing was sent. Send a file in the field file.")
        return Asked(data, terms_of(form))


def terms_of(fields: Fields) -> Terms:
    """Read the fields beside the file. Raises ApiProblem: BAD_REQUEST, INVALID_REQUEST."""
    return Terms(
        _programme(fields), _version(fields), _wishes(fields), _policy(fields), _notify(fields)
    )


def version_asked_for(services: Services, actor: Actor, terms: Terms) -> ProgrammeVersion:
    """Load the version that is to be awarded. Raises NotFound, WrongState."""
    own = actor.organisation_id
    with services.database.read() as connection:
        if terms.version is None:
            return newest_approved(connection, own, terms.programme_id)
        version = programmes.numbered(
            connection, terms.programme_id, terms.version, organisation_id=own
        )
    if version.organisation_id != own or version.state is not ProgrammeState.APPROVED:
        raise WrongState(
            "Only an approved version of your own programme can be awarded.",
            state=version.state.value,
        )
    return version


def refusal(fault: Fault) -> ApiProblem:
    """Make the problem of a file that cannot be used as a whole."""
    code = "TOO_LARGE" if fault.code.startswith("FILE_TOO_") else "INVALID_REQUEST"
    named = RequestFault(fault.path, fault.code, fault.sentence)
    return ApiProblem(code, fault.sentence["en"], faults=[named])


def _programme(fields: Fields) -> str:
    said = _text(fields, "programme").strip()
    if not re.match(UUID_PATTERN, said):
        raise ApiProblem("BAD_REQUEST", "The field programme has to be the id of a programme.")
    return said


def _version(fields: Fields) -> int | None:
    said = _text(fields, "version").strip()
    if said and not _NUMBER.fullmatch(said):
        raise ApiProblem("BAD_REQUEST", "The field version has to be a number from 1 to 9999.")
    return int(said) if said else None


def _policy(fields: Fields) -> Policy:
    said = _text(fields, "duplicates").strip() or Policy.DENY.value
    if said not in set(Policy):
        raise ApiProblem("BAD_REQUEST", "The field duplicates has to be deny, skip or replace.")
    return Policy(said)


def _notify(fields: Fields) -> bool | None:
    said = _text(fields, "notify").strip()
    if said not in _NOTIFY:
        raise ApiProblem("BAD_REQUEST", "The field notify has to be true or false.")
    return _NOTIFY[said]


_NOTIFY = {"": None, "true": True, "false": False}


def _wishes(fields: Fields) -> Wishes:
    said = _text(fields, "mapping").strip()
    if not said:
        return {}
    try:
        wishes = json.loads(said)
    except (ValueError, RecursionError):
        wishes = None
    if (
        not isinstance(wishes, dict)
        or len(wishes) > _MOST_WISHES
        or not all(wish is None or isinstance(wish, str) for wish in wishes.values())
    ):
        raise refusal(batch_fault("MAPPING_NOT_READABLE", "/mapping"))
    return wishes


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
