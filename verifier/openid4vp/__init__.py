"""OpenID for Verifiable Presentations 1.0, the verifier's side: ask wallets, read their answers."""
