"""`make faults` and `make faults-selftest`: on a Kafka and a Postgres of its own, for as long as asked, from a seed."""

import argparse
import asyncio
import secrets
import sys
from pathlib import Path

from throughline.stack.for_tests import myself, new_place, obtain, release

from harness.breaking import BUILDS
from harness.running import Plan, Verdict, run

ROOT = Path(__file__).parents[3]
SELFTEST = {"relay": 7, "projector": 7, "append": 7}


def main() -> int:
    told = argparse.ArgumentParser(prog="make faults", description=__doc__)
    told.add_argument("--minutes", type=float, default=3.0)
    told.add_argument("--seed", type=int, default=None)
    told.add_argument("--selftest", action="store_true")
    told.add_argument("--only", action="append", default=[], help="a fault's name, as the report has it")
    chosen = told.parse_args()
    seed = secrets.randbelow(100_000) if chosen.seed is None else chosen.seed
    if chosen.selftest:
        return _selftest(chosen.minutes)
    plan = Plan(seed, chosen.minutes * 60, private=True, only=frozenset(chosen.only))
    verdict = _run(plan, ROOT / f"var/faults/{seed}")
    _show(verdict)
    if verdict.violations:
        print(f"again with: make faults MINUTES={chosen.minutes:g} SEED={seed}")
    return 1 if verdict.violations else 0


def _run(plan: Plan, folder: Path) -> Verdict:
    place = new_place()
    try:
        stack = obtain("local", place, myself())
        with stack.topics() as prefix:
            print(f"seed {plan.seed}, {plan.seconds:.0f} s of faults; logs and history in {folder.relative_to(ROOT)}")
            return asyncio.run(run(stack, prefix, folder, plan))
    finally:
        release(place)


def _show(verdict: Verdict) -> None:
    print(f"\n{verdict.tally.report()}\n")
    print(f"{verdict.commands} commands answered, {verdict.events} events, {verdict.tally.seconds:.0f} s of faults")
    if verdict.ended_alone:
        print(f"ended by themselves and were started again: {', '.join(verdict.ended_alone)}")
    for violation in verdict.violations[:20]:
        print(violation)
    print(f"{len(verdict.violations)} broken promises" if verdict.violations else "I1 to I6 hold")


def _selftest(minutes: float) -> int:
    """Each build that breaks a promise must be caught."""
    missed = []
    for build, what in BUILDS.items():
        print(f"\na build in which {what}:")
        only = frozenset({"killed at a failpoint", "commands at once", "broker killed"})
        plan = Plan(SELFTEST[build], minutes * 60, private=True, broken=build, only=only)
        found = _run(plan, ROOT / f"var/faults/selftest-{build}").violations
        for violation in found[:3]:
            print(violation)
        print(f"caught: {len(found)} broken promises" if found else "NOT CAUGHT")
        missed += [] if found else [build]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
