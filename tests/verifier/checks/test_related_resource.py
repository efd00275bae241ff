"""relatedResource: bundled documents are compared, others are never called good."""

from typing import Any

import pytest

from contexts import known_digest
from tests.verifier.makers import badge, causes, judged, signed
from verifier.multibase import base64url_encode, multibase_encode

V2 = "https://www.w3.org/ns/credentials/v2"
# Published in VCDM 2.0, appendix B.1.
SRI = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"
DIGEST = known_digest(V2)
SHA256 = bytes.fromhex(DIGEST.sha256 if DIGEST else "")
OTHER_SRI = "sha384-" + "A" * 64
MULTIHASH = multibase_encode(b"\x12\x20" + SHA256)
SHA512 = "sha512-" + "A" * 86 + "=="


def found(*resources: Any) -> list[str]:  # noqa: ANN401
    report = judged(signed(badge(relatedResource=list(resources))))
    return causes(report)


@pytest.mark.parametrize(
    "digest",
    [
        {"digestSRI": SRI},
        {"digestSRI": f"{OTHER_SRI} {SRI}"},  # alternatives
        {"digestSRI": f"{SRI} {SHA512}"},
        {"digestMultibase": MULTIHASH},
        {"digestMultibase": "u" + base64url_encode(b"\x12\x20" + SHA256)},
        {"digestSRI": SRI, "digestMultibase": MULTIHASH},
    ],
)
def test_the_published_digest_passes(digest: dict[str, Any]) -> None:
    assert found({"id": V2, **digest}) == []


@pytest.mark.parametrize(
    ("resource", "cause"),
    [
        ({"id": V2, "digestSRI": OTHER_SRI}, "failed RELATED_RESOURCE_DIGEST_MISMATCH"),
        (
            {"id": V2, "digestSRI": OTHER_SRI, "digestMultibase": MULTIHASH},
            "failed RELATED_RESOURCE_DIGEST_MISMATCH",
        ),
        ({"id": V2, "digestSRI": SHA512}, "indeterminate RELATED_RESOURCE_NOT_HELD"),
        (
            {"id": "https://school.example/x.png", "digestSRI": SRI},
            "indeterminate RELATED_RESOURCE_NOT_HELD",
        ),
        ({"id": V2}, "failed RELATED_RESOURCE_MALFORMED"),
        ({"id": V2, "digestSRI": "md5-AAAA"}, "failed RELATED_RESOURCE_MALFORMED"),
        ({"id": V2, "digestSRI": "sha384-!"}, "failed RELATED_RESOURCE_MALFORMED"),
        ({"id": V2, "digestSRI": "sha384"}, "failed RELATED_RESOURCE_MALFORMED"),
        ({"id": V2, "digestMultibase": "zz"}, "failed RELATED_RESOURCE_MALFORMED"),
        ({"id": V2, "digestMultibase": "f1220"}, "failed RELATED_RESOURCE_MALFORMED"),
        ({"digestSRI": SRI}, "failed RELATED_RESOURCE_MALFORMED"),
    ],
)
def test_everything_else_is_named(resource: dict[str, Any], cause: str) -> None:
    assert found(resource) == [f"relatedResource {cause}"]


def test_an_entry_each_and_no_two_alike() -> None:
    one = {"id": V2, "digestSRI": SRI}
    # Two objects of one id are one node: which digest belongs to which entry is not signed.
    assert found(one, {**one, "digestSRI": OTHER_SRI}) == ["context failed CONTENT_REARRANGED"]
    others = [{"id": f"https://x.example/{n}", "digestSRI": SRI} for n in range(17)]
    assert len(found(*others)) == 17
    assert found(*others)[-1] == "relatedResource indeterminate LIMIT_EXCEEDED"
