"""What every shared command and event derives from, so that a service's `match` has one arm for all of them."""

from throughline.domain import Command, Event


class CaseworkCommand(Command):
    """Base of every command that `casework.decide` answers."""


class CaseworkEvent(Event):
    """Base of every event that `casework.evolve` folds."""
