"""Broken copies of PDFs: bits flipped, ends cut off, pieces of one file in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj", re.S)
_NUMBER = re.compile(rb"(?<![\d.])\d{1,6}(?![\d.])")


def _flip(data: bytes, other: bytes, draw: Random) -> bytes:
    out = bytearray(data)
    for _ in range(draw.choice((1, 3, 10, 50, 400))):
        out[draw.randrange(len(out))] ^= 1 << draw.randrange(8)
    return bytes(out)


def _cut(data: bytes, other: bytes, draw: Random) -> bytes:
    return data[: draw.randrange(1, len(data))]


def _drop(data: bytes, other: bytes, draw: Random) -> bytes:
    start = draw.randrange(len(data))
    return data[:start] + data[start + draw.choice((1, 20, 500, 5000)) :]


def _splice(data: bytes, other: bytes, draw: Random) -> bytes:
    """An object of another file in the place of one of this."""
    own, others = list(_OBJECT.finditer(data)), list(_OBJECT.finditer(other))
    if not own or not others:
        return _flip(data, other, draw)
    old, new = draw.choice(own), draw.choice(others)
    number = old[0].partition(b" obj")[0]
    return data[: old.start()] + number + b" obj" + new[0].partition(b" obj")[2] + data[old.end() :]


def _paste(data: bytes, other: bytes, draw: Random) -> bytes:
    start, at = draw.randrange(len(other)), draw.randrange(len(data))
    return data[:at] + other[start : start + draw.choice((10, 300, 8000))] + data[at:]


def _number(data: bytes, other: bytes, draw: Random) -> bytes:
    """Other numbers in dictionaries: lengths, counts, references."""
    out = data
    for _ in range(draw.choice((1, 4, 20))):
        found = list(_NUMBER.finditer(out[: 1 << 16])) if draw.random() < 0.5 else list(_NUMBER.finditer(out))
        if found:
            old = draw.choice(found)
            new = draw.choice((b"0", b"-1", b"999999999", b"4294967296", str(draw.randrange(60)).encode()))
            out = out[: old.start()] + new + out[old.end() :]
    return out


WAYS = (_flip, _flip, _cut, _drop, _splice, _splice, _paste, _number)


def mutated(seeds: Sequence[bytes], number: int) -> bytes:
    """The `number`-th broken file made from `seeds`, the same each time."""
    draw = Random(number)
    data, other = draw.choice(seeds), draw.choice(seeds)
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        data = draw.choice(WAYS)(data, other, draw) or b"%PDF-"
    return data
