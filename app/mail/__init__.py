"""Letters: who is owed which, how they are written and sent, and what comes back."""
