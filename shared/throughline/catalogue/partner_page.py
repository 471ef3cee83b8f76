"""What other organisations may send, for people and for programs: the union over all services."""

from collections.abc import Iterator, Mapping, Sequence

from throughline.catalogue.fields import rows
from throughline.catalogue.pages import NOTICE
from throughline.catalogue.partners import partner_payloads, partner_type
from throughline.catalogue.schemas import Schemas, document_fields
from throughline.composition import Service
from throughline.domain import Fact


def partner_types(services: Sequence[Service]) -> Mapping[str, list[str]]:
    """By fact type, the services that take it: what the one service that sets messages aside has to know."""
    taken = sorted((fact.records, service.name) for service in services for fact in service.partners)
    return {kind: [service for name, service in taken if name == kind] for kind, _service in taken}


def partner_page(services: Sequence[Service]) -> str:
    return "\n".join(_lines([service for service in services if service.partners])) + "\n"


def _lines(services: Sequence[Service]) -> Iterator[str]:
    yield from (NOTICE, "", "# What partners may send", "")
    yield from (
        "Facts that another organisation sends to `partner.<org>.in`; [publishing.md](../publishing.md) says how, with "
        "code. A type nobody takes is set aside, and so is a message with a field that is not listed here. "
        "Names, narratives and numbers that lead to a "
        "person are deposited in the vault first; the message carries the reference.",
        "",
        "| type | taken by |",
        "|---|---|",
    )
    for kind, names in partner_types(services).items():
        yield f"| [{kind}](#{kind.lower()}) | {', '.join(names)} |"
    for service in services:
        schemas = Schemas(partner_payloads(service))
        yield from ("", f"## {service.name}")
        for fact in sorted(service.partners, key=lambda fact: fact.records):
            yield from _fact(fact, schemas)


def _fact(fact: type[Fact], schemas: Schemas) -> Iterator[str]:
    yield from ("", f"### {fact.records}", "")
    if fact.__doc__:
        yield from (" ".join(fact.__doc__.split()), "")
    yield from (f"`ce_type: {partner_type(fact)}`", "", "| field | type | values |", "|---|---|---|")
    schema = schemas.of(fact, "validation")
    required = set(schemas.resolved(schema).get("required", ()))
    for row in rows(schemas, schema, without=document_fields(fact)):
        mark = " **required**" if row.path.removesuffix("[]") in required else ""
        yield f"| `{row.path}` | {row.type}{mark} | {row.values} |"
