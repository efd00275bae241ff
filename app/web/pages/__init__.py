"""The routes that answer with pages, one module for each kind of page."""
