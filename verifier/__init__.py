"""Judge a credential: bytes and resources in, a report out."""
