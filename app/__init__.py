"""The shell: every side effect of Dokazilo."""
