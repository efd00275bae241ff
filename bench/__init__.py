"""How fast issuing and verifying are, always beside a peer in the same run."""
