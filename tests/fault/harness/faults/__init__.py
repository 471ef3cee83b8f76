"""The faults, each of which is done to an arena and undone again; what it should cause is said with it."""

from harness.faults import log, network, processes, servers
from harness.faults.fault import Fault

ALL: tuple[Fault, ...] = (
    processes.KilledAtAPoint(),
    processes.Asleep(),
    processes.ToldToEnd(),
    processes.Rebalances(),
    servers.BrokerKilled(),
    servers.PostgresKilled(),
    servers.PostgresStoppedAtOnce(),
    servers.BrokerStalls(),
    servers.LongTransaction(),
    network.PostgresCut(),
    network.PostgresSlow(),
    log.SentAgain(),
    log.OutOfOrder(),
    log.Poison(),
    log.AtOnce(),
)
