"""Legal follows a case through the courts: arrests, bail, charges, hearings, verdicts and appeals."""
