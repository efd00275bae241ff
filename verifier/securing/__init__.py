"""Securing mechanisms, one module a standard; public keys only."""
