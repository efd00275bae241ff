"""Our headers conform to the JSON Schemas that ETSI publishes with TS 119 182-1."""

import base64
import json
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

from issuer.sealing import SealOptions, TimeForm
from tests.seals import sealed
from tests.verifier.securing.jades.vectors import official_sample, reference
from verifier.securing.jades import Level

OPTIONS = [
    SealOptions(level, form, stamp)
    for level in Level
    for form in TimeForm
    for stamp in (False, True)
]


def validator(name: str) -> Draft7Validator:
    folder = reference("schemas/etsi-jades")
    registry: Registry[Any] = Registry().with_resources(
        (
            f"https://etsi.example/{path.relative_to(folder)}",
            DRAFT7.create_resource(json.loads(path.read_text(encoding="utf-8"))),
        )
        for path in folder.rglob("*.json")
    )
    return Draft7Validator({"$ref": f"https://etsi.example/{name}"}, registry=registry)


def decoded(text: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def errors(data: bytes) -> list[str]:
    (entry,) = json.loads(data)["signatures"]
    found = validator("19182-protected-jsonSchema.json").iter_errors(decoded(entry["protected"]))
    said = [error.message for error in found]
    if "header" in entry:
        unsigned = entry["header"] | {"etsiU": entry["header"]["etsiU"]}
        said += [
            e.message for e in validator("19182-unprotected-jsonSchema.json").iter_errors(unsigned)
        ]
        clear = {"etsiU": [decoded(raw) for raw in entry["header"]["etsiU"]]}
        said += [
            e.message for e in validator("19182-unprotected-jsonSchema.json").iter_errors(clear)
        ]
    return said


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_every_seal_conforms(options: SealOptions) -> None:
    assert errors(sealed(options=options)) == []


def test_the_schemas_can_say_no() -> None:
    document = json.loads(sealed(Level.LTA))
    header = decoded(document["signatures"][0]["protected"]) | {"sigT": "2026-11-22T09:00:00Z"}
    raw = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
    document["signatures"][0]["protected"] = raw
    document["signatures"][0]["header"]["other"] = 1
    assert len(errors(json.dumps(document).encode())) >= 2
    assert errors(official_sample("MC-Annex1")) == []
