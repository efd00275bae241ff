"""Reads an evidence pack strictly: every member known, every digest fitting, within our limits."""

import base64
import binascii
import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from contexts import ContextsError, JsonObject, JsonValue
from verifier.evidence import (
    MEDIA_TYPE,
    VERSION,
    EvidencePack,
    RecordedPolicy,
    Stated,
    StatedFinding,
)
from verifier.evidence_file import (
    PACK_BYTES,
    EvidenceRefused,
    content_digest,
    digest,
    moment,
    refuse,
)
from verifier.json_reading import read_object
from verifier.judgement import Judged, shown
from verifier.limits import LIMITS, Limits
from verifier.presentation_request import PresentationRequest
from verifier.registries.authorities import CertificateAuthorities
from verifier.report import Outcome
from verifier.resources import Fetched, Resource, Unavailable
from verifier.securing.pki.trusted_list_file import MalformedTrustedLists, lists_from_json
from verifier.securing.pki.trusted_lists import TrustedLists
from verifier.trust import NotConsulted, TrustJudgement

Shape = Mapping[str, type | tuple[type, ...]]

_MEMBERS: Shape = {
    "media_type": str,
    "version": int,
    "now": str,
    "report": dict,
    "secured": dict,
    "resources": list,
    "policy": dict,
    "limits": dict,
    "request": dict,
    "software": dict,
    "digest": str,
    "seal": (str, type(None)),
}
_JUDGEMENT: Shape = {
    "issuer": str,
    "known": bool,
    "name": (str, type(None)),
    "source": str,
    "status_delegates": list,
}
_JUDGEMENT_SINCE: Shape = {
    "kind": str,
    "entry": dict,
    "programmes": (str, type(None)),
    "not_consulted": list,
}
"""Members that packs of earlier releases do not have."""
_POLICY_SINCE: Shape = {"authorities": list, "trusted_lists": dict}
_NOT_CONSULTED: Shape = {"registry": str, "code": str, "detail": str}
_FETCHED: Shape = {"url": str, "media_type": str, "fetched_at": str, "digest": str, "body": str}
_UNAVAILABLE: Shape = {"url": str, "unavailable": str, "tried_at": str}
_UNAVAILABLE_SINCE: Shape = {"absent": bool}
_ASKED: Shape = {"challenge": (str, type(None)), "domain": (str, type(None))}
_OUTCOMES = {outcome.value for outcome in Outcome}


def from_bytes(data: bytes, limits: Limits = LIMITS) -> EvidencePack:
    """Read a pack; `limits` are the most a replay may be asked for. Raises EvidenceRefused."""
    if len(data) > PACK_BYTES:
        refuse(f"The pack is larger than {PACK_BYTES} bytes.")
    try:
        content = read_object(data, limits)
    except Judged as judged:
        raise EvidenceRefused("EVIDENCE_MALFORMED", judged.problem.detail) from judged
    if "media_type" not in content and isinstance(content.get("evidence"), dict):
        content = content["evidence"]  # the whole answer, with the report, was kept
    if content.get("media_type") != MEDIA_TYPE:
        refuse("This is no evidence pack.")
    version = content.get("version")
    if isinstance(version, int) and version != VERSION:
        refuse("The pack is of another version than is read here.", "EVIDENCE_NEWER")
    _shaped(content, _MEMBERS, "pack")
    pack = _pack(content, limits)
    if _digest(content) != content["digest"]:
        refuse("The pack is not as it was made.", "EVIDENCE_ALTERED", part="digest")
    return pack


def _digest(content: JsonObject) -> str:
    try:
        return content_digest(content)
    except ContextsError as error:
        raise EvidenceRefused("EVIDENCE_MALFORMED", str(error)) from error


def _pack(content: JsonObject, limits: Limits) -> EvidencePack:
    secured = _shaped(content["secured"], {"digest": str, "body": str}, "secured")
    software = _shaped(content["software"], {"release": str, "contexts": str}, "software")
    resources = [_resource(one) for one in content["resources"]]
    by_url = {one.url: one for one in resources}
    if len(by_url) != len(resources):
        refuse("The pack has two answers for one address.")
    return EvidencePack(
        secured=_body(secured, "secured"),
        resources=by_url,
        now=moment(content["now"]),
        policy=_policy(content["policy"]),
        limits=_limits(content["limits"], limits),
        request=PresentationRequest(**_shaped(content["request"], _ASKED, "request")),
        release=software["release"],
        contexts=software["contexts"],
        stated=_stated(content["report"]),
        seal=content["seal"],
    )


def _shaped(
    value: JsonValue, shape: Shape, part: str, since: Shape = MappingProxyType({})
) -> JsonObject:
    """Take an object with exactly these members, of these types; those of `since` may be absent."""
    if not isinstance(value, dict) or set(value) - set(since) != set(shape):
        refuse(f"The part {part} of the pack does not have the members it should.", part=part)
    for name, types in {**shape, **{each: since[each] for each in since if each in value}}.items():
        # To Python, true is an integer; to JSON it is not.
        wrong_bool = isinstance(value[name], bool) and types is not bool
        if wrong_bool or not isinstance(value[name], types):
            refuse(f"In the part {part} of the pack, {name} has the wrong form.", part=part)
    return value


