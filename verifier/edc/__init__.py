"""European Digital Credentials: their form, and what is judged beyond the seal."""
