"""An exception as a log line shows it: its type, where it was raised, what caused it. Its text only where that is safe.

Texts of exceptions repeat the values that caused them, which may be a survivor's name; those of the kit and of the
operating system do not. Postgres errors show their code instead.
"""

from traceback import extract_tb
from typing import Any

_NESTED = 5


def described(error: BaseException, depth: int = _NESTED) -> dict[str, Any]:
    """As JSON; frames innermost first."""
    kind = type(error)
    frames = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in extract_tb(error.__traceback__)]
    shown: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}", "frames": frames[::-1]}
    if isinstance(error, OSError) and error.strerror:
        shown["text"] = error.strerror
    elif kind.__module__.startswith("throughline."):
        shown["text"] = str(error)
    if isinstance(code := getattr(error, "sqlstate", None), str):
        shown["sqlstate"] = code
    if isinstance(error, BaseExceptionGroup) and depth:
        shown["errors"] = [described(each, depth - 1) for each in error.exceptions]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth:
        shown["cause"] = described(cause, depth - 1)
    return shown
