"""Data sets brought in by the services' HTTP doors, like any client.

Files are read from where the user says; no row of any of them is in this repository.
"""
