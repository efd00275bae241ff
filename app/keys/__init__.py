"""Private keys and sealed data: the one place of the service that holds secrets."""
