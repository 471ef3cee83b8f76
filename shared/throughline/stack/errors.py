"""The one exception of this package: what happened, to what, and what to do, in a sentence a person can act on."""


class StackError(Exception):
    """The stack cannot do what was asked; the text is shown as it is, without a traceback.

    `code` is the exit code of the command line.
    """

    code = 1


class NotThere(StackError):
    """What was asked for is not there, or was asked for in the wrong way."""

    code = 2
