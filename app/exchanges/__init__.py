"""Exchanges: a wallet is handed a credential in answer to messages (VC-API, W3C VCALM)."""
