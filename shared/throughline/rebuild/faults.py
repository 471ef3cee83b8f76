"""Why a rebuild does not go on: something a person has to mend, or another process that does it now."""


class Blocked(Exception):
    """It waits for somebody to mend something; the text says what, with ids and codes alone."""


class Differs(Blocked):
    """What was built is not what the log says. Nobody is shown it."""


class NotYet(Exception):
    """The switch did not come about this time; the next may."""


class LostClaim(Exception):
    """Another process has taken this rebuild over, or it was given up."""
