"""What the file says that fits no fact: told with its line and column, never dropped in silence."""

from collections.abc import Iterator

from casework_imports.federal.rows import Case, Defendant
from casework_imports.record import Kind, Left


def unfit(case: Case) -> Iterator[Left]:
    yield from case.left
    yield from of_victims(case)
    for one in case.defendants:
        yield from of_accused(one)


def of_victims(case: Case) -> Iterator[Left]:
    """The file gives their number once a case and repeats it on every row."""
    victims, women = case.victims, case.women
    for one in case.defendants:
        for column, said, known in (("num_victims", one.victims, victims), ("num_victims_female", one.women, women)):
            if said not in (None, known):
                yield told(one, column, f"{said}, but {known} on a row before; that is recorded")
    if victims is not None and women is not None and women > victims:
        first = case.defendants[0]
        yield told(first, "num_victims_female", f"{women} of {victims} victims; gender left unknown")


def of_accused(one: Defendant) -> Iterator[Left]:
    if one.bail and one.bail_type in (None, "none"):
        yield told(one, "bail_amount_usd", "without a type of bail; left in the file", "missing")
    if one.was_sentenced:
        return
    if one.months and float(one.months):
        yield told(
            one, "total_sentence_months", "of somebody not convicted, on no day; left in the file", "out_of_order"
        )
    for charge in one.charges:
        if charge.fine:
            file, _, line = charge.place.partition(":")
            reason = "of somebody with no sentence; left in the file"
            yield Left(file, int(line), one.key, "fine_usd", reason, "out_of_order")


def told(one: Defendant, column: str, reason: str, kind: Kind = "impossible_value") -> Left:
    file, _, line = one.place.partition(":")
    return Left(file, int(line), one.key, column, reason, kind)
