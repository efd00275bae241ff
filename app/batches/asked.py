"""Takes a dry run's form out of a request, in memory only: the file holds learners' data."""

import json
import re
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from app.batches.table import MOST_FILE_BYTES
from app.form_in_memory import form_in_memory
from app.http.bodies.basics import UUID_PATTERN
from app.problems import ApiProblem, RequestFault
from app.submissions import media_type_of
from issuer.batch.faults import batch_fault
from issuer.batch.headings import Wishes
from issuer.faults import Fault
from issuer.model.batch import Policy

BODY_BYTES = MOST_FILE_BYTES + 256 * 1024
"""Of a request: the file, and the form around it."""
_MULTIPART = "multipart/form-data"
_NUMBER = re.compile("[1-9][0-9]{0,3}")
_MOST_WISHES = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dry run is asked to check."""

    data: bytes
    programme_id: str
    version: int | None
    wishes: Wishes
    policy: Policy


async def read_asked(request: Request) -> Asked:
    """Read the form. Raises ApiProblem: BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE, INVALID_REQUEST."""
    if media_type_of(request) != _MULTIPART:
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", f"Send {_MULTIPART} with the field file.")
    async with form_in_memory(
        request, max_files=1, max_fields=8, most_bytes=MOST_FILE_BYTES
    ) as form:
        file = form.get("file")
        data = await file.read() if isinstance(file, UploadFile) else b""
        if not data:
            raise ApiProblem("BAD_REQUEST", "Nothing was sent. Send a file in the field file.")
        return Asked(data, _programme(form), _version(form), _wishes(form), _policy(form))


def refusal(fault: Fault) -> ApiProblem:
    """Make the problem of a file that cannot be used as a whole."""
    code = "TOO_LARGE" if fault.code.startswith("FILE_TOO_") else "INVALID_REQUEST"
    named = RequestFault(fault.path, fault.code, fault.sentence)
    return ApiProblem(code, fault.sentence["en"], faults=[named])


def _programme(form: FormData) -> str:
    said = _text(form, "programme").strip()
    if not re.match(UUID_PATTERN, said):
        raise ApiProblem("BAD_REQUEST", "The field programme has to be the id of a programme.")
    return said


def _version(form: FormData) -> int | None:
    said = _text(form, "version").strip()
    if said and not _NUMBER.fullmatch(said):
        raise ApiProblem("BAD_REQUEST", "The field version has to be a number from 1 to 9999.")
    return int(said) if said else None


def _policy(form: FormData) -> Policy:
    said = _text(form, "duplicates").strip() or Policy.DENY.value
    if said not in set(Policy):
        raise ApiProblem("BAD_REQUEST", "The field duplicates has to be deny, skip or replace.")
    return Policy(said)


def _wishes(form: FormData) -> Wishes:
    said = _text(form, "mapping").strip()
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


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
