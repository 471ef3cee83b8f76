"""Intake's own readers of what other services and partners send: only the fields it uses."""
