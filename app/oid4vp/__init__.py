"""Asking wallets for a micro-credential: OpenID4VP 1.0 for employers, from question to report."""
