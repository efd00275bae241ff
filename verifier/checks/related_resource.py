"""relatedResource: do the documents the credential builds on have the digests it states?

VCDM 2.0, section 5.3. Nothing is fetched for it: what is bundled here is compared, of everything
else it is said that it was not.
"""

import base64

from contexts import Digest, JsonObject, JsonValue, known_digest
from verifier.data_model import as_list, is_absolute_url
from verifier.integrity import stated_digests
from verifier.judgement import Judged, failed, passed, shown, undecided
from verifier.report import Finding

CHECK = "relatedResource"
CODE = "RELATED_RESOURCE_MALFORMED"
_MOST = 16


def check_related_resources(document: JsonObject) -> tuple[Finding, ...]:
    """Compare every stated digest with what is bundled: one finding each, none without any."""
    if "relatedResource" not in document:
        return ()
    resources = as_list(document["relatedResource"])
    identifiers = [item.get("id") for item in resources if isinstance(item, dict)]
    named = [identifier for identifier in identifiers if isinstance(identifier, str)]
    if len(set(named)) != len(named):
        return (failed(CODE, "Two related resources have the same id.").finding(CHECK),)
    findings = tuple(_finding(item) for item in resources[:_MOST])
    if len(resources) > _MOST:
        too_many = f"The credential names more than {_MOST} related resources."
        return (*findings, undecided("LIMIT_EXCEEDED", too_many).finding(CHECK))
    return findings


def _finding(resource: JsonValue) -> Finding:
    try:
        return _compare(resource)
    except Judged as stopped:
        return stopped.finding(CHECK)


def _compare(resource: JsonValue) -> Finding:
    if not isinstance(resource, dict) or not is_absolute_url(resource.get("id")):
        raise failed(CODE, "A related resource is not named by a URL.", term="id")
    url = str(resource["id"])
    stated = stated_digests(resource, CODE)
    if not stated:
        raise failed(CODE, f"No digest is stated for {shown(url)}.", term="digestSRI")
    held = known_digest(url)
    known = _known(held) if held else {}
    if not any(name in known for name, _ in stated):
        raise undecided(
            "RELATED_RESOURCE_NOT_HELD",
            f"The credential builds on {shown(url)}, which is not held here, so its digest was "
            "not compared.",
            url=shown(url),
        )
    for name, value in known.items():
        values = [digest for algorithm, digest in stated if algorithm == name]
        if values and value not in values:  # several are alternatives (SRI, 3.3.3)
            raise failed(
                "RELATED_RESOURCE_DIGEST_MISMATCH",
                f"The credential was made for another version of {shown(url)} than the published "
                "one.",
                url=shown(url),
            )
    return passed(CHECK, url=shown(url))


def _known(digest: Digest) -> dict[str, bytes]:
    return {
        "sha256": bytes.fromhex(digest.sha256),
        "sha384": base64.b64decode(digest.sha384.removeprefix("sha384-")),
    }
