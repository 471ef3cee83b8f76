"""Read models say the same, byte for byte: replayed from the store, with duplicates, in any order across streams.

Within a stream too: what comes too early is held until its predecessor has come. And every state folded from what is
stored is the one that was remembered when it was decided.
"""

from collections.abc import Mapping
from random import Random

from throughline.envelope import Record
from throughline.testing.memory.exchange import gapless
from throughline.testing.memory.tables import MemoryProjector

from histories.world import World

Logs = dict[str, list[Record]]


def differences(world: World) -> list[str]:
    random = Random(len(list(world.everything())))
    wrong = [] if gapless(world.everything()) else ["a stream has a gap"]
    for name, member in world.members.items():
        for stream_id, remembered in member.remembered().items():
            if stream_id in member.store.kinds and member.state(stream_id) != remembered:
                wrong.append(f"{name} remembers another {member.store.kinds[stream_id]} {stream_id} than is stored")
    for case_id, logs in world.logs.items():
        for name in world.members:
            plain = shown(world, name, once(logs), None)
            hostile = shown(world, name, mixed(logs, random), random)
            wrong += [f"{name} {model} of {case_id} differs" for model in plain if plain[model] != hostile[model]]
    return wrong


def once(logs: Mapping[str, list[Record]]) -> Logs:
    """Every event of every stream once, in order."""
    found: Logs = {}
    for topic, log in logs.items():
        found[topic] = list({record.metadata.event_id: record for record in log}.values())
    return found


def mixed(logs: Mapping[str, list[Record]], random: Random) -> Logs:
    """Every event at least once, some again later, in any order at all."""
    found: Logs = {}
    for topic, log in once(logs).items():
        every = [*log, *random.choices(log, k=len(log) // 3)]
        near = sorted(range(len(every)), key=lambda at: at + random.random() * random.choice((1, 8, 200)))
        found[topic] = [every[at] for at in near]
    return found


def shown(world: World, name: str, logs: Logs, random: Random | None) -> Mapping[str, bytes]:
    return watched(world, name, logs, random).said()


def watched(world: World, name: str, logs: Logs, random: Random | None = None) -> MemoryProjector:
    """One service's read models after all of these logs, topic after topic, or in any interleaving."""
    reading, projector = world.members[name].watching(logs)
    while unread := reading.unread:
        topic = random.choice(unread) if random else unread[0]
        reading.take(topic, random.choice((1, 3, 20)) if random else 10_000)
    assert not reading.parked, f"{name} cannot show {reading.parked[0].error}"
    assert not reading.ledger.held, "an event still waits for one before it"
    return projector
