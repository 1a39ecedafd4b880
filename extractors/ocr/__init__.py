"""Scanned pages: from the picture of a page to the same words, rules and areas that a digital page gives."""
