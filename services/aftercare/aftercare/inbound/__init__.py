"""Aftercare's own readers of other services' events: only the fields it uses, every version it understands."""
