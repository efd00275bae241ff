"""A school's table of results: what its columns mean, and what is wrong with its rows. Pure."""
