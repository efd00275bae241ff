"""The stopwatch sees every kind of work of a batch, and leaves everything as it was."""

from __future__ import annotations

import hashlib

import psycopg

from app.keys.signers import Ed25519Signer
from bench.report import shares_rows, shares_table
from bench.shares import COMMIT, ED25519, P256, REST, SEALING, SHA256, STATEMENTS, shares_of_batch
from contexts.shapes import compiled
from verifier.securing import signatures


def test_every_kind_has_its_share_and_all_of_them_are_the_whole(database_url: str) -> None:
    shares = shares_of_batch(database_url, 40)
    assert set(shares.by_kind) == {SHA256, ED25519, P256, SEALING, STATEMENTS, COMMIT, REST}
    assert all(0 < share < 1 for share in shares.by_kind.values())
    assert abs(sum(shares.by_kind.values()) - 1) < 1e-9
    assert shares.unavoidable < 1 - shares.by_kind[REST]
    assert "SHA-256 + Ed25519 + I/O" in shares_table({"sqlite": shares})
    assert shares_rows({"sqlite": shares})["sqlite"]["rows"] == 40


def watched_functions() -> tuple[object, ...]:
    return (
        hashlib.sha256,
        compiled._HASHES["sha256"],
        Ed25519Signer.sign,
        psycopg.Copy.write_row,
        vars(signatures)["ed25519_fits"],
    )


def test_afterwards_nothing_is_timed_any_more(database_url: str) -> None:
    before = watched_functions()
    shares_of_batch(database_url, 20)
    assert watched_functions() == before
