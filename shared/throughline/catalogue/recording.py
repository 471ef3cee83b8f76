"""Which commands record which events, read from the code of the decisions.

A function is a command's where it takes that command, or where a `match` arm or an `isinstance` is about it; it records
the events it calls, itself or through functions of its package. What no command's function calls follows from others.
"""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from throughline.composition import Service
from throughline.domain import Command, Event, Fact
from throughline.reaction import Reaction

KIT = "throughline"


@dataclass
class Found:
    """What one function makes and calls, all in all and for single commands."""

    makes: dict[type[Command] | None, set[type[Any]]] = field(default_factory=dict)
    calls: dict[type[Command] | None, set[FunctionType]] = field(default_factory=dict)


def recorded_by(service: Service) -> Mapping[type[Event], tuple[type[Command], ...]]:
    """By event, the commands whose decision may record it, sorted by name."""
    known = {kind for aggregate in service.aggregates for kind in aggregate.command_types}
    pairs = {(event, command) for command in known for event in _events_of(service.package, command)}
    events = {event for event, _ in pairs}
    return {
        event: tuple(sorted((c for e, c in pairs if e is event), key=lambda command: command.__name__))
        for event in events
    }


def made_in(package: str, function: Any) -> set[type[Any]]:
    """The classes that a function calls, itself or through functions of `package`: a reaction's commands."""
    return set(_reached(package, _plain(function), None, set()))


def _events_of(package: str, command: type[Command]) -> set[type[Event]]:
    made = set[type[Any]]()
    for function, found in _functions(package).items():
        if command in found.makes or command in found.calls:
            made |= set(_reached(package, function, command, set()))
    events = {kind for kind in made if issubclass(kind, Event)}
    if issubclass(command, Fact) and command.records:
        events |= {kind for kind in _classes(package) if kind.__name__ == command.records and issubclass(kind, Event)}
    return events


def _reached(
    package: str, function: FunctionType, command: type[Command] | None, seen: set[FunctionType]
) -> Iterator[type[Any]]:
    if function in seen or function not in _functions(package):
        return
    seen.add(function)
    found = _functions(package)[function]
    keys = [command] if command else list(found.makes | found.calls)
    for key in keys:
        yield from found.makes.get(key, ())
        for called in found.calls.get(key, ()):
            if command is None or not _is_of_commands(package, called):
                yield from _reached(package, called, None, seen)


def _is_of_commands(package: str, function: FunctionType) -> bool:
    """Whether a function chooses by command itself: then its other arms are not ours."""
    found = _functions(package).get(function)
    return found is not None and any(key is not None for key in found.makes | found.calls)


@cache
def _functions(package: str) -> Mapping[FunctionType, Found]:
    found = dict[FunctionType, Found]()
    for module in _modules(package):
        globals_ = vars(module)
        for node in ast.parse(inspect.getsource(module)).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            function = _plain(globals_.get(node.name))
            if isinstance(function, FunctionType):
                found[function] = _Reader(globals_).read(node)
    return found


def _plain(declared: Any) -> Any:
    """The function itself, where it was declared a reaction."""
    return declared.react if isinstance(declared, Reaction) else declared


@cache
def _classes(package: str) -> frozenset[type[Any]]:
    return frozenset(kind for module in _modules(package) for kind in vars(module).values() if isinstance(kind, type))


def _modules(package: str) -> list[ModuleType]:
    """A service's modules, and those of the packages that it shares messages with others from."""
    own = _within(package)
    kinds = (kind for module in own for kind in vars(module).values() if isinstance(kind, type))
    shared = {kind.__module__.partition(".")[0] for kind in kinds if issubclass(kind, Event | Command)}
    return [*own, *(module for name in sorted(shared - {package, KIT}) for module in _within(name))]


def _within(package: str) -> list[ModuleType]:
    names = [name for name in sys.modules if name == package or name.startswith(f"{package}.")]
    return [sys.modules[name] for name in sorted(names) if getattr(sys.modules[name], "__file__", None)]


class _Reader(ast.NodeVisitor):
    """Walks one function, knowing at each place which command it is about."""

    def __init__(self, globals_: Mapping[str, Any]) -> None:
        self.globals, self.found = globals_, Found()
        self.about: type[Command] | None = None

    def read(self, node: ast.FunctionDef) -> Found:
        takes = [kind for argument in node.args.args if (kind := self._command(argument.annotation))]
        self.about = takes[0] if len(takes) == 1 else None
        if self.about:
            self.found.makes.setdefault(self.about, set())
        for statement in node.body:
            self.visit(statement)
        return self.found

    def visit_Match(self, node: ast.Match) -> None:
        for case in node.cases:
            patterns = case.pattern.patterns if isinstance(case.pattern, ast.MatchOr) else [case.pattern]
            named = [self._command(one.cls) for one in patterns if isinstance(one, ast.MatchClass)]
            self._within([kind for kind in named if kind], case.body)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        test = node.test
        is_check = isinstance(test, ast.Call) and getattr(test.func, "id", "") == "isinstance" and len(test.args) == 2
        kind = self._command(test.args[1]) if isinstance(test, ast.Call) and is_check else None
        self._within([kind] if kind else [], node.body)
        self._within([], node.orelse)

    def visit_Call(self, node: ast.Call) -> None:
        kind = self._resolve(node.func)
        if isinstance(kind, type) and issubclass(kind, Event | Command):
            self.found.makes.setdefault(self.about, set()).add(kind)
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self._call(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._call(node)
        self.generic_visit(node)

    def _call(self, node: ast.expr) -> None:
        function = self._resolve(node)
        if isinstance(function, FunctionType):
            self.found.calls.setdefault(self.about, set()).add(function)

    def _within(self, kinds: Sequence[type[Command] | None], body: list[ast.stmt]) -> None:
        """Read `body` as being about each of these; about the same as before where there is none."""
        before = self.about
        for self.about in kinds or (before,):
            for statement in body:
                self.visit(statement)
        self.about = before

    def _command(self, node: ast.expr | None) -> type[Command] | None:
        kind = self._resolve(node)
        return kind if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command else None

    def _resolve(self, node: ast.expr | None) -> Any:
        match node:
            case ast.Name(id=name):
                return self.globals.get(name)
            case ast.Attribute(value=value, attr=attribute):
                owner = self._resolve(value)
                return getattr(owner, attribute, None) if isinstance(owner, ModuleType) else None
            case _:
                return None
