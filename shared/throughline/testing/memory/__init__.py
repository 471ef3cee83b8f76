"""Whole services without Kafka and Postgres: the real bus, reactor, lanes, projector and clock commands, in memory.

Only what stands in a database is replaced: the event store's rows, a lane's ledger, a read model's table, the vault's
keys. Nothing waits, so any history of any number of services runs to its end at once, and the same way every time.
"""

from throughline.testing.memory.exchange import Exchange
from throughline.testing.memory.member import Member

__all__ = ["Exchange", "Member"]
