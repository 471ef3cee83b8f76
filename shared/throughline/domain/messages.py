"""Events and commands: frozen, snake_case here and camelCase on the wire, closed to fields they do not name.

An event is past tense and is the storage format. A command is imperative: a `Decision` is our own act, which a rule
may refuse; a `Fact` is somebody else's act that we write down, which a rule can only hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from json import dumps
from typing import Annotated, Any, ClassVar, Self, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, PrivateAttr, StringConstraints
from pydantic.alias_generators import to_camel

from throughline.domain.actor import Actor
from throughline.domain.metadata import LegalBasis, Metadata, Sensitivity
from throughline.domain.moment import Moment
from throughline.domain.sealed import Sealed

Authority = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$")]
"""The code or id of a government body: never a name, since it travels in every topic."""


M = TypeVar("M", bound=BaseModel)
Recast = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Turns the JSON of an event of one version into that of another."""

CLOCK_SKEW = timedelta(hours=24)
"""How far ahead of our clock something may be said to have happened; what is scheduled has a field of its own."""


def _kept(message: BaseModel, name: str) -> Any:
    """A private attribute, from where pydantic keeps it: its own way there takes a hundred times as long.

    Every event is asked for its metadata, and every command for its issue, many times on the way to being recorded.
    """
    kept = message.__pydantic_private__
    assert kept is not None
    return kept[name]


def _keeping(message: M, **private: Any) -> M:
    """The same message, with these private attributes."""
    copy = message.model_copy()
    kept = copy.__pydantic_private__
    assert kept is not None
    kept.update(private)
    return copy


class Message(BaseModel):
    """A frozen value with camelCase wire names. Also the base of nested values inside events and commands."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        hide_input_in_errors=True,
        ser_json_inf_nan="constants",
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Private attributes begin as one copy: pydantic's own way takes as long as reading the event's fields."""
        super().__pydantic_init_subclass__(**kwargs)
        begin = {name: one.get_default(call_default_factory=True) for name, one in cls.__private_attributes__.items()}
        if begin:
            cls.model_post_init = lambda self, _context: object.__setattr__(  # type: ignore[method-assign]
                self, "__pydantic_private__", begin.copy()
            )


class Document(Message):
    """Personal data on its way to the vault, inside a command. It never reaches an event: the event carries a ref.

    `subjects` names the persons (or the case) whose keys seal it; subclasses add the document's own fields.
    """

    kind: ClassVar[str]
    subjects: frozenset[UUID] = frozenset()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.kind = cls.__dict__.get("kind", cls.__name__)

    def told_in(self, _command: "Command") -> Self:
        """As it is sealed: with what of the command that brings it belongs to it."""
        return self

    def __repr_args__(self) -> list[tuple[str, object]]:
        """Nothing of the content: what is printed ends up in logs."""
        return [("subjects", len(self.subjects))]


