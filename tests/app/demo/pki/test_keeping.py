"""app.demo.pki.keeping: what was made once is there again, and only its owner reads it."""

from pathlib import Path

import pytest

from app.demo.pki.keeping import DemoPkiBroken, load, save, save_seal
from app.keys.seal_signers import seal_signer
from issuer.sealing import seal
from tests.seals import PAYLOAD, SEALED_AT, authorities, school_seal, services, trust_the_demo
from verifier.report import Outcome
from verifier.securing.jades import check_seal, read_seal


def test_saved_authorities_come_back(tmp_path: Path) -> None:
    save(authorities(), tmp_path / "pki")
    found = load(tmp_path / "pki")
    assert found is not None
    for role in ("root", "authority", "responder", "timestamp"):
        again, made = getattr(found, role), getattr(authorities(), role)
        assert again.der == made.der
        assert again.key.private_numbers() == made.key.private_numbers()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "pki").iterdir())


def test_where_there_are_none_there_are_none(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") is None
    assert load(tmp_path) is None


def test_half_of_them_is_said_and_not_mended(tmp_path: Path) -> None:
    save(authorities(), tmp_path)
    (tmp_path / "root.p12").unlink()
    with pytest.raises(DemoPkiBroken, match="some are missing"):
        load(tmp_path)
    (tmp_path / "root.p12").write_bytes(b"nonsense")
    with pytest.raises(DemoPkiBroken, match="cannot be read"):
        load(tmp_path)


def test_a_saved_seal_seals_by_its_uri(tmp_path: Path) -> None:
    uri = save_seal(school_seal(), authorities(), tmp_path / "seals" / "univerza.p12")
    done = seal(PAYLOAD, seal_signer(uri), services(), SEALED_AT)
    found = check_seal(read_seal(done.to_bytes()), trust=trust_the_demo(), now=SEALED_AT)
    assert found.outcome is Outcome.PASSED
