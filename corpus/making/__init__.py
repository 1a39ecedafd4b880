"""How the sample plans are made: content (YAML) in, PDF and gold JSON out. No part of the installed package."""
