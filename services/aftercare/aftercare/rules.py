"""The rules all parts of aftercare share: a closed part takes no decision, and no decision is made good by its date."""

from throughline.domain import Decision, Moment, Rejected


class AftercareClosed(Rejected):
    def __init__(self) -> None:
        super().__init__("aftercare's part of this case is closed; reopen the case first")


def part_is_open(closed: bool) -> None:
    if closed:
        raise AftercareClosed


def known_days(command: Decision) -> tuple[Moment, ...]:
    """The days that a decision has to be right on: the one it names, and now. One of long ago only on its own."""
    if command.historical and command.moment.precision != "unknown":
        return (command.moment,)
    named = () if command.moment.precision == "unknown" else (command.moment,)
    return (*named, Moment(command.now))
