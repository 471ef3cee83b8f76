"""Notices: what cannot wait for somebody to look goes to the office's own webhook, each on its own, at least once."""

from throughline.notice.notifier import Noticing, Notifier
from throughline.notice.retrying import try_again

__all__ = ["Noticing", "Notifier", "try_again"]
