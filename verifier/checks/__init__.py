"""The checks of the verification checklist, one module a property."""
