-- Columns in the order that loading.py writes them.
copy external_references (set_name, file, source_row, indicator, place, period, category, unit, value, suppressed_below)
from stdin
