"""Copies of credentials for learners' wallets, each bound to a key of the wallet."""
