"""Statements live in .sql files beside the code that runs them, one each; this reads them by name, once."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files


@cache
def statement(package: str, name: str) -> str:
    """The text of `<name>.sql` in `package`. Raises FileNotFoundError."""
    return files(package).joinpath(f"{name}.sql").read_text()


def question(package: str, name: str) -> str:
    """The text of a service's question: of `package`'s projections, or of those that `other:name` names."""
    other, _, own = name.rpartition(":")
    return statement(f"{other or package}.projections", own)


def statements(package: str) -> Callable[[str], str]:
    """The reader of one package's statements: `sql = statements(__package__)`, then `sql("load_stream")`."""
    return lambda name: statement(package, name)
