"""Notices: what cannot wait for somebody to look is sent to the office's own webhook, at least once."""

from throughline.notice.notifier import Noticing, Notifier

__all__ = ["Noticing", "Notifier"]
