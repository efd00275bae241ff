"""EU trusted lists: fetched and checked by a command, kept beside the service, read by workers."""
