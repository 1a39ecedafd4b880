"""One page: from its picture to recognised words, rules and areas, before styles are made even over the file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from ...models.geometry import Bbox
from ...models.page import Area, Rule
from .engine import Recogniser
from .leaders import leader_of, part_of
from .lines import Piece, pieces_of
from .measure import Measured, measure
from .picture import clear_edges, picture_of
from .reading import read_twice
from .rules import find_rules
from .words import TextLine, Token, bullet_of, line_of

POINTS = 72
_BESIDE = 2.0
"""Points between the side of an area and a rule that is but its edge."""
_SURE = 0.3
"""Below, a piece of a few letters is dirt."""
_FEW = 3
_DASH = 1.8
"""Points: what is shorter is no dash."""
_SURE_IN_PHOTO = 0.75
_SURE_OF_DOTS = 0.9


@dataclass(slots=True)
class Draft:
    """A recognised page; lengths in points, straightened."""

    number: int
    width: float
    height: float
    angle: float
    """Degrees by which the page lay turned counter-clockwise, before it was straightened."""
    lines: list[list[Measured]]
    rules: list[Rule]
    areas: list[Area]
    photos: list[Bbox]
    turn: int = 0
    """Degrees by which the page was turned clockwise to be read, for it lies on its side or upside down."""

    @property
    def confidence(self) -> float:
        """The mean confidence of the words, each counted by its letters; 0.0 without words."""
        found = [(w.token.confidence, len(w.token.text)) for line in self.lines for w in line]
        letters = sum(count for _, count in found)
        return sum(sure * count for sure, count in found) / letters if letters else 0.0


def draft_of(image: Image.Image, scale: float, number: int, recogniser: Recogniser) -> Draft:
    """Read the rendered page `image` (RGB, `scale` pixels to a point)."""
    picture = picture_of(image, scale)
    rules, ink = find_rules(picture)
    clear_edges(ink, picture.areas, scale)
    pieces = pieces_of(ink, scale, rules, picture.areas)
    lines = []
    usual = _usual(pieces)
    for piece in pieces:
        for line in _read(piece, usual, scale, recogniser):
            words = measure(line, picture.rgb, scale)
            if words and not _is_dirt(words, picture.photos):
                lines.append(words)
    rules = [rule for rule in rules if not any(_is_edge(rule, area) for area in picture.areas)]
    size = (image.width / scale, image.height / scale)
    return Draft(number, *size, picture.angle, lines, rules, picture.areas, picture.photos)


def _usual(pieces: list[Piece]) -> float:
    """The usual height of letters, in pixels."""
    if not pieces:
        return 1.0
    return float(np.median(np.concatenate([piece.letters[:, 3] - piece.letters[:, 1] for piece in pieces])))


def _read(piece: Piece, usual: float, scale: float, recogniser: Recogniser) -> list[TextLine]:
    alone = len(piece.letters) == 1
    bullet = bullet_of(piece, usual)
    out = []
    if bullet is not None:
        token = Token("•", bullet.letters, 0.9)
        out.append(TextLine(bullet, float(bullet.y1) + 0.2 * usual, 2 * usual, [token]))
        if alone:
            return out
    leader = None if piece.several else leader_of(piece, usual)
    if leader is None:
        line = line_of(piece, read_twice(recogniser, piece, POINTS * scale))
    else:
        line = _with_leader(piece, leader, POINTS * scale, recogniser)
    if out:
        out[0].base, out[0].size = line.base, line.size
    return [*out, line]


def _with_leader(piece: Piece, leader: tuple[int, int], dpi: float, recogniser: Recogniser) -> TextLine:
    """A line of contents: what stands before and behind its leader is recognised, the dots are known."""
    dots = piece.letters[leader[0] : leader[1]]
    line = TextLine(piece, float(np.median(dots[:, 3])), float(piece.y1 - piece.y0))
    line.tokens.append(Token("." * len(dots), dots, _SURE_OF_DOTS))
    for first, last in ((0, leader[0]), (leader[1], len(piece.letters))):
        if first < last:
            part = part_of(piece, first, last)
            read = line_of(part, read_twice(recogniser, part, dpi))
            line.tokens[len(line.tokens) if first else 0 : 0] = read.tokens
            if not first:
                line.base, line.size = read.base, read.size
    return line


def _is_dirt(words: list[Measured], photos: list[Bbox]) -> bool:
    """Whether what was recognised is no text."""
    text = "".join(word.token.text for word in words)
    sure = sum(w.token.confidence * len(w.token.text) for w in words) / len(text)
    if not any(c.isalnum() or c in "•§%–-" for c in text):
        return True
    if text in "–-" and words[0].x1 - words[0].x0 < _DASH:
        return True
    if sure < _SURE and sum(c.isalnum() for c in text) <= _FEW:
        return True
    x, y = (words[0].x0 + words[-1].x1) / 2, words[0].base - words[0].size / 4
    return sure < _SURE_IN_PHOTO and any(a <= x <= c and b <= y <= d for a, b, c, d in photos)


def _is_edge(rule: Rule, area: Area) -> bool:
    """Whether a rule is but the edge of a tinted area."""
    if rule.horizontal:
        near = min(abs(rule.top - area.top), abs(rule.top - area.bottom)) <= _BESIDE
        inside = area.x0 - _BESIDE <= rule.x0 and rule.x1 <= area.x1 + _BESIDE
    else:
        near = min(abs(rule.x0 - area.x0), abs(rule.x0 - area.x1)) <= _BESIDE
        inside = area.top - _BESIDE <= rule.top and rule.bottom <= area.bottom + _BESIDE
    if not (near and inside) or area.fill is None:
        return False
    # A frame is darker than what it frames.
    return sum(rule.colour) > sum(area.fill) - 90
