"""Our own JSON Schemas judge every document as the schemas 1EdTech publishes do."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from contexts import UnknownSchema, schema_errors, schema_urls, schemas
from contexts.manifest import data_bytes, manifest
from tests.contexts.reference_data import OB, OB_SCHEMA, VC1, VC2, badge, reference

URL = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_{}_schema.json"
CLASSES = "urn:dokazilo:schema:ob-3.0"
KINDS = ("achievementcredential", "anyachievementcredential", "endorsementcredential")

Path_ = tuple[str | int, ...]


@lru_cache
def published(kind: str, class_name: str = "") -> jsonschema_rs.Draft201909Validator:
    """Compile a schema of 1EdTech, or one class of it; another program than ours judges by it."""
    path = reference(f"ob3/schemas/ob_v3p0_{kind}_schema.json")
    whole = json.loads(path.read_text(encoding="utf-8"))
    fragment = f"#/$defs/{class_name}" if class_name else ""
    return jsonschema_rs.Draft201909Validator(
        {"$ref": URL.format(kind) + fragment},
        registry=jsonschema_rs.Registry(
            [(URL.format(kind), whole)], draft=jsonschema_rs.Draft201909
        ),
        validate_formats=False,
        offline=True,
    )


@lru_cache
def ours(kind: str, class_name: str = "") -> Draft202012Validator:
    """Compile a schema of ours, or one class of it."""
    where = f"{CLASSES}#/$defs/{class_name}" if class_name else URL.format(kind)
    return Draft202012Validator({"$ref": where}, registry=schemas.bundled_registry())


def agree(document: Any, kind: str) -> bool:  # noqa: ANN401 - any JSON
    return published(kind).is_valid(document) == (schema_errors(document, URL.format(kind)) == ())


ENDORSEMENT = {
    "@context": [VC2, OB],
    "id": "urn:uuid:e",
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "name": "Priporočilo",
    "description": "x",
    "issuer": {"id": "did:web:zbornica.example", "type": ["Profile"]},
    "validFrom": "2026-02-01T00:00:00Z",
    "validUntil": "2027-02-01T00:00:00Z",
    "awardedDate": "2026-02-01T00:00:00Z",
    "credentialSubject": {
        "id": "urn:achievement",
        "type": ["EndorsementSubject"],
        "endorsementComment": "Dober program.",
    },
    "proof": {"type": "DataIntegrityProof", "created": "2026-02-01T00:00:00Z"},
    "credentialSchema": {"id": "urn:schema", "type": "T"},
    "credentialStatus": {"id": "urn:status", "type": "T"},
    "refreshService": {"id": "urn:refresh", "type": "T"},
    "termsOfUse": [{"id": "urn:terms", "type": "T"}],
    "evidence": [{"type": ["Evidence"]}],
}
JWS = "e30.e30.c2ln"


def complete() -> dict[str, Any]:
    """Return a badge in which every member the schema knows has a value."""
    document = badge(
        endorsement=[deepcopy(ENDORSEMENT)],
        endorsementJwt=[JWS],
        refreshService={"id": "urn:refresh", "type": "1EdTechCredentialRefresh"},
        termsOfUse=[{"id": "urn:terms", "type": "T"}],
        proof=[
            {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "created": "2026-01-15T09:00:00Z",
                "verificationMethod": "did:web:sola.example#key-1",
                "proofPurpose": "assertionMethod",
                "proofValue": "z1",
                "challenge": "c",
                "domain": "d",
                "nonce": "n",
            }
        ],
    )
    names = ("given", "additional", "patronymic", "family")
    document["issuer"] |= {
        **{f"{name}Name": "x" for name in names},
        "honorificPrefix": "dr.",
        "honorificSuffix": "ml.",
        "familyNamePrefix": "von",
        "dateOfBirth": "1990-01-01",
        "endorsement": [deepcopy(ENDORSEMENT)],
        "endorsementJwt": [JWS],
    }
    document["issuer"]["address"]["postOfficeBoxNumber"] = "17"
    subject = document["credentialSubject"]
    subject["image"] = {"id": "urn:image", "type": "Image"}
    subject["achievement"] |= {"endorsement": [deepcopy(ENDORSEMENT)], "endorsementJwt": [JWS]}
    subject["result"][0]["alignment"] = deepcopy(subject["achievement"]["alignment"][:1])
    levels = subject["achievement"]["resultDescription"][1]["rubricCriterionLevel"]
    levels[0]["alignment"] = deepcopy(subject["achievement"]["alignment"][:1])
    return document


def complete_version_1() -> dict[str, Any]:
    document = complete()
    document["@context"][0] = VC1
    document["issuanceDate"] = document.pop("validFrom")
    document["expirationDate"] = document.pop("validUntil")
    for holder in (document, document["issuer"], document["credentialSubject"]["achievement"]):
        endorsement = holder["endorsement"][0]
        endorsement["@context"] = [VC1, OB]
        endorsement["issuanceDate"] = endorsement.pop("validFrom")
        endorsement["expirationDate"] = endorsement.pop("validUntil")
    return document


SUBSTITUTES: list[Any] = [
    None,
    True,
    5,
    2.5,
    "",
    "x",
    "ext:mine",
    "ext:",
    "an ext:a-b within",
    "Image",
    "GeoCoordinates",
    "Completed",
    "Mikro",
    "MicroCredential",
    "sl",
    "sl-Latn-SI",
    "SL",
    "2026-01-15",
    JWS,
    "no.jws",
    [],
    ["x"],
    ["x", 5],
    [[]],
    [{}],
    {},
    {"sl": "x"},
    {"sl-SI": "x", "en": "y"},
    {"sl": 5},
    {"slv": "x"},
    {"sl": "Image"},
    {"sl": "sl"},
    {"id": "urn:x"},
    {"type": "Profile"},
    {"id": "urn:x", "type": "Profile"},
    {"id": "urn:x", "type": ["Profile"]},
    {"id": "urn:x", "type": "Image"},
    [VC2],
    [VC2, OB],
    [OB, VC2],
    [VC1, OB],
    [VC2, "https://purl.imsglobal.org/spec/ob/v3p0/context.json", {"a": "urn:a"}],
    [VC2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.json"],
    [VC2, OB, 5],
    ["VerifiableCredential"],
    ["OpenBadgeCredential"],
    ["AchievementCredential", "VerifiableCredential", "x"],
    ["EndorsementCredential", "VerifiableCredential"],
    ["VerifiableCredential", "OpenBadgeCredential", {"sl": "x"}],
]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:  # noqa: ANN401 - any JSON
    """Walk into every member and the first item of every array."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*path, name))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*path, 0))


