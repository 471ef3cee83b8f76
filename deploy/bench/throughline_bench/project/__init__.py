"""From Kafka into two read models and the archive, beside FastStream in batches and FastStream plain.

Everybody reads the same preloaded topic from its beginning, each sample in a consumer group of its own and into
emptied tables, and is timed from the first record handed over to the last commit. What arrived is counted afterwards:
a sample that lost or doubled an event is a failure, not a figure.
"""

from pathlib import Path

from throughline.database import Pool, connect
from throughline.migrating import migrate
from throughline.stack.topics import apply_topics

from throughline_bench.figures import Figure, Measured, alone, beside
from throughline_bench.pace import Pace
from throughline_bench.place import Place
from throughline_bench.project import batches, ours, plain
from throughline_bench.project.preload import preload
from throughline_bench.rounds import Interleaved, Side, interleave
from throughline_bench.screen import Screen

OURS, PYDANTIC, JSON, PLAIN = "projector", "bare batch, pydantic", "bare batch, json", "plain FastStream"


async def measure(place: Place, pace: Pace, screen: Screen) -> Measured:
    dsn = place.database("bench_project")
    migrate(dsn, "throughline_bench")
    await apply_topics(Path(__file__).parent.parent / "topics.yaml", place.kafka)
    await preload(place.kafka, pace.events, pace.cases, screen)
    pool = await connect(dsn, application="bench")
    try:
        done = await interleave("project", _sides(place.kafka, pool, pace), pace.rounds, screen)
    finally:
        await pool.close()
    return Measured(_figures(done), [f"{name} was not measured: {why}" for name, why in done.failed.items()])


def _sides(kafka: str, pool: Pool, pace: Pace) -> list[Side]:
    return [
        Side(OURS, ours.side(kafka, pool, pace.events)),
        Side(PYDANTIC, batches.side(kafka, pool, pace.events, batches.by_pydantic)),
        Side(JSON, batches.side(kafka, pool, pace.events, batches.by_json)),
        Side(PLAIN, plain.side(kafka, pool, pace.few)),
    ]


def _figures(done: Interleaved) -> list[Figure]:
    mine, pydantic, json, peer = (done.series.get(name) for name in (OURS, PYDANTIC, JSON, PLAIN))
    what = "projector: two read models, archive, version check"
    figures = list[Figure]()
    if pydantic:
        figures.append(alone("project.bare.pydantic", "bare batch: FastStream, 500 in one upsert, pydantic", pydantic))
    if json:
        figures.append(alone("project.bare.json", "bare batch: FastStream, 500 in one upsert, json", json))
    if mine and pydantic:
        figures.append(beside("project", what, mine, pydantic, PYDANTIC, at_least=0.40))
    if mine and json:
        figures.append(beside("project.json", what, mine, json, JSON, at_least=0.40))
    if mine and peer:
        figures.append(beside("project.peer", what, mine, peer, PLAIN, at_least=20.0))
    if peer and pydantic:
        figures.append(beside("project.faststream", "plain FastStream, one at a time", peer, pydantic, PYDANTIC))
    return figures
