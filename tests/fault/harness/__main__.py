"""`make faults` and `make faults-selftest`: on a Kafka and a Postgres of its own, for as long as asked, from a seed."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from throughline.stack.for_tests import SharedStack, myself, new_place, obtain, release

from harness.breaking import BUILDS
from harness.faults import ALL
from harness.running import Plan, Verdict, run

ROOT = Path(__file__).parents[3]
SELFTEST_SECONDS = 15.0


def main() -> int:
    told = argparse.ArgumentParser(prog="make faults", description=__doc__)
    told.add_argument("--minutes", type=float, default=3.0)
    told.add_argument("--seed", type=int, default=None)
    told.add_argument("--only", action="append", default=[], choices=[fault.name for fault in ALL], metavar="FAULT")
    told.add_argument("--selftest", action="store_true")
    chosen = told.parse_args()
    seed = secrets.randbelow(100_000) if chosen.seed is None else chosen.seed
    with _servers() as stack:
        if chosen.selftest:
            return _selftest(stack, seed)
        plan = Plan(seed, chosen.minutes * 60, private=True, only=frozenset(chosen.only))
        verdict = _run(stack, plan, ROOT / f"var/faults/{seed}")
    _show(verdict)
    if not verdict.violations:
        return 0
    only = " ".join(f"--only '{name}'" for name in chosen.only)
    more = f' ARGS="{only}"' if only else ""
    print(f"again with: make faults MINUTES={chosen.minutes:g} SEED={seed}{more}")
    return 1


@contextmanager
def _servers() -> Iterator[SharedStack]:
    """A Kafka and a Postgres that nobody else uses; gone afterwards."""
    place = new_place()
    try:
        yield obtain("local", place, myself())
    finally:
        release(place)


def _run(stack: SharedStack, plan: Plan, folder: Path) -> Verdict:
    with stack.topics() as prefix:
        print(f"seed {plan.seed}, {plan.seconds:.0f} s of faults; logs and history in {folder.relative_to(ROOT)}")
        return asyncio.run(run(stack, prefix, folder, plan))


def _show(verdict: Verdict) -> None:
    print(f"\n{verdict.tally.report()}\n")
    print(f"{verdict.commands} commands answered, {verdict.events} events, {verdict.tally.seconds:.0f} s of faults")
    if verdict.ended_alone:
        print(f"ended by themselves and were started again: {', '.join(verdict.ended_alone)}")
    for violation in verdict.violations[:20]:
        print(violation)
    print(f"{len(verdict.violations)} broken promises" if verdict.violations else "I1 to I6 hold")


def _selftest(stack: SharedStack, seed: int) -> int:
    """Each build that breaks a promise must be caught."""
    missed = []
    for build, (what, fault, points) in BUILDS.items():
        print(f"\na build in which {what}:")
        plan = Plan(seed, SELFTEST_SECONDS, True, broken=build, only=frozenset({fault}), points=points)
        found = _run(stack, plan, ROOT / f"var/faults/selftest-{build}").violations
        for violation in found[:5]:
            print(violation)
        print(f"caught: {len(found)} broken promises" if found else "NOT CAUGHT")
        missed += [] if found else [build]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
