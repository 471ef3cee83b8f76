"""What tests are written with: given/when/then for decisions, and fixtures that run the real stack."""
