"""What is judged of a sealed credential beyond the seal: form, status, accreditation, owner."""

from __future__ import annotations

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list
from verifier.edc.form import FormFault, form_faults
from verifier.edc.terms import stray_terms
from verifier.judgement import failed, noticed, passed, shown, undecided
from verifier.report import Finding
from verifier.securing.pki.certificates import CertificateFacts

FORM, OWNER = "schema", "sealOwner"
STATUS, ACCREDITATION = "credentialStatus", "accreditation"
_PURPOSES = {"Credential status": "revocation", "Credential suspension": "suspension"}
"""The schemeName of the identifier under which we name a status list and a place in it.

European Digital Credentials have no working revocation of their own, and an object under
`credentialStatus` breaks Europass' reader.
"""
_ACCREDITED = "http://data.europa.eu/snb/credential/6cf8e68c43"
_DIPLOMA = "http://data.europa.eu/snb/credential/6dff8a0f87"


def check_form(document: JsonObject) -> tuple[Finding, ...]:
    """Judge the form by the application profile; say what is lost on the way as a notice."""
    faults = form_faults(document)
    findings = [_form_finding(faults)]
    stray = stray_terms(document)
    if stray:
        findings.append(
            noticed(
                FORM,
                "EDC_TERM_STRAY",
                f"The credential says something in a place where it has no meaning: "
                f"{shown(stray[0].term, 60)}. It is sealed with the rest.",
                term=shown(stray[0].term, 60),
                count=str(len(stray)),
            )
        )
    return tuple(findings)


def _form_finding(faults: tuple[FormFault, ...]) -> Finding:
    if not faults:
        return passed(FORM)
    first = faults[0]
    if all(fault.rule == "profile-unknown" for fault in faults):
        return undecided(
            "EDC_PROFILE_UNKNOWN",
            "The credential claims a profile that is not known here, so its form was not checked.",
        ).finding(FORM)
    return failed(
        "EDC_FORM_INVALID",
        f"The credential does not have the form of a European Digital Credential: "
        f"{first.node_class}, {first.term} ({first.rule}).",
        node=first.node_class,
        term=first.term,
        rule=first.rule,
        pointer=shown(first.pointer),
        count=str(len(faults)),
    ).finding(FORM)


def check_owner(document: JsonObject, certificate: CertificateFacts) -> Finding:
    """Compare who the credential says issued it with whom the certificate names."""
    claimed = _issuer_identifier(document)
    sealed_by = certificate.organisation_identifier
    if claimed is not None and claimed == sealed_by:
        return passed(OWNER, identifier=shown(claimed))
    return failed(
        "SEAL_OWNER_MISMATCH",
        f"The credential names {shown(claimed or '?')} as its issuer, but it is sealed by "
        f"{shown(sealed_by or certificate.subject)}. Do not rely on it.",
        issuer=shown(claimed or "?"),
        sealed_by=shown(sealed_by or certificate.subject),
    ).finding(OWNER)


def status_document(document: JsonObject) -> JsonObject | None:
    """Give the credential's status as one that names it in the W3C's way; None: it names none."""
    entries: list[JsonValue] = []
    for entry in as_list(document.get("identifier", [])):
        purpose = _PURPOSES.get(str(entry.get("schemeName"))) if isinstance(entry, dict) else None
        if isinstance(entry, dict) and purpose is not None:
            address, _, index = str(entry.get("notation", "")).partition("#")
            entries.append(
                {
                    "type": "BitstringStatusListEntry",
                    "statusPurpose": purpose,
                    "statusListIndex": index,
                    "statusListCredential": address,
                }
            )
    if not entries:
        return None
    return {"issuer": _issuer_identifier(document) or "", "credentialStatus": entries}


def status_not_offered() -> Finding:
    """Say that nobody publishes whether this credential was revoked: nothing was checked."""
    return noticed(
        STATUS,
        "EDC_STATUS_NOT_OFFERED",
        "The issuer publishes no place where a revocation would be seen, so revocation was not "
        "checked. Ask the issuer when much depends on it.",
    )


def check_accreditation(document: JsonObject) -> tuple[Finding, ...]:
    """Say of a credential that claims an accreditation that nobody looked it up."""
    claimed = {_id(profile) for profile in as_list(document.get("credentialProfiles", []))}
    if claimed.isdisjoint({_ACCREDITED, _DIPLOMA}):
        return ()
    return (
        undecided(
            "ACCREDITATION_NOT_CHECKED",
            "The credential claims that its issuer was accredited for this. That was not looked up "
            "in the European register of accreditations.",
        ).finding(ACCREDITATION),
    )


def _issuer_identifier(document: JsonObject) -> str | None:
    """Give the issuer's eIDAS identifier, such as VATSI-12345678."""
    issuer = document.get("issuer")
    identifier = issuer.get("eIDASIdentifier") if isinstance(issuer, dict) else None
    first = next(iter(as_list(identifier)), None)
    notation = first.get("notation") if isinstance(first, dict) else None
    return notation if isinstance(notation, str) and notation else None


def _id(value: JsonValue) -> JsonValue:
    name = value.get("id") if isinstance(value, dict) else value
    return name if isinstance(name, str) else None
