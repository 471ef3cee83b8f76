"""The outbox: what is committed and not yet published, and the relay that publishes it."""

from throughline.outbox.relay import Relay

__all__ = ["Relay"]
