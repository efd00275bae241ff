"""The Data Integrity cryptosuites we accept."""
