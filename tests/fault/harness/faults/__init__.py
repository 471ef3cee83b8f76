"""The faults, each of which is done to an arena and undone again; what it should cause is said with it."""

from harness.faults import log, network, processes, rebuilding, servers
from harness.faults.fault import Fault

ALL: tuple[Fault, ...] = (
    processes.KilledAtAPoint(),
    processes.Asleep(),
    processes.ToldToEnd(),
    processes.Rebalances(),
    processes.ClockWrong(),
    processes.RollingUpgrade(),
    rebuilding.Rebuilt(),
    servers.BrokerKilled(),
    servers.PostgresKilled(),
    servers.PostgresStoppedAtOnce(),
    servers.BrokerStalls(),
    servers.LongTransaction(),
    servers.DiskFull(),
    network.PostgresCut(),
    network.BrokerCut(),
    network.PostgresSlow(),
    log.SentAgain(),
    log.OutOfOrder(),
    log.Poison(),
    log.AtOnce(),
    log.KeyDestroyed(),
)
