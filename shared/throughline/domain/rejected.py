"""A rule said no. To a decision that is a refusal (HTTP 409); to a fact it is `FactHeld`. Not an error."""


class Rejected(Exception):
    """Base of every rule's no. The class name is the stable `code`; the text holds the facts, never personal data.

    Subclasses build their sentence from coded values: what stands in the way and what clears it up.
    """

    @property
    def code(self) -> str:
        return type(self).__name__
