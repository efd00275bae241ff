"""Sealing European Digital Credentials: set up a seal, seal badges' twins, show them."""
