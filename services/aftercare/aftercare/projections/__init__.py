"""Aftercare's read models, one file each, with the query beside it. They hold ids and codes, no name, no place."""
