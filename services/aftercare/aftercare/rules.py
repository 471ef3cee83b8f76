"""The rule all parts of aftercare share: a closed part takes no decision, only facts and what is owed to people."""

from throughline.domain import Rejected


class AftercareClosed(Rejected):
    def __init__(self) -> None:
        super().__init__("aftercare's part of this case is closed; reopen the case first")


def part_is_open(closed: bool) -> None:
    if closed:
        raise AftercareClosed
