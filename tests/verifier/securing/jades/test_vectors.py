"""verifier.securing.jades judges the published vectors as DSS 6.1 does, each one."""

import pytest

from tests.verifier.securing.jades.vectors import (
    SignatureVerdict,
    StampVerdict,
    dss_verdicts,
    in_one_order,
    reference,
)
from verifier.judgement import Judged
from verifier.securing.jades.evidence import read_components
from verifier.securing.jades.header import signing_time
from verifier.securing.jades.imprints import stamped_bytes
from verifier.securing.jades.seal import read_seal
from verifier.securing.jades.serialization import read_jws
from verifier.securing.jades.signature import JadesSignature, check_integrity, read_signatures
from verifier.securing.pki.timestamp_token import check_token, imprint_fits, read_token

REFUSED = {
    "serialization-wrong-payload-type.json": "SEAL_MALFORMED",
    "malformed-jades-serialization.json": "PARSING_ERROR",
}
"""What is refused before there is a signature to judge: DSS calls the first one not intact."""

NAMES = (
    *("altered-jws", "flattened-extra-element", "jades-b-iat-and-sigt", "jades-b-with-xvals"),
    *("jades-detached-by-uri-hash-encoded-pars", "jades-level-b-full-type"),
    *("jades-flattened-BpB-detached-objectByURIHash", "jades-lta-broken-arcTst"),
    *("jades-lta-with-etsiU-whitespaces", "jades-t-clear-etsiu", "jades-t-duplicated-sigtst"),
    *("jades-two-sigs-copied-tst", "jades-with-asn1policy-digPSp", "jades-with-spdspec"),
    *("jades-with-attached-counter-signature-replace-attack", "jades-with-line-break"),
    *("jades-with-broken-detached-counter-signature", "jades-with-counter-signature"),
    *("jades-with-multiple-sign-cert-refs", "jades-with-sigAndRefsTst-without-dot"),
    *("jades-wrong-x5c-header", "malformed-jades-serialization"),
    *("serialization-wrong-payload-type", "simple-detached"),
)


def our_verdict(signature: JadesSignature) -> SignatureVerdict:
    try:
        check_integrity(signature)
    except Judged:
        intact = False
    else:
        intact = True
    components = read_components(signature.unsigned)
    stamps = []
    for stamp in stamped_bytes(signature, components):
        token = read_token(stamp.token)
        check_token(token)
        assert stamp.message is not None
        stamps.append(StampVerdict(stamp.kind, imprint_fits(token, stamp.message)))
    try:
        signing_time(signature.header)
        level = "JAdES-BASELINE-LTA" if "arcTst" in {s.kind for s in stamps} else None
    except Judged:
        level = "JSON-NOT-ETSI"
    if level is None:
        level = "JAdES-BASELINE-T" if stamps else "JAdES-BASELINE-B"
    return SignatureVerdict(intact, not signature.is_detached, level, in_one_order(stamps))


@pytest.mark.parametrize("name", NAMES)
def test_our_verdict_is_that_of_dss(name: str) -> None:
    file = f"{name}.json"
    data = (reference("jades-vectors") / file).read_bytes()
    expected = dss_verdicts().get(file, ())
    if file in REFUSED:
        with pytest.raises(Judged) as refused:
            read_jws(data)
        assert refused.value.problem.code == REFUSED[file]
        assert not expected or not any(verdict.intact for verdict in expected)
        return
    found = tuple(our_verdict(signature) for signature in read_signatures(read_jws(data)))
    if file == "jades-b-with-xvals.json":  # DSS's verdict is not recorded; its key is not in x5c
        assert expected == ()
        assert [verdict.intact for verdict in found] == [False]
        return
    assert found == expected


def test_no_vector_is_left_out() -> None:
    assert {path.stem for path in reference("jades-vectors").glob("*.json")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_none_of_them_is_the_seal_of_a_european_credential(name: str) -> None:
    data = (reference("jades-vectors") / f"{name}.json").read_bytes()
    several = {"jades-two-sigs-copied-tst": "SEAL_SEVERAL_SIGNATURES"}
    expected = REFUSED.get(f"{name}.json") or several.get(name, "NOT_AN_EDC_SEAL")
    with pytest.raises(Judged) as refused:
        read_seal(data)
    assert refused.value.problem.code == expected
