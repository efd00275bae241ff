"""Schemas that are bombs: named by a good badge, they may leave it undecided, and no more."""

import json
from collections.abc import Callable
from typing import Any

from tests.app.local_https import always, response
from tests.hostile.case import Case, Json, as_json, fixed
from tests.hostile.honest import ISSUER, signed_badge
from tests.hostile.web import HostileWeb, leads_to
from tests.verifier.makers import KEY, OTHER_KEY, did_key, multikey, proof_options, signed

TOO_COMPLEX = "indeterminate SCHEMA_TOO_COMPLEX"
UNREADABLE = "indeterminate SCHEMA_UNREADABLE"
INVALID = "failed SCHEMA_INVALID"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def publishes(name: str, expected: str, body: Callable[[str], bytes], **entry: Any) -> Case:  # noqa: ANN401
    """Let a good badge name a schema, and publish something there."""

    def make(web: HostileWeb) -> bytes:
        path = f"/{name}/schema"
        url = web.url(path)
        web.publish(path, always(response(body(url))))
        named = {"id": url, "type": "JsonSchema", **entry}
        return as_json(signed_badge(credentialSchema=[named]))

    return Case(make, expected)


def schema(name: str, expected: str = TOO_COMPLEX, **members: Any) -> Case:  # noqa: ANN401
    """Publish a schema that has these members."""
    return publishes(name, expected, lambda _: as_json({"$schema": DRAFT, **members}))


def doubling(keyword: str, depth: int = 40, last: str = "object") -> Json:
    """Give parts each of which asks for the next one twice."""
    parts: Json = {
        f"d{at}": {keyword: [{"$ref": f"#/$defs/d{at + 1}"}, {"$ref": f"#/$defs/d{at + 1}"}]}
        for at in range(depth)
    }
    return {"$ref": "#/$defs/d0", "$defs": {**parts, f"d{depth}": {"type": last}}}


def left_over(keyword: str) -> Json:
    """Ask what is left over by parts that lead to the next one in two ways."""
    parts: Json = {
        f"d{at}": {"$ref": f"#/$defs/d{at + 1}", "if": True, "then": {"$ref": f"#/$defs/d{at + 1}"}}
        for at in range(40)
    }
    return {keyword: False, "$ref": "#/$defs/d0", "$defs": {**parts, "d40": {}}}


def text_of(pattern: str) -> Json:
    """Ask for a form of the badge's name."""
    return {"properties": {"name": {"pattern": pattern}}}


def signed_schema(url: str, *, stranger: bool = False, **changes: Any) -> bytes:  # noqa: ANN401
    """Sign a credential about a schema, as the trusted issuer or in their name."""
    method, key = f"{ISSUER}#{multikey(KEY)}", OTHER_KEY if stranger else KEY
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "JsonSchemaCredential"],
        "issuer": ISSUER,
        "credentialSubject": {
            "type": "JsonSchema",
            "jsonSchema": {"$schema": DRAFT, "type": "object", "required": ["thesis"]},
        },
        **changes,
    }
    return as_json(signed(document, proof_options(method), key))


def nested(depth: int) -> bytes:
    """Nest a schema."""
    return b'{"not":' * depth + b"{}" + b"}" * depth


def to_private(web: HostileWeb) -> bytes:
    """Name a schema that leads into the private network."""
    url = web.url("/latest/meta-data", leads_to("169.254.169.254"))
    return as_json(signed_badge(credentialSchema=[{"id": url, "type": "JsonSchema"}]))


def in_a_loop(web: HostileWeb) -> bytes:
    """Name a signed schema that is judged by itself."""
    url = web.url("/schema-loop")
    own = [{"id": url, "type": "JsonSchemaCredential"}]
    body = signed_schema(url, credentialSchema=own)
    web.publish("/schema-loop", always(response(body)))
    return as_json(signed_badge(credentialSchema=own))


_WIDE: Json = {"anyOf": [{"type": "string", "enum": ["a" * 100]}] * 250}
_PARTS: Json = {"$defs": {"wide": _WIDE}}
_LONG = "^(?:" + "a" * 3_000 + ")+$"

