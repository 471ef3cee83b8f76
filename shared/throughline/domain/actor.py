"""Who is asking: a person with a role and offices, or a named part of the system (a reaction, the clock, a partner)."""

from dataclasses import dataclass
from uuid import UUID, uuid5

SYSTEM = UUID("6f0b1c0e-5d0a-5a63-9d0e-0c6a54a1c0de")
SYSTEM_ROLES = frozenset({"reaction", "clock", "partner"})


@dataclass(frozen=True, slots=True)
class Actor:
    """`offices` are office ids; an empty set means none, `"*"` in it means all."""

    id: UUID
    role: str
    offices: frozenset[str] = frozenset()

    @staticmethod
    def system(role: str, name: str) -> "Actor":
        return Actor(id=uuid5(SYSTEM, f"{role}:{name}"), role=role, offices=frozenset({"*"}))

    @property
    def is_system(self) -> bool:
        return self.role in SYSTEM_ROLES

    def works_in(self, office: str) -> bool:
        return "*" in self.offices or office in self.offices
