"""Public key infrastructure: certificates, paths, revocation, time stamps, trusted lists."""
