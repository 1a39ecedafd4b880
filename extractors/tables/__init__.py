"""Tables: found, gridded, joined over pages."""
