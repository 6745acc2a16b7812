"""Runs the commands of one execution context of the local workspace. Needs nothing but Python's own library."""
