"""This package's statements, by name."""

from throughline.sql import statements

sql = statements("throughline_bench.statements")
