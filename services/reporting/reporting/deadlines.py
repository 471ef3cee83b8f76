"""Reporting has no clocks: nobody is asked to act by a figure."""

from collections.abc import Callable, Mapping

from throughline.domain import Command, Elapsed

COMMANDS: Mapping[str, Callable[[Elapsed], Command]] = {}
