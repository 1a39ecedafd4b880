"""Initiatives that stand side by side: as columns or cells of a table, on tinted tiles, in boxes."""

from __future__ import annotations

import pytest
import typst
from planspor.extractors.read import read_plan
from planspor.models.plan import Initiative

FRAME = """#set page(width: 420mm, height: 297mm, margin: 15mm)
#set text(size: 11pt)
#text(size: 30pt)[*Handleplan 2024-2025*]\\
Vestbyen, Silkeborg Kommune

"""
CONTENT = [
    ("Trygge byrum", "Mange går ikke ud, fordi gaderne er mørke.",
     ["Foråret 2024: Vi sætter lys op ved stationen", "Efteråret 2024: Vi klipper buskene langs stien"],
     ["Flere føler sig trygge", "Færre hærværk på torvet"]),
    ("Grønne gårde", "Gårdene bruges for lidt, og vandet løber i kælderen.",
     ["Marts 2024: Beboerne vælger planter", "2025: Vi anlægger fire regnbede"],
     ["Mindre vand i kældrene", "Flere børn leger i gården"]),
    ("Fælles måltider", "For mange spiser alene, og maden bliver smidt ud.",
     ["August 2024: Køkkenet åbner hver torsdag", "2025: Frivillige laver mad sammen"],
     ["Madspildet falder med 15 %", "Flere naboer kender hinanden"]),
]  # fmt: skip
TIMES = [["Foråret 2024", "Efteråret 2024"], ["Marts 2024", "2025"], ["August 2024", "2025"]]


def points(texts: list[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def row(label: str, n: int, mark: str = "*") -> str:
    cells = [points(one[n]) if isinstance(one[n], list) else one[n] for one in CONTENT]
    return f"[{mark}{label}{mark}], " + ", ".join(f"[{cell}]" for cell in cells)


def titles(number: str = "") -> str:
    return ", ".join(f"[*{number.replace('k', str(k))}{one[0]}*]" for k, one in enumerate(CONTENT, 1))


def by_columns(look: str, top: str = "[]", number: str = "") -> str:
    return f"""#table(columns: (0.4fr, 1fr, 1fr, 1fr), {look} {top}, {titles(number)},
      {row("Baggrund", 1)}, {row("Det gør vi", 2)}, {row("Forventede effekter", 3)})"""


def cell(one: tuple[str, str, list[str], list[str]], title: str = "") -> str:
    return f"[{title}{one[1]}\n\n*Tidsplan*\n{points(one[2])}\n*Succeskriterier*\n{points(one[3])}]"


TILES = """#grid(columns: (0.4fr, 1fr, 1fr, 1fr), gutter: 3pt, inset: 8pt,
  fill: (x, y) => if x > 0 {{ if y == 0 {{ rgb("cde") }} else {{ rgb("eef3f3") }} }},
  [], {titles}, {rows})"""


def read(table: str) -> list[Initiative]:
    found = read_plan(typst.compile((FRAME + table).encode()), file="plan.pdf").initiatives
    assert [one.title for one in found] == [one[0] for one in CONTENT]
    for one, times, (_, text, _, gains) in zip(found, TIMES, CONTENT, strict=True):
        assert [milestone.timing for milestone in one.milestones] == times
        assert [gain.text for gain in one.gains] == gains
        assert text in [aspect.text for aspect in one.aspects]
    return found


@pytest.mark.parametrize("look", ["", "stroke: (x: none, y: 0.5pt),", "inset: 9pt, stroke: gray,"])
@pytest.mark.parametrize("top", ["[]", "[*Emne*]"])
def test_columns_of_a_table(look, top):
    read(by_columns(look, top))


def test_columns_with_numbers_of_their_own():
    assert [one.number for one in read(by_columns("", number="Indsats k: "))] == ["1", "2", "3"]


def test_headings_above_the_titles_are_goals():
    top = "[], table.cell(colspan: 2)[*Byen*], [*Hjemmet*], []"
    assert [one.goal for one in read(by_columns("", top))] == ["Byen", "Byen", "Hjemmet"]


def test_tiles_with_their_labels_outside():
    rows = ", ".join([row("Baggrund", 1), row("Det gør vi", 2), row("Forventede effekter", 3)])
    read(TILES.format(titles=titles(), rows=rows))


def test_cells_with_the_same_labels_inside():
    cells = ", ".join(map(cell, CONTENT))
    read(f"#table(columns: (1fr, 1fr, 1fr), {titles('Indsats k: ')}, {cells})")


def test_cells_that_begin_with_their_title():
    cells = ", ".join(cell(one, f"#text(size: 14pt)[*{one[0]}*]\n\n") for one in CONTENT)
    read(f"#table(columns: (1fr, 1fr), {cells})")


def test_boxes_hold_their_initiatives_whole():
    boxes = ", ".join(
        f"rect(width: 100%, inset: 10pt){cell(one, f'#text(size: 16pt)[*{one[0]}*]{2 * chr(10)}')}" for one in CONTENT
    )
    found = read(f"#grid(columns: (1fr, 1fr), gutter: 14pt, {boxes})")
    assert {one.aspects[0].kind for one in found} == {"description"}


def test_a_heading_has_what_stands_in_the_boxes_under_it():
    card = 'rect(width: 100%, inset: 8pt, fill: rgb("eef3f3"))[{}]'
    text = "\n\n".join(
        f"== Indsats {k}: {title}\n*Baggrund:* {why}\n\n=== Milepæle\n{points(done)}\n=== Succeskriterier\n"
        f"#grid(columns: (1fr, 1fr), gutter: 10pt, {', '.join(map(card.format, gains))})"
        for k, (title, why, done, gains) in enumerate(CONTENT, 1)
    )  # fmt: skip
    read(text)


@pytest.mark.parametrize(
    "table",
    [
        """#table(columns: (1fr, 1fr, 1fr), [*Handling*], [*Ansvarlig*], [*Tidsplan*],
      [Vi sætter lys op], [Vejene], [2024], [Vi klipper buskene], [Parkerne], [2025])""",
        """#table(columns: (1fr, 2fr, 1fr, 1fr), [*Bid*], [*Greb*], [*Om bord*], [*Takt*],
      table.cell(rowspan: 2)[*Medarbejdere*], [Vi indfører lys på stien], [Vejene], [2024],
      [Vi udvikler en park med børnene], [Parkerne], [2025],
      [*Økonomi*], [Vi etablerer en pulje], [Banken], [2026])""",
    ],
)
def test_a_table_with_a_row_for_each_action_is_none_of_this(table):
    text = f"{FRAME}== Indsats 1: Trygge byrum\n{table}"
    (found,) = read_plan(typst.compile(text.encode()), file="plan.pdf").initiatives
    assert [milestone.timing for milestone in found.milestones] == ["2024", "2025", "2026"][: table.count("[20")]