class Event(Message):
    """What happened. `version` is the schema version of this class; a new shape is a new version beside an upcaster.

    `upcasts` turns the JSON of an older version, by its number, into that of the next; `earlier` has the shape of each
    such version, for its schema. `lowers` turns that of a version
    into the one before, for as long as readers of it run beside: a version is emitted only after its readers ship.
    `sealed_for` names the field with the person whose key seals the `Sealed` ones; `erases` the one with the person
    whose key this event destroys. `owed_now`: it asks for something today, and its clock runs, even where what led to
    it is only told of long ago.
    """

    version: ClassVar[int] = 1
    upcasts: ClassVar[Mapping[int, Recast]] = {}
    earlier: ClassVar[Mapping[int, type[Message]]] = {}
    lowers: ClassVar[Mapping[int, Recast]] = {}
    sealed_for: ClassVar[str] = ""
    erases: ClassVar[str] = ""
    owed_now: ClassVar[bool] = False
    sensitivity: ClassVar[Sensitivity] = "restricted"
    _metadata: Metadata | None = PrivateAttr(default=None)
    _moment: Moment | None = PrivateAttr(default=None)

    def on(self, moment: Moment) -> Self:
        """The same event, having occurred at another moment than its command says."""
        return _keeping(self, _moment=moment)

    def recorded(self, metadata: Metadata) -> Self:
        """The same event with all that is recorded beside it; what decoding and appending return, and the same."""
        return _keeping(self, _metadata=metadata, _moment=None)

    @property
    def metadata(self) -> Metadata:
        metadata: Metadata | None = _kept(self, "_metadata")
        if metadata is None:
            raise LookupError(f"{type(self).__name__} is not recorded yet")
        return metadata

    @property
    def occurred_on(self) -> Moment:
        metadata: Metadata | None = _kept(self, "_metadata")
        if metadata is not None:
            return metadata.occurred_on
        moment = self.own_moment
        if moment is not None:
            return moment
        raise LookupError(f"{type(self).__name__} has no moment yet")

    @property
    def own_moment(self) -> Moment | None:
        """The moment given with `on`, where one was; else the command's holds."""
        moment: Moment | None = _kept(self, "_moment")
        return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What a door adds to a command: who, when, under which id, and where it comes from.

    `late`: its cause was parked for a while, and may have been taken back since; then nothing comes of it.
    """

    command_id: UUID
    at: datetime
    actor: Actor
    correlation_id: UUID | None = None
    causation_id: UUID | None = None
    source: str = "own"
    historical: bool = False
    office_id: str | None = None
    jurisdiction: str | None = None
    case_reference: str | None = None
    late: bool = False


NOT_ISSUED = Issued(command_id=UUID(int=0), at=datetime(1970, 1, 1, tzinfo=UTC), actor=Actor(UUID(int=0), "nobody"))


class Command(Message):
    """Something to decide. `roles` may send it over HTTP; none means that only reactions and the clock do.

    `opens`: may be the first command of its stream. Anything else on a stream that does not exist is "not found".
    `seals` names the fields that its events hold sealed only, for the person in the field `sealed_for`.
    `of_today`: it is no history, also where an import sends it.
    """

    roles: ClassVar[frozenset[str]] = frozenset()
    of_today: ClassVar[bool] = False
    opens: ClassVar[bool] = False
    records: ClassVar[str] = ""
    seals: ClassVar[frozenset[str]] = frozenset()
    sealed_for: ClassVar[str] = ""

    case_id: UUID
    occurred_on: Moment | None = None
    authority: Authority | None = None
    legal_basis: LegalBasis | None = None
    consent_id: UUID | None = None
    _issued: Issued = PrivateAttr(default_factory=lambda: NOT_ISSUED)
    _sealed: frozenset[str] = PrivateAttr(default_factory=frozenset)
    _marker: Callable[[bytes], str] | None = PrivateAttr(default=None)

    def __init_subclass__(
        cls,
        *,
        roles: frozenset[str] | None = None,
        opens: bool | None = None,
        records: type[Event] | None = None,
        seals: frozenset[str] | None = None,
        sealed_for: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        if roles is not None:
            cls.roles = roles
        if opens is not None:
            cls.opens = opens
        if records is not None:
            cls.records = records.__name__
        if seals is not None:
            cls.seals = seals
        if sealed_for is not None:
            cls.sealed_for = sealed_for

    def issued(self, issued: Issued) -> Self:
        """The same command as a door hands it on."""
        return _keeping(self, _issued=issued)

    @property
    def issue(self) -> Issued:
        issued: Issued = _kept(self, "_issued")
        return issued

    @property
    def now(self) -> datetime:
        return self.issue.at

    @property
    def actor(self) -> Actor:
        return self.issue.actor

    @property
    def historical(self) -> bool:
        """Imported or backfilled: nobody is asked to act on it."""
        return self.issue.historical and not self.of_today

    @property
    def is_ahead(self) -> bool:
        """Whether it is said to have happened later than now, beyond what clocks may differ by."""
        said = self.occurred_on
        return said is not None and said.precision != "unknown" and said.at > self.now + CLOCK_SKEW

    @property
    def moment(self) -> Moment:
        """When it happened: as said, else now."""
        return self.occurred_on or Moment(self.now)

    def id_for(self, role: str) -> UUID:
        """An id this command creates. The same command always creates the same ids."""
        return uuid5(self.issue.command_id, role)

    def ref(self, field: str) -> UUID | None:
        """The vault reference of the document in `field`, None where the command carries none."""
        if getattr(self, field) is None and field not in self._sealed:
            return None
        return self.id_for(f"vault:{field}")

    def marking(self, marker: Callable[[bytes], str]) -> Self:
        """The same command, with what marks the values it seals for their subject."""
        return _keeping(self, _marker=marker)

    def sealed(self, field: str, value: Any = None) -> Sealed:
        """What `field` says (or `value`, its canonical form), to be sealed, with the mark that tells it from others."""
        if field not in self.seals or self._marker is None:
            raise LookupError(f"{type(self).__name__} does not seal {field}, or nothing marks what it seals")
        said = getattr(self, field) if value is None else value
        return Sealed.of(said, self._marker(f"{type(self).__name__}|{field}|{dumps(said)}".encode()))

    def sealed_before(self, fields: frozenset[str]) -> Self:
        """The same command, whose documents in these fields are in the vault already."""
        return _keeping(self, _sealed=fields)

    def document_fields(self) -> set[str]:
        """The names of the fields that carry a document for the vault."""
        return {name for name in type(self).model_fields if isinstance(getattr(self, name), Document)}

    def fields(self, *without: str) -> dict[str, Any]:
        """The command's own fields, ready to build an event of: no case id, moment, authority, basis or document."""
        return {
            name: value
            for name in type(self).model_fields
            if name not in _COMMON and name not in without and not isinstance(value := getattr(self, name), Document)
        }


_COMMON = frozenset(Command.model_fields)


class Decision(Command):
    """The agency's own act: a plain imperative. A rule's no refuses it, and nothing is stored."""


class Fact(Command):
    """Somebody else's act that we write down: `Record…`, or `Note…` for facts of another service. Never refused.

    `records` names the event the fact would have become, so that a held one can be recognised by others.
    """
