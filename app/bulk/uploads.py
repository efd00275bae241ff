"""Takes what was uploaded for bulk verification out of a request, in memory only."""

from starlette.datastructures import UploadFile
from starlette.requests import Request

from app.bulk import sealed
from app.bulk.items import MOST_UPLOAD_BYTES, Upload
from app.form_in_memory import form_in_memory
from app.problems import ApiProblem
from app.submissions import media_type_of

BODY_BYTES = MOST_UPLOAD_BYTES + 64 * 1024
"""Of a request: the upload, and the form around it."""
TABLE_BYTES = sealed.MOST_BYTES + 4096
"""Of a request that brings a finished table back."""
MEDIA_TYPES = (
    "application/json",
    "application/x-ndjson",
    "application/jsonl",
    "text/csv",
    "text/plain",
    "application/zip",
    "application/x-zip-compressed",
    "application/octet-stream",
)
"""What comes as it is; what it really is, its first bytes tell."""
_MULTIPART = "multipart/form-data"
_MOST_FILES = 100
_TEXT_FIELD = "list"


async def read_uploads(request: Request) -> list[Upload]:
    """Give everything that was sent.

    Raises ApiProblem: BAD_REQUEST (nothing), UNSUPPORTED_MEDIA_TYPE, TOO_LARGE.
    """
    media_type = media_type_of(request)
    if media_type == _MULTIPART:
        uploads = await _of_form(request)
    elif media_type in MEDIA_TYPES:
        # Not request.body(), which would keep it for as long as the answer takes.
        uploads = [Upload("", b"".join([piece async for piece in request.stream()]))]
    else:
        known = ", ".join((*MEDIA_TYPES, _MULTIPART))
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", f"Send one of these: {known}.")
    sent = [upload for upload in uploads if upload.data.strip()]
    if not sent:
        raise ApiProblem("BAD_REQUEST", "Nothing was sent. Send an archive, a table or an array.")
    return sent


async def _of_form(request: Request) -> list[Upload]:
    async with form_in_memory(
        request, max_files=_MOST_FILES, max_fields=8, most_bytes=MOST_UPLOAD_BYTES
    ) as form:
        text = form.get(_TEXT_FIELD)
        uploads = [Upload("", text.encode())] if isinstance(text, str) else []
        files = [file for file in form.getlist("file") if isinstance(file, UploadFile)]
        return uploads + [Upload(file.filename or "", await file.read()) for file in files]
