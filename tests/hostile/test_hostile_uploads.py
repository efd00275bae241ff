"""Every hostile upload of many ends in rows or a problem, in bounded time and memory."""

import itertools
import json
from typing import Any

import httpx
import pytest

from tests.hostile.attack import MOST_BYTES, MOST_SECONDS, Target
from tests.hostile.bulk_uploads import UPLOADS, Many
from tests.hostile.honest import honest_badge

SECONDS_FOR_EACH = 0.25
"""Of the rows, each of which may be a hostile document of its own."""


@pytest.mark.parametrize("name", UPLOADS)
def test_it_ends_as_expected_and_the_next_honest_request_is_served(
    name: str, target: Target
) -> None:
    upload = UPLOADS[name]
    before = target.spent()
    answer = sent(upload, target)
    assert told(answer) == upload.expected
    spent = target.spent() - before
    assert spent < MOST_SECONDS + SECONDS_FOR_EACH * len(rows_of(answer))
    assert {k: v for k, v in target.most_bytes().items() if v > MOST_BYTES} == {}
    assert all(row["name"].isprintable() for row in rows_of(answer))

    honest = target.send(honest_badge())
    assert (honest.summary, honest.document["verified"]) == ("passed", True)
    assert honest.seconds < MOST_SECONDS


def sent(upload: Many, target: Target) -> httpx.Response:
    headers = {"Content-Type": upload.media_type}
    return target.client.post("/verify/bulk", content=upload.body, headers=headers)


def rows_of(answer: httpx.Response) -> list[dict[str, Any]]:
    if answer.status_code != httpx.codes.OK:
        return []
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert (lines[0]["kind"], lines[-1]["kind"]) == ("start", "end")
    return lines[1:-1]


def told(answer: httpx.Response) -> str:
    """Write an answer as the table of uploads does."""
    if answer.status_code != httpx.codes.OK:
        return f"{answer.status_code} {answer.json()['code']}"
    each = (f"{row['outcome']} {row['code'] or ''}".rstrip() for row in rows_of(answer))
    runs = ((len(list(same)), summary) for summary, same in itertools.groupby(each))
    return ", ".join(f"{count} {summary}" for count, summary in runs)
