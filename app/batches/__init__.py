"""Reads a school's file of results and says, row by row, what is wrong. Nothing is kept."""
