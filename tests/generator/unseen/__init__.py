"""Layouts apart from those that `draws.py` combines: each a whole design of its own, with words of its own."""
