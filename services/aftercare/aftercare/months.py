"""Counting calendar months from a day: the same day of a later month, or that month's last."""

from calendar import monthrange
from datetime import date


def later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
