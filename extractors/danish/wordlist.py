"""A word list in one piece of memory: read at once, looked up where it stands.

simplemma decodes its list of 800,000 words one by one at each start, which takes half a second. Written out once,
sorted and with each dictionary form as the difference to its word, the list is ready when it is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

_HEAD = b"planspor words 1 %08x"
_BLOCK = 1024
"""Bytes in which a word is searched for once it is known between which words it stands."""


class WordList(Mapping[str, str]):
    """Words in lower case with their dictionary forms, from what `pack` has made of them."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError where the bytes are not whole."""
        start = data.find(b"\n")
        if data[: max(start, 0)] != _HEAD % crc32(data[start:]) or not data.endswith(b"\n"):
            raise ValueError("these bytes are no word list")
        self._data = data
        self._count = data.count(b"\n", start) - 1
        self._starts: list[int] = []
        self._firsts: list[bytes] = []
        while 0 <= start < len(data) - 1:
            self._starts.append(start)
            self._firsts.append(data[start + 1 : data.index(b"\t", start)])
            start = data.find(b"\n", start + _BLOCK)
        self._starts.append(len(data))

    def __getitem__(self, word: str) -> str:
        form: str | None = self.get(word)
        if form is None:
            raise KeyError(word)
        return form

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) is not None

    def get(self, word: str, default: Any = None, /) -> Any:
        """The dictionary form of a word. Most words that are asked for stand in no list, so that here, unlike in
        what `Mapping` makes of `__getitem__`, nothing is raised for those."""
        key = word.encode("utf-8", "replace")
        block = bisect_right(self._firsts, key) - 1
        line = b"\n%b\t" % key
        at = self._data.find(line, self._starts[block], self._starts[block + 1]) if block >= 0 else -1
        if at < 0 or b"\n" in key or b"\t" in key:
            return default
        at += len(line)
        less, _, ending = self._data[at : self._data.index(b"\n", at)].decode().partition("\t")
        return word[: len(word) - int(less)] + ending

    def __iter__(self) -> Iterator[str]:
        body = self._data[self._starts[0] + 1 : -1]
        return (line.partition(b"\t")[0].decode() for line in body.split(b"\n") if line)

    def __len__(self) -> int:
        return self._count


def pack(entries: Iterable[tuple[str, str]]) -> bytes:
    """Words and their dictionary forms as the bytes of a `WordList`.

    Raises ValueError where the words are not in the order of their bytes.
    """
    body = bytearray(b"\n")
    before = b""
    for word, form in entries:
        key = word.encode()
        if key <= before:
            raise ValueError(f"{word!r} is out of its order")
        before = key
        kept = min(len(word), len(form))
        while not form.startswith(word[:kept]):
            kept -= 1
        body += b"%b\t%d\t%b\n" % (key, len(word) - kept, form[kept:].encode())
    return _HEAD % crc32(body) + body


def simplemma_entries() -> Iterator[tuple[str, str]]:
    """The words of simplemma's Danish list with their dictionary forms, in the order of their bytes.

    Raises ImportError, AttributeError or ValueError where this version of simplemma keeps them in another way: its own
    look-up is too slow to ask it for all of them.
    """
    from simplemma.strategies.dictionaries import dictionary_factory, frontcode

    data = dictionary_factory._read_decompressed("da")
    backwards, _, start = frontcode._read_header(data)
    if backwards:
        raise ValueError("the words are in the order of their ends")
    for _, word, form in frontcode._iter_records(data, start):
        yield word.decode(), form.decode()
