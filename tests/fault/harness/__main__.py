"""`make faults` and `make faults-selftest`: on a Kafka and a Postgres of its own, for as long as asked, from a seed."""

import argparse
import asyncio
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from throughline.stack import control
from throughline.stack.for_tests import SharedStack, myself, new_place, obtain, release
from throughline.stack.layout import Layout

from harness import emptied
from harness.breaking import BUILDS
from harness.drill import drill
from harness.faults import ALL
from harness.poisoning import show
from harness.running import Plan, Verdict, run
from harness.tally import ENOUGH

ROOT = Path(__file__).parents[3]
NAMES = [*(fault.name for fault in ALL), emptied.NAME]
SELFTEST_SECONDS, SELFTEST_ROUNDS, SELFTEST_PATIENCE = 15.0, 4, 0.2
"""A build that breaks a promise may never come to rest; how long that takes is not what it is tried for."""
DISK = "1g"


def main() -> int:
    told = argparse.ArgumentParser(prog="make faults", description=__doc__)
    told.add_argument("--minutes", type=float, default=3.0)
    told.add_argument("--seed", type=int, default=None)
    told.add_argument("--only", action="append", default=[], choices=NAMES, metavar="FAULT")
    told.add_argument("--selftest", action="store_true")
    told.add_argument("--poison", action="store_true", help="what one poison event costs the others")
    told.add_argument(
        "--rebuild", nargs=2, metavar=("SERVICE", "MODEL"), help="of the stack that runs here, with kills"
    )
    chosen = told.parse_args()
    seed = secrets.randbelow(100_000) if chosen.seed is None else chosen.seed
    if chosen.rebuild:
        try:
            return int(not asyncio.run(drill(ROOT, *chosen.rebuild, seed)))
        except LookupError as missing:
            told.error(str(missing))
    well = False
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # who reads it through a pipe sees it too
    try:
        with _servers() as stack:
            if chosen.selftest:
                well = _selftest(stack, seed)
            elif chosen.poison:
                with stack.topics() as prefix:
                    well = asyncio.run(show(stack, prefix, ROOT / f"var/faults/poison-{seed}", seed))
            else:
                plan = Plan(seed, chosen.minutes * 60, private=True, only=frozenset(chosen.only))
                verdict = _run(stack, plan, ROOT / f"var/faults/{seed}")
                well = not verdict.violations and not verdict.idle
                _show(verdict)
    finally:
        if not well:
            print(f"again with: {_command(chosen, seed)}", flush=True)
    return int(not well)


def _command(chosen: argparse.Namespace, seed: int) -> str:
    """What repeats this run."""
    words = [f"--only '{name}'" for name in chosen.only] + [
        f"--{n}" for n in ("selftest", "poison") if getattr(chosen, n)
    ]
    more = f' ARGS="{" ".join(words)}"' if words else ""
    return f"make faults MINUTES={chosen.minutes:g} SEED={seed}{more}"


@contextmanager
def _servers() -> Iterator[SharedStack]:
    """A Kafka and a Postgres that nobody else uses; gone afterwards."""
    place = new_place()
    disk = place / "postgres"
    disk.mkdir()
    mounted = _mounted("mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "faults", str(disk))
    if not mounted:
        print("no disk of its own can be mounted here, so that no full disk is tried")
    try:
        yield obtain("local", place, myself(), brief=False)
    finally:
        control.stop(Layout(ROOT, place))
        if mounted:
            _mounted("umount", "--lazy", str(disk))
        release(place)


def _mounted(*command: str) -> bool:
    """Whether it could be done; it takes a machine where we may."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _run(stack: SharedStack, plan: Plan, folder: Path) -> Verdict:
    with stack.topics() as prefix:
        print(f"seed {plan.seed}, {plan.seconds:.0f} s of faults; logs and history in {folder.relative_to(ROOT)}")
        return asyncio.run(run(stack, prefix, folder, plan))


def _show(verdict: Verdict) -> None:
    print(f"\n{verdict.tally.report()}\n")
    print(f"{verdict.commands} commands answered, {verdict.events} events, {verdict.tally.seconds:.0f} s of faults")
    if verdict.ended_alone:
        print(f"ended by themselves and were started again: {', '.join(verdict.ended_alone)}")
    if idle := verdict.tally.without_effect(ALL):
        print(f"caused none of what they should, in so short a time: {', '.join(idle)}")
    for violation in verdict.violations[:20]:
        print(violation)
    print(f"{len(verdict.violations)} broken promises" if verdict.violations else "I1 to I6 hold")
    if verdict.idle:
        print(f"shown nothing of, though it struck {ENOUGH} times or more: {', '.join(verdict.idle)}")


def _selftest(stack: SharedStack, seed: int) -> bool:
    """Each build that breaks a promise must be caught at that: that something took long is not it."""
    missed = []
    for name, build in BUILDS.items():
        print(f"\na build in which {build.what}:")
        only = frozenset({build.fault})
        plan = Plan(
            seed,
            SELFTEST_SECONDS,
            True,
            patience=SELFTEST_PATIENCE,
            broken=name,
            only=only,
            points=build.points,
            rounds=SELFTEST_ROUNDS,
        )
        violations = _run(stack, plan, ROOT / f"var/faults/selftest-{name}").violations
        found = [violation for violation in violations if violation.invariant == build.breaks]
        for violation in found[:5]:
            print(violation)
        print(f"caught: {build.breaks} is broken {len(found)} times" if found else "NOT CAUGHT")
        missed += [] if found else [name]
    return not missed


if __name__ == "__main__":
    sys.exit(main())
