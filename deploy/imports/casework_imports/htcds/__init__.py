"""IOM's Human Trafficking Case Data Standard v2.0 (CC BY 4.0), as CSV by its field names: brought in and written out.

Only coded fields. Using the standard's names and codes says nothing of what IOM thinks of this project.
"""
