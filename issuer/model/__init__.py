"""The domain's values: frozen facts, no behaviour that needs a clock, a network or a database."""
