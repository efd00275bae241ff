"""Credentials into wallets: a credential issuer as OpenID4VCI 1.0 describes it."""
