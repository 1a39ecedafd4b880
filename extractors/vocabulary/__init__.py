"""Vocabulary: the words that a municipality could change, as data, and their loader."""
