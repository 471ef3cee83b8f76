"""Reporting counts over all cases, under pseudonyms: figures with their definitions."""
