"""Work on batches that nobody waits for: what is due, who does it, and that it is never lost."""
