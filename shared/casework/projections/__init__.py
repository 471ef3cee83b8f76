"""Read models of what every service's per-case stream has in common; the domain code beside never imports them."""