def _body(part: JsonObject, name: str) -> bytes:
    try:
        body = base64.b64decode(part["body"], validate=True)
    except (binascii.Error, ValueError):
        refuse(f"The part {name} of the pack is not base64.", part=name)
    if digest(body) != part["digest"]:
        refuse(f"The part {name} of the pack is not as it was made.", "EVIDENCE_ALTERED", part=name)
    return body


def _resource(value: JsonValue) -> Resource:
    if isinstance(value, dict) and "unavailable" in value:
        part = _shaped(value, _UNAVAILABLE, "resources", _UNAVAILABLE_SINCE)
        tried_at, absent = moment(part["tried_at"]), part.get("absent", False)
        return Unavailable(part["url"], part["unavailable"], tried_at, absent)
    part = _shaped(value, _FETCHED, "resources")
    body = _body(part, shown(part["url"]))
    return Fetched(part["url"], part["media_type"], body, moment(part["fetched_at"]))


def _policy(value: JsonValue) -> RecordedPolicy:
    shape: Shape = {"name": str, "version": str, "judgements": list}
    part = _shaped(value, shape, "policy", _POLICY_SINCE)
    judgements = [
        _shaped(one, _JUDGEMENT, "policy", _JUDGEMENT_SINCE) for one in part["judgements"]
    ]
    by_issuer = {one["issuer"]: _judgement(one) for one in judgements}
    if len(by_issuer) != len(judgements):
        refuse("The pack judges one issuer twice.", part="policy")
    authorities = tuple(_authorities(one) for one in part.get("authorities", []))
    lists = _lists(part["trusted_lists"]) if "trusted_lists" in part else None
    return RecordedPolicy(part["name"], part["version"], by_issuer, authorities, lists)


def _lists(value: JsonValue) -> TrustedLists:
    try:
        return lists_from_json(value)
    except MalformedTrustedLists:
        refuse("The trusted lists in the pack cannot be read.", part="policy")


def _authorities(value: JsonValue) -> CertificateAuthorities:
    part = _shaped(value, {"name": str, "certificates": list}, "policy", {"demo": bool})
    try:
        roots = tuple(base64.b64decode(text, validate=True) for text in part["certificates"])
    except (binascii.Error, ValueError, TypeError):
        refuse("A certificate in the pack is not base64.", part="policy")
    return CertificateAuthorities(part["name"], roots, part.get("demo", False))


def _judgement(one: JsonObject) -> TrustJudgement:
    delegates = one["status_delegates"]
    if not all(isinstance(delegate, str) for delegate in delegates):
        refuse("A delegate in the pack is no identifier.", part="policy")
    entry = one.get("entry", {})
    if not all(isinstance(text, str) for text in entry.values()):
        refuse("What a registry says in the pack is no text.", part="policy")
    missed = [_shaped(each, _NOT_CONSULTED, "policy") for each in one.get("not_consulted", [])]
    return TrustJudgement(
        known=one["known"],
        name=one["name"],
        source=one["source"],
        status_delegates=frozenset(delegates),
        kind=one.get("kind", "list"),
        entry=entry,
        programmes=one.get("programmes"),
        not_consulted=tuple(NotConsulted(**each) for each in missed),
    )


def _limits(value: JsonObject, most: Limits) -> Limits:
    """Take the limits, unless a replay would cost more than is spent here."""
    ours = {field.name: getattr(most, field.name) for field in dataclasses.fields(Limits)}
    if not set(value) <= set(ours):
        refuse("The pack has limits that are not known here.", "EVIDENCE_NEWER", part="limits")
    # A limit that came with a later release bounded nothing then, and bounds a replay now.
    read = dict(ours)
    for name, given in value.items():
        number = isinstance(given, int | float) and not isinstance(given, bool)
        if not number or given < 0:
            refuse("A limit in the pack is no number.", part="limits")
        seconds = isinstance(ours[name], timedelta)
        if given > (ours[name].total_seconds() if seconds else ours[name]):
            refuse(
                f"The pack asks for more than is spent here ({name}).",
                "EVIDENCE_NEWER",
                part="limits",
            )
        read[name] = timedelta(seconds=given) if seconds else int(given)
    return Limits(**read)


def _stated(value: JsonValue) -> Stated:
    part = _shaped(value, {"outcome": str, "findings": list}, "report")
    shape: Shape = {"check": str, "outcome": str, "code": (str, type(None))}
    findings = [StatedFinding(**_shaped(one, shape, "report")) for one in part["findings"]]
    if {part["outcome"], *(one.outcome for one in findings)} - _OUTCOMES:
        refuse("The pack states an outcome that there is not.", part="report")
    return Stated(part["outcome"], tuple(findings))
