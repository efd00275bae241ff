"""Makes tests/vectors/status-lists: `python -m tests.verifier.status_vectors` writes it anew."""
