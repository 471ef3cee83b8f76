"""Intake follows a case from the first call for help until everyone is safe: referrals, operations, people found."""
