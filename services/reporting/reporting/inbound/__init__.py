"""Reporting's own reading of the other teams' events: only the fields its facts are made of."""