def at(document: Any, path: Path_) -> Any:  # noqa: ANN401 - any JSON
    for step in path:
        document = document[step]
    return document


def with_other_values(instance: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Put each substitute in the place of each member, and drop and add members."""
    yield "as it is", instance
    yield "with a strange member", {**instance, "strange": "x"}
    for name, value in instance.items():
        yield f"without {name}", {key: instance[key] for key in instance if key != name}
        single = value[0] if isinstance(value, list) and value else value
        for substitute in [*SUBSTITUTES, single, [value], [single, single]]:
            yield f"{name} = {substitute!r}", {**instance, name: substitute}


def with_something_missing(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in list(places(document)):
        changed = deepcopy(document)
        del at(changed, path[:-1])[path[-1]]
        yield f"without {path}", changed
        if isinstance(at(document, path), dict):
            strange = deepcopy(document)
            at(strange, path)["strange"] = "x"
            yield f"{path} with a strange member", strange


@pytest.fixture(scope="module")
def samples() -> list[Path]:
    folders = [reference("ob3/generated"), reference("ob3/validator-samples")]
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_sample_is_judged_alike(samples: list[Path], kind: str) -> None:
    judged = 0
    for path in samples:
        try:
            document = json.loads(path.read_bytes())
        except ValueError:
            continue
        assert agree(document, kind), path.name
        judged += 1
    assert judged > 30


SUBJECT: Path_ = ("credentialSubject",)
ACHIEVEMENT: Path_ = (*SUBJECT, "achievement")
DESCRIPTION: Path_ = (*ACHIEVEMENT, "resultDescription", 1)
PLACE_OF_CLASS: dict[str, Path_] = {
    "AchievementSubject": SUBJECT,
    "IdentityObject": (*SUBJECT, "identifier", 0),
    "Achievement": ACHIEVEMENT,
    "Alignment": (*ACHIEVEMENT, "alignment", 0),
    "Criteria": (*ACHIEVEMENT, "criteria"),
    "Related": (*ACHIEVEMENT, "related", 0),
    "IdentifierEntry": (*ACHIEVEMENT, "otherIdentifier", 0),
    "ResultDescription": DESCRIPTION,
    "RubricCriterionLevel": (*DESCRIPTION, "rubricCriterionLevel", 0),
    "Result": (*SUBJECT, "result", 0),
    "Profile": ("issuer",),
    "ProfileRef": ("issuer",),
    "Address": ("issuer", "address"),
    "GeoCoordinates": ("issuer", "address", "geo"),
    "Image": ("image",),
    "Evidence": ("evidence", 0),
    "EndorsementCredential": ("endorsement", 0),
    "EndorsementSubject": ("endorsement", 0, "credentialSubject"),
    "Proof": ("proof", 0),
    "CredentialSchema": ("credentialSchema", 0),
    "CredentialStatus": ("credentialStatus",),
    "RefreshService": ("refreshService",),
    "TermsOfUse": ("termsOfUse", 0),
}
VERSION_1 = ("AchievementSubject", "Achievement", "Profile", "EndorsementCredential")


def compare(
    theirs: jsonschema_rs.Draft201909Validator,
    own: Draft202012Validator,
    mutated: Iterator[tuple[str, dict[str, Any]]],
) -> None:
    verdicts = []
    for what, document in mutated:
        verdicts.append(theirs.is_valid(document))
        assert own.is_valid(document) == verdicts[-1], what

    assert verdicts.count(True) > 1
    assert verdicts.count(False) > 1


def test_no_class_is_left_out() -> None:
    path = reference("ob3/schemas/ob_v3p0_achievementcredential_schema.json")
    names = json.loads(path.read_text(encoding="utf-8"))["$defs"]

    assert set(names) - set(PLACE_OF_CLASS) == {"Context"}


@pytest.mark.parametrize("name", PLACE_OF_CLASS)
def test_each_class_is_judged_alike(name: str) -> None:
    instance = {**at(complete(), PLACE_OF_CLASS[name])}
    instance.pop("endorsement", None)  # a class of its own, and the largest value
    kind = "achievementcredential"

    compare(published(kind, name), ours(kind, name), with_other_values(instance))


@pytest.mark.parametrize("name", VERSION_1)
def test_each_class_of_version_1_is_judged_alike(name: str) -> None:
    instance = {**at(complete_version_1(), PLACE_OF_CLASS[name])}
    instance.pop("endorsement", None)
    kind = "anyachievementcredential"

    compare(published(kind, f"{name}v1p1"), ours(kind, f"{name}11"), with_other_values(instance))


WHOLE = pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("achievementcredential", complete),
        ("anyachievementcredential", complete),
        ("anyachievementcredential", complete_version_1),
        ("endorsementcredential", lambda: deepcopy(ENDORSEMENT)),
    ],
    ids=["badge", "any badge", "version 1 badge", "endorsement"],
)


@WHOLE
def test_top_level_values_are_judged_alike(kind: str, make: Callable[[], dict[str, Any]]) -> None:
    document = make()
    document.pop("endorsement", None)  # endorsements and profiles have tests of their own
    document["issuer"] = {"id": "urn:x", "type": ["Profile"]}
    if "achievement" in document["credentialSubject"]:
        document["credentialSubject"] = {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:a",
                "type": ["Achievement"],
                "name": "x",
                "description": "x",
                "criteria": {},
            },
        }

    compare(published(kind), ours(kind), with_other_values(document))


@pytest.mark.parametrize(
    ("kind", "make"),
    [("achievementcredential", complete), ("anyachievementcredential", complete_version_1)],
    ids=["badge", "version 1 badge"],
)
@pytest.mark.slow
def test_whatever_is_missing_is_judged_alike(kind: str, make: Callable[[], dict[str, Any]]) -> None:
    compare(published(kind), ours(kind), with_something_missing(make()))


def test_a_complete_badge_is_valid() -> None:
    assert schema_errors(badge(), OB_SCHEMA) == ()


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda d: d.pop("issuer"), "", "has to have issuer"),
        (lambda d: d.update(name=5), "/name", "has to be string or object"),
        (
            lambda d: d.update(type=["VerifiableCredential"]),
            "/type",
            "lacks an item it has to have",
        ),
        (
            lambda d: d["credentialSubject"]["achievement"].update(achievementType="Mikro"),
            "/credentialSubject/achievement/achievementType",
            "is not one of the allowed values",
        ),
        (lambda d: d["image"].update(width=5), "/image", "has members it may not have"),
        (lambda d: d.update({"@context": [VC2]}), "/@context", "has too few items"),
        (
            lambda d: d["evidence"][0].update({"a/b~c": 5, "name": 5}),
            "/evidence/0/name",
            "has to be string or object",
        ),
        (
            lambda d: d["credentialSubject"]["achievement"].update(inLanguage="slovenski"),
            "/credentialSubject/achievement/inLanguage",
            "does not have the required form",
        ),
    ],
)
def test_an_error_says_where_and_what(
    change: Callable[[dict[str, Any]], object], path: str, message: str
) -> None:
    document = badge()
    change(document)

    errors = schema_errors(document, OB_SCHEMA)

    assert [(error.path, error.message) for error in errors] == [(path, message)]


def test_an_error_never_quotes_the_document() -> None:
    document = badge(name=["Ana Primer"], image="Ana Primer", evidence=[{"type": 5, "x": "Ana"}])

    errors = schema_errors(document, OB_SCHEMA)

    assert len(errors) == 3
    assert "Ana" not in repr(errors)


def test_an_unknown_schema_is_named_and_never_fetched() -> None:
    with pytest.raises(UnknownSchema, match=r"https://evil\.example/schema"):
        schema_errors(badge(), "https://evil.example/schema")
    with pytest.raises(UnknownSchema):
        schema_errors(badge(), "urn:dokazilo:schema:ob-3.0")


def test_a_document_nested_too_deep_is_an_error_like_any_other() -> None:
    profile: dict[str, Any] = {"id": "urn:x", "type": ["Profile"]}
    for _ in range(900):
        profile = {"id": "urn:x", "type": ["Profile"], "parentOrg": profile}

    assert [error.message for error in schema_errors(badge(issuer=profile), OB_SCHEMA)] == [
        "is nested too deep"
    ]


def test_the_schemas_are_schemas_and_resolve_within_the_bundle() -> None:
    assert schema_urls() == {URL.format(kind) for kind in KINDS}
    for entry in manifest()["schemas"]:
        schema = json.loads(data_bytes(entry["file"]))
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == entry["url"]