CASES = {
    "allOf that doubles forty times": schema("s1", **doubling("allOf")),
    "anyOf that doubles forty times": schema("s2", **doubling("anyOf", last="string")),
    "oneOf that doubles forty times": schema("s3", **doubling("oneOf")),
    "left-over members by doubling references": schema("s4", **left_over("unevaluatedProperties")),
    "left-over items by doubling references": schema("s5", **left_over("unevaluatedItems")),
    "a reference to itself": schema("s6", **{"$ref": "#"}),
    "two references to itself": schema("s7", allOf=[{"$ref": "#"}, {"$ref": "#"}]),
    "a dynamic reference": schema("s8", **{"$dynamicAnchor": "a", "$dynamicRef": "#a"}),
    "a pattern that backtracks": schema("s9", INVALID, **text_of("^(([a-zA-Zščž ])+.?)+[0-9]$")),
    "a pattern that looks ahead": schema("s10", **text_of("^(?=(a+)+$)")),
    "a pattern that refers back": schema("s11", **text_of(r"^(a+)\1+$")),
    "a pattern with repeated repetitions": schema("s12", **text_of("(((a{99}){99}){99}){99}")),
    "a pattern of every letter there is": schema("s13", **text_of(r"\p{L}{1000}")),
    "a pattern of three thousand letters": schema("s14", **text_of(_LONG)),
    "a pattern for names that backtracks": schema(
        "s15", INVALID, patternProperties={"^(([a-z])+.?)+[a-z]$": False}
    ),
    "a pattern that is none": schema("s16", **text_of("(")),
    "a list of three hundred values": schema("s17", UNREADABLE, enum=list(range(300))),
    "a wide choice, again and again": schema(
        "s18", allOf=[{"$ref": "#/$defs/wide"}] * 250, **_PARTS
    ),
    "two hundred messages that quote the badge": schema(
        "s19", INVALID, anyOf=[{"not": {"type": "object"}}] * 250
    ),
    "nested a hundred times": publishes("s20", UNREADABLE, lambda _: nested(100)),
    "nested forty thousand times": publishes("s21", UNREADABLE, lambda _: nested(40_000)),
    "three thousand parts": schema(
        "s22",
        properties={
            f"p{at}": {"properties": {f"q{part}": {"type": "string"} for part in range(50)}}
            for at in range(60)
        },
    ),
    "larger than is read": publishes("s23", TOO_COMPLEX, lambda _: b" " * 600_000 + b"{}"),
    "a member named twice": publishes("s24", UNREADABLE, lambda _: b'{"type":1,"type":"object"}'),
    "a step of nothing": schema("s25", UNREADABLE, multipleOf=0),
    "an edition inside another": schema(
        "s26", allOf=[{"$id": "urn:x", "$schema": "http://json-schema.org/draft-07/schema#"}]
    ),
    "a reference to a file": schema(
        "s27", "indeterminate SCHEMA_REFERS_ELSEWHERE", **{"$ref": "file:///etc/passwd"}
    ),
    "a reference into the private network": schema(
        "s28", "indeterminate SCHEMA_REFERS_ELSEWHERE", **{"$ref": "http://169.254.169.254/"}
    ),
    "a reference to what is no schema": schema(
        "s29", UNREADABLE, **{"$ref": "#/examples/0", "examples": [{"type": 7}]}
    ),
    "an address inside": Case(to_private, "indeterminate SCHEMA_UNREACHABLE"),
    "a schema at a file": fixed(
        as_json(
            signed_badge(credentialSchema=[{"id": "file:///etc/passwd", "type": "JsonSchema"}])
        ),
        "indeterminate SCHEMA_UNKNOWN",
    ),
    "signed by somebody else": publishes(
        "s30",
        "indeterminate SCHEMA_CREDENTIAL_INVALID",
        lambda url: signed_schema(url, stranger=True),
        type="JsonSchemaCredential",
    ),
    "signed with another's key": publishes(
        "s31",
        "indeterminate SCHEMA_CREDENTIAL_INVALID",
        lambda url: signed_schema(url, issuer=did_key(OTHER_KEY)),
        type="JsonSchemaCredential",
    ),
    "judged by itself": Case(in_a_loop, INVALID),
    "a JSON text in place of a schema": publishes(
        "s32", UNREADABLE, lambda _: json.dumps(["x"] * 200).encode()
    ),
}
