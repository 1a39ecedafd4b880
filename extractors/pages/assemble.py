"""From what a reader hands over to a page: the same steps for every reader."""

from __future__ import annotations

from collections.abc import Callable

from ...models.page import Page, Source
from ...models.problem import Problem, UnreadableError
from .frame import Frame
from .glyphs import Glyphs, even_boxes
from .opening import too_many_pages
from .overprint import without_twins
from .rules import add_shapes
from .scene import Scene
from .text import UNKNOWN, mend
from .visibility import Grounds, hide_unseen, on_page
from .words import chars_of, without_blanks, words_of

MOST_PAGES = 5000
"""Of a file that is read whole. A few hundred bytes can promise a million."""
_UNNAMED = 0.3
"""Of the letters of a page: with more of them unknown, its text is of no use."""
_SCAN = 0.25
"""Of the page: smaller pictures alone do not make it a scan."""


def page_of(number: int, frame: Frame, glyphs: Glyphs, scene: Scene) -> Page:
    """A page of its characters as drawn and the shapes around them; `number` is 1-based."""
    page = Page(number=number, width=frame.width, height=frame.height)
    page.rotation, page.sideways = (frame.rotation - frame.sideways) % 360, frame.sideways
    page.pictures = [picture.bbox for picture in scene.pictures if picture.image]
    grounds = Grounds(scene)
    add_shapes(page, scene, grounds)
    if len(glyphs):
        even_boxes(glyphs)
        glyphs = on_page(mend(glyphs), frame.width, frame.height)
        glyphs = without_twins(glyphs)
        hide_unseen(glyphs, scene, grounds, frame.width * frame.height)
        glyphs, spaced = without_blanks(glyphs)
        page.words = words_of(glyphs, spaced)
        page.chars = chars_of(glyphs)
    return page


def read_pages(
    source: Source, file: str, count: int, numbers: list[int] | None, read_page: Callable[[int], Page]
) -> None:
    """Add the pages of a file to its source, one by one: a page that cannot be read does not cost the others.

    Args:
        source: Takes the pages, and the problems with them.
        file: Its name, for messages.
        count: How many pages the file has.
        numbers: 1-based numbers of the pages to read; all where None.
        read_page: Reads a page by its number; raises UnreadableError where it cannot.

    Raises:
        UnreadableError: E007 where one of `numbers` is not there, E015 where there are more than `MOST_PAGES` to read.
    """
    if numbers is None and count > MOST_PAGES:
        raise too_many_pages(file, count, MOST_PAGES)
    for number in range(1, count + 1) if numbers is None else numbers:
        if not 1 <= number <= count:
            raise UnreadableError("E007", f"{file}: there is no page {number}; the file has {count}.", number)
        try:
            page = read_page(number)
        except UnreadableError as error:
            source.problems.append(error.problem(file))
            continue
        source.pages.append(page)
        if _is_unnamed(page):
            source.problems.append(Problem.of("W001", _unnamed(file, number), number, file))
        elif _is_scan(page):
            source.problems.append(Problem.of("W001", _scan(file, number), number, file))


def _is_scan(page: Page) -> bool:
    """Whether pictures fill much of a page on which no text is seen."""
    if any(not word.style.hidden for word in page.words):
        return False
    filled = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in page.pictures)
    return filled >= _SCAN * page.width * page.height


def _is_unnamed(page: Page) -> bool:
    """Whether the PDF does not name many of the page's letters."""
    text = "".join(word.text for word in page.words)
    return text.count(UNKNOWN) > _UNNAMED * len(text)


def _unnamed(file: str, number: int) -> str:
    return (
        f"{file}: page {number} draws letters without saying which ones they are; "
        "run the file through text recognition (OCR) and read it again."
    )


def _scan(file: str, number: int) -> str:
    return (
        f"{file}: page {number} has a picture and no text, so it is probably a scan; "
        "run the file through text recognition (OCR) and read it again."
    )
