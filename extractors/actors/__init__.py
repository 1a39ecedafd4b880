"""Who takes part: organisations, units, bodies and groups of people that an initiative names; no private persons."""
