"""The first cases of a real set of prosecutions, by the import that brings the whole set in (deploy/imports).

Rows are read from a folder that the user names; none of them is in this repository.
"""
