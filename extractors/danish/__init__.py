"""Danish words: sentences, tokens, lemmas and the parts of compounds."""
