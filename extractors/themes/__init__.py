"""What an initiative is about: a taxonomy of themes, its lexicon, and the tagger."""
