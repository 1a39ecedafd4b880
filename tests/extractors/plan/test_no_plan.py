"""Documents that are no plans: nothing is invented, the data say why; plans stay plans."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import weasyprint
from planspor.extractors.plan.languages import language_of
from planspor.extractors.read import read_plan
from planspor.models.manifest import ManifestRow
from planspor.models.plan import Plan

STRANGERS = Path(__file__).parent / "strangers"
WHAT = {
    "annual_danish": "a report on a year",
    "annual_norwegian": "Norwegian",
    "annual_swedish": "Swedish",
    "decisions": "minutes",
    "duty_roster": "a timetable",
    "minutes": "minutes",
    "newsletter": "a newsletter",
    "prices": "a list of prices",
    "programme": "a programme",
    "questionnaire": "a questionnaire",
    "statutes": "rules",
    "tender": "tenders",
}


@cache
def printed(name: str) -> bytes:
    return weasyprint.HTML(filename=str(STRANGERS / f"{name}.html")).write_pdf()  # type: ignore[no-any-return]


def assert_no_plan(plan: Plan) -> str:
    """Nothing of a plan is in the data, and one row of problems says why; returns its message."""
    assert not plan.initiatives, [item.title for item in plan.initiatives]
    assert not plan.goals
    assert plan.plan_type == "andet"
    assert "andet" in plan.plan_id
    rows = [problem for problem in plan.problems if problem.code == "W013"]
    assert len(rows) == 1
    assert not {"W002", "W004", "W007", "W008"} & {problem.code for problem in plan.problems}
    assert plan.file in rows[0].message
    assert "manifest.csv" in rows[0].message
    return rows[0].message


@pytest.mark.parametrize("path", sorted(STRANGERS.glob("*.html")), ids=lambda path: path.stem)
def test_what_is_no_plan_gives_no_initiatives_and_says_why(path: Path) -> None:
    plan = read_plan(printed(path.stem), file="dokument.pdf")
    assert WHAT[path.stem] in assert_no_plan(plan)
    assert plan.sections


def test_a_manifest_that_names_the_kind_of_plan_goes_before_the_signs() -> None:
    row = ManifestRow(file="dokument.pdf", plan_type="handleplan")
    plan = read_plan(printed("tender"), file="dokument.pdf", manifest=row)
    assert plan.plan_type == "handleplan"
    assert "W013" not in {problem.code for problem in plan.problems}


PLAN = """
<meta charset="utf-8"><style>h1{font-size:24pt} h2{font-size:15pt} h3{font-size:11pt} table{border-collapse:collapse}
td,th{border:1px solid;padding:4px} .new{break-before:page}</style>"""
UNITS = "".join(
    f"""<h2>Indsats {n}: {title}</h2><h3>Formål</h3><p>Vi vil have, at {title.lower()} bliver bedre for alle.</p>
<h3>Milepæle</h3><table><tr><th>Milepæl</th><th>Tid</th><th>Ansvarlig</th></tr><tr><td>Gruppen begynder</td>
<td>Marts 2024</td><td>Sekretariatet</td></tr><tr><td>Første måling</td><td>3. kvartal 2024</td><td>Driften</td></tr>
</table>"""
    for n, title in enumerate(("Cykelture", "Læsning"), 1)
)


@pytest.mark.parametrize(
    "html",
    [
        # minutes with the plan that was decided bound behind them
        f"{PLAN}<h1>Udviklingsplan 2024 for Børnehuset</h1><p>Bilag til punkt 4.</p>{UNITS}<h2 class=new>Referat</h2>"
        "<p>Til stede: Anja og Bent</p><p>Afbud: Ulla</p><p>Sagsfremstilling</p><p>Indstilling</p><p>Eventuelt</p>",
        # the plan of a programme has the word in its title
        f"{PLAN}<h1>Handleplan for sommerprogram 2024</h1>{UNITS}",
        # a plan with prices in it
        f"{PLAN}<h1>Handleplan 2024</h1>{UNITS}<h2>Hvad koster det?</h2><table><tr><th>Ting</th><th>Pris</th></tr>"
        "<tr><td>Cykel</td><td>2.400,00</td></tr><tr><td>Hjelm</td><td>300,00</td></tr></table>",
    ],
    ids=["annex of minutes", "a programme in its title", "prices in it"],
)
def test_a_plan_with_such_signs_stays_a_plan(html: str) -> None:
    plan = read_plan(weasyprint.HTML(string=html).write_pdf(), file="dokument.pdf")
    assert [item.title for item in plan.initiatives] == ["Cykelture", "Læsning"]
    assert [len(item.milestones) for item in plan.initiatives] == [2, 2]
    assert plan.plan_type == "handleplan"
    assert plan.language == "da"


def test_few_words_do_not_tell_a_language() -> None:
    assert language_of(["Kaffe 25,00", "Te 20,00"]) is None
    assert language_of([]) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vi vil have, at flere af de unge bliver hørt, og at nogle af dem også kan være med igen efter sommer.", "da"),
        ("Vi ønsker at flere av de unge blir hørt, og noen av dem må også få være med igjen etter sommeren nå.", "no"),
        ("Me ønskjer at fleire av dei unge vert høyrde, og at nokon frå kvar skule ikkje må vente meir.", "no"),
        ("Vi vill att fler av de unga ska höras och att någon från varje skola inte behöver vänta mer.", "sv"),
        ("We want that more of the young are heard, and that this will be the case from the next year.", "en"),
    ],
)
def test_the_language_is_told_by_small_words(text: str, language: str) -> None:
    assert language_of([text]) == language
