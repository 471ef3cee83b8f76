"""The first cases of a real set of prosecutions, through the same doors as everything else.

Rows are read from a folder that the user names; none of them is in this repository.
"""
