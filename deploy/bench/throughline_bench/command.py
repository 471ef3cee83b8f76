"""The command line of `throughline bench`. Imports nothing heavy, so that --help is quick."""

from typing import Annotated

import typer

PARTS = ("append", "project", "visible", "react", "rebuild", "growth", "scale", "memory", "start", "capacity", "flame")


def bench(
    only: Annotated[
        list[str] | None, typer.Argument(metavar=f"[{'|'.join(PARTS)}]…", help="What to measure. Default: all.")
    ] = None,
    rounds: Annotated[
        int | None, typer.Option(min=1, max=99, help="How often each side is measured. Default: 5, quick: 1.")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Short and rough: to see that it works, not to quote.")
    ] = False,
) -> None:
    """Measure speed beside floors and peers, and say which targets are met.

    Starts a Kafka and a Postgres of its own under var/bench (same programs and settings as `throughline up`: every
    commit waits for the disk), and removes them at the end. Nothing that runs is touched, but it does take the
    machine's attention: for figures worth quoting, stop everything else first.

    **append**: how many commands a second are recorded. CommandBus.handle of a small aggregate, one event of about 300
    bytes: cached state, decide, encode, append. Beside the *bare append*, that SQL function alone, called through
    asyncpg on the same database: the floor, for nobody can be faster. And beside *eventsourcing*, the Python library,
    whose `app.save` runs in its safe default (a table lock). One caller, and eight.

    **project** (events a second): from a preloaded topic into two read models and the archive, every version checked.
    Beside the *bare batch*, FastStream handing over 500 records for one upsert and an offset compare-and-set in one
    transaction, decoded by pydantic or as plain json: the floor. And beside *plain FastStream*, one pydantic message
    and one upsert at a time at its defaults.

    **visible** (milliseconds): the four services as real processes; 100 commands a second over HTTP to intake, each
    followed by the query of its case with `atLeast`. The time from the command's answer to the query's.

    **react** (milliseconds): a victim is brought to safety in intake, 50 a second; from its answer to the row that
    shows her enrolled in aftercare.

    **rebuild** (events a second): a read model built anew from the store, compared and switched while somebody reads
    it. Beside *COPY* of as many rows, insert only.

    **growth**: the command path on a *young store* of ten thousand events and on one of two million; commands over HTTP
    on a *short case* of 50 events and on one of 5,000.

    **scale** (seconds): two projectors share the lanes, one is killed; until all lanes move again. **memory** (MB): a
    service with nothing to do, and a projector a million events behind. **start** (seconds): `make up`, warm.

    **capacity**: processor time and bytes for one event, with all that follows of it: made-up cases, as `throughline
    simulate` has them, are lived through in the four services. **flame** (percent): where the services' time goes
    meanwhile.

    Each side is warmed up, then measured once a round, in turn. *Figure* is the median of the rounds, with the lowest
    and the highest; *ratio* is the median of the rounds' own ratios. A target that is not met is printed, never an
    error. Everything is also written to var/bench/latest.json, and
    as a Markdown table to var/bench/latest.md.

    Examples: `throughline bench append --quick`, `throughline bench --rounds 5`, `make bench ONLY=project`.
    """
    unknown = [name for name in only or () if name not in PARTS]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is not measured here; there are {', '.join(PARTS)}")

    from throughline_bench.pace import Pace
    from throughline_bench.run import run

    names = [name for name in PARTS if not only or name in only]
    run(names, Pace.quick(rounds or 1) if quick else Pace(rounds or 5))
