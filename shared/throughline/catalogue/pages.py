"""The catalogue's page of one service, for people: every event, its fields, who records it and what becomes of it."""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any, get_args

from throughline.catalogue.fields import rows
from throughline.catalogue.headers import event_type
from throughline.catalogue.recording import made_in, recorded_by
from throughline.catalogue.schemas import Schemas
from throughline.catalogue.using import Name, Use, issuers
from throughline.composition import Service
from throughline.domain import ON_EVERY_STREAM, Command, Decision, Event, Sealed

NOTICE = "<!-- Written by `throughline catalogue` from the event classes. Change those, then run it again. -->"
Sample = Mapping[str, Any] | None


class Page:
    """`used` says what every service does with events; `samples` are golden ones, by file name."""

    def __init__(self, service: Service, used: Mapping[Name, Mapping[str, Use]], samples: Mapping[str, Sample]) -> None:
        self.service, self.used, self.samples = service, used, samples
        kinds = {kind for aggregate in service.aggregates for kind in aggregate.event_types}
        self.schemas = Schemas((kind, "serialization") for kind in sorted(kinds, key=lambda kind: kind.__name__))
        self.recorders, self.issuers = recorded_by(service), issuers(service)

    def text(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from (NOTICE, "", f"# What {self.service.name} records", "")
        yield from (
            "Every event travels as the [envelope](../subscribing.md#what-a-record-looks-like) says: these are the "
            "fields of its body. A *code* is one of a closed list, an *instant* a time in UTC, a *moment* an instant, "
            "day, month, year or `unknown`, as precisely as it is known.",
            "",
            "Every service's timeline shows every event it reads; only what else is done with one is listed. The same "
            f"for programs: [{self.service.name}.yaml](../asyncapi/{self.service.name}.yaml).",
            "",
            "| stream | topic | events |",
            "|---|---|---|",
        )
        for aggregate in self.service.aggregates:
            named = " ".join(f"[{kind.__name__}](#{kind.__name__.lower()})" for kind in aggregate.own_event_types)
            yield f"| [{aggregate.name}](#{aggregate.name.lower()}-stream) | `{aggregate.topic}` | {named} |"
        for aggregate in self.service.aggregates:
            yield from ("", f"## {aggregate.name} stream", "", f"Topic `{aggregate.topic}`.")
            for kind in aggregate.own_event_types:
                yield from self._event(kind)
        yield from self._on_every_stream()

    def _event(self, kind: type[Event]) -> Iterator[str]:
        yield from ("", f"### {kind.__name__}", "")
        if kind.__doc__:
            yield from (" ".join(kind.__doc__.split()), "")
        yield f"`{event_type(kind, self.service.name)}` · {kind.sensitivity}"
        yield from self._fields(kind)
        yield from ("", f"**Recorded by** {self._recorded(kind)}.", "", f"**Used by** {self._used(kind)}.")
        sample = self.samples.get(f"{kind.__name__}.v{kind.version}.json")
        if sample:
            yield from ("", "<details><summary>Sample</summary>", "", "```json")
            yield from (dumps(sample, indent=2, ensure_ascii=False), "```", "", "</details>")

    def _fields(self, kind: type[Event]) -> Iterator[str]:
        found = list(rows(self.schemas, self.schemas.of(kind, "serialization")))
        if not found:
            yield from ("", "No fields of its own.")
            return
        yield from ("", "| field | type | values |", "|---|---|---|")
        for row in found:
            yield f"| `{row.path}` | {row.type} | {row.values} |"
        sealed = [f"`{_wire(kind, name)}`" for name in kind.model_fields if _is_sealed(kind, name)]
        if sealed:
            whose = _wire(kind, kind.sealed_for)
            yield from ("", f"**Sealed** under the key of `{whose}`, and gone with it: {', '.join(sealed)}.")

    def _recorded(self, kind: type[Event]) -> str:
        commands = self.recorders.get(kind, ())
        if not commands:
            return "no command of its own: it follows, in the same append, from what makes it true"
        return "; ".join(self._command(command) for command in commands)

    def _command(self, command: type[Command]) -> str:
        kind = "decision" if issubclass(command, Decision) else "fact"
        aggregate = next(one for one in self.service.aggregates if command in one.command_types)
        who = [", ".join(sorted(roles))] if (roles := aggregate.roles_of(command)) else []
        who += [f"a partner's `{command.records}`"] if command in self.service.partners else []
        who += [f"on {', '.join(self.issuers[command])}"] if command in self.issuers else []
        return f"`{command.__name__}` ({kind}: {'; '.join(who) or 'nobody yet'})"

    def _used(self, kind: type[Event]) -> str:
        found = self.used.get((self.service.name, kind.__name__), {})
        said = [f"{name}: {self._doing(name, use)}" for name, use in sorted(found.items())]
        return "; ".join(said) or "nobody but timelines"

    def _doing(self, name: str, use: Use) -> str:
        said = []
        for reaction in use.reactions:
            commands = sorted(made.__name__ for made in made_in(name, reaction.react))
            safety = ", a safety reaction" if reaction.safety else ""
            said.append(f"reacts with {', '.join(f'`{command}`' for command in commands)}{safety}")
        if use.read_models:
            said.append(f"read model{'s' * (len(use.read_models) > 1)} {', '.join(f'`{m}`' for m in use.read_models)}")
        return ", ".join(said)

    def _on_every_stream(self) -> Iterator[str]:
        yield from ("", "## On every stream", "", "What may stand on any stream above, and changes nothing by itself.")
        for kind in ON_EVERY_STREAM:
            yield from ("", f"### {kind.__name__}", "", _ON_EVERY_STREAM[kind.__name__], "")
            yield f"`{event_type(kind, self.service.name)}` · {kind.sensitivity}"
            yield from self._fields(kind)
            yield from ("", f"**Used by** {self._used(kind)}.")


def _wire(kind: type[Event], name: str) -> str:
    return kind.model_fields[name].alias or name


def _is_sealed(kind: type[Event], name: str) -> bool:
    hint = kind.model_fields[name].annotation
    return Sealed in (hint, *get_args(hint))


_ON_EVERY_STREAM = {
    "FactHeld": "A fact that a rule could not take yet. It is kept and shown, and counts nowhere until it is accepted. "
    "`type` is what it would have become, `body` its coded fields, `missing` what would clear it up.",
    "HeldFactAccepted": "The held fact counts from now on: what it comes to follows in the same append.",
    "HeldFactDismissed": "The held fact is not to count, ever.",
    "FactCorrected": "The event `replaces` never counted. What is right instead, if anything, follows in the same "
    "append on the same stream and takes its place in every state and read model.",
}
