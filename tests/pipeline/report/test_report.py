"""The report: one page that holds what the data says, runs nothing and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import planspor
import pytest
from planspor.models.problem import CODES, UsageError
from planspor.pipeline.compare.build import compare
from planspor.pipeline.report.language import Language, _codes_in_danish, _labels
from planspor.pipeline.report.render import write_report

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


def report(folder: Path, tmp_path: Path, language: str = "en") -> str:
    return write_report(folder, tmp_path / "report.html", language=language).read_text(encoding="utf-8")


def rows_of(page: str, section: str) -> list[list[str]]:
    """The texts of the table rows in a section."""
    part = page.split(f'<section id="{section}">')[1].split("</section>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", part)]
    return [[re.sub(r"<[^>]+>", " ", cell).strip() for cell in row] for row in cells]


def test_it_holds_all_it_needs(samples: Path, tmp_path: Path) -> None:
    page = Page(report(samples, tmp_path))
    assert not page.crossed
    assert not page.open
    assert not {"script", "img", "link", "iframe", "object", "embed", "form", "base"} & {
        tag for tag, _ in page.elements
    }
    for _, attributes in page.elements:
        assert not {"src", "style"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")


def test_its_policy_allows_the_one_style_sheet_and_nothing_else(samples: Path, tmp_path: Path) -> None:
    text = report(samples, tmp_path)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (a["content"] for tag, a in Page(text).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("language", ["da", "en"])
def test_markup_in_plans_and_manifests_is_shown_as_text(hostile: Path, tmp_path: Path, language: str) -> None:
    data = planspor.load(hostile)
    assert SCRIPT in data.plans["title"][0]
    assert SCRIPT in data.initiatives["title"][0]
    assert SCRIPT in data.gains["text"][0]
    text = report(hostile, tmp_path, language)
    assert "<script" not in text
    assert "<img" not in text
    page = Page(text)
    assert not page.crossed
    for shown in (f"Prøveby {SCRIPT}", f"Plan {IMAGE} {SCRIPT}", data.initiatives["title"][0], data.gains["text"][0]):
        assert shown in page.text


def test_the_same_data_gives_the_same_bytes(samples: Path, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "again")
    for language in ("da", "en"):
        first = write_report(samples, tmp_path / "one.html", language=language).read_bytes()
        assert write_report(tmp_path / "again", tmp_path / "two.html", language=language).read_bytes() == first


def test_its_figures_are_those_of_the_data(samples: Path, tmp_path: Path) -> None:
    data, text = planspor.load(samples), report(samples, tmp_path)
    tiles = {key: number for number, key in re.findall(r"<li><b>([^<]+)</b><span>([^<]+)</span>", text)}
    for name in ("plans", "initiatives", "milestones", "gains", "problems"):
        assert tiles[name] == str(data.count(name))
    plans = rows_of(text, "read")[1:]
    assert len(plans) == data.count("plans")
    assert sum(int(row[5]) for row in plans) == data.count("initiatives")
    first = data.plans.iloc[0]
    assert any(first["title"] in row[2] and first["sha256"][:12] in row[9] for row in plans)
    of_theme = {row[0]: int(row[1]) for row in rows_of(text, "themes")[1:]}
    taught = data.theme_tags[data.theme_tags["theme"] == "staff-competence"]["initiative_id"].nunique()
    assert taught > 0
    assert of_theme["Staff competence"] == taught
    counts = [int(row[3]) for row in rows_of(text, "problems")[1:]]
    assert sum(counts) == data.count("problems")
    figures = [row for row in rows_of(text, "gains") if len(row) == 8][1:]
    assert len(figures) == data.gains["amount"].notna().sum()


def test_the_heat_map_counts_an_initiative_once_for_its_municipality(samples: Path, tmp_path: Path) -> None:
    data, text = planspor.load(samples), report(samples, tmp_path)
    plan = data.plan_municipalities.set_index("name")["plan_id"]["Strandvig"]
    tags = data.theme_tags[data.theme_tags["plan_id"] == plan]
    expected = tags[tags["theme"] == "employment"]["initiative_id"].nunique()
    all_of_it = (data.initiatives["plan_id"] == plan).sum()
    assert f"<title>Strandvig, Employment: {expected} of {all_of_it} initiatives</title>" in text
    assert "<title>Strandvig, Rehabilitation: 0 of" in text


def test_each_period_between_the_first_and_the_last_has_a_bar(samples: Path, tmp_path: Path) -> None:
    data, text = planspor.load(samples), report(samples, tmp_path)
    part = text.split('<section id="time">')[1].split("</section>")[0]
    bars = {name: int(count) for name, count in re.findall(r"<title>(\d{4} Q\d): (\d+)</title>", part)}
    days = data.milestones["end"].fillna(data.milestones["start"]).dropna()
    assert sum(bars.values()) == len(days)
    assert len(bars) == (max(days).year - min(days).year) * 4 + max(days).quarter - min(days).quarter + 1


def test_the_comparison_is_told_where_it_was_made(samples: Path, tmp_path: Path) -> None:
    data, text = planspor.load(samples), report(samples, tmp_path)
    likely = data.initiative_matches[data.initiative_matches["likely"]]
    best = likely.sort_values("similarity").iloc[-1]
    titles = data.initiatives.set_index("initiative_id")["title"]
    pairs = [row for row in rows_of(text, "compare") if len(row) == 5][1:]
    assert len(pairs) == len(likely)
    assert titles[best["initiative_a"]] in unescape(pairs[0][0])
    assert titles[best["initiative_b"]] in unescape(pairs[0][1])
    gains = text.split('<section id="gains">')[1]
    shown = {tuple(part): int(n) for *part, n in re.findall(r"<title>(to \w+), ([\w ]+): (\d+)</title>", gains)}
    measured = data.gain_measures[data.gain_measures["direction"] == "decrease"]["follow_up_type"]
    assert shown["to decrease", "counting in a register"] == (measured == "register").sum() > 0
    assert shown["to decrease", "not said"] == (measured == "none").sum()


def test_without_the_comparison_the_rest_is_told(samples: Path, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "data", ignore=shutil.ignore_patterns("comparison"))
    text = report(tmp_path / "data", tmp_path)
    assert not Page(text).crossed
    assert 'id="compare"' not in text
    assert rows_of(text, "gains") == rows_of(report(samples, tmp_path), "gains")


def test_plans_that_should_be_there_are_named(corpus: Path, tmp_path: Path) -> None:
    planspor.run(corpus / "ravnsoe-aftale-2022-2023.pdf", tmp_path / "data")
    (tmp_path / "inventory.csv").write_text("municipality_code,year,plan_type\n101,2019,aftale\n", encoding="utf-8")
    compare(tmp_path / "data", inventory=tmp_path / "inventory.csv")
    rows = rows_of(report(tmp_path / "data", tmp_path), "coverage")
    assert ["København", "2019", "aftale", "missing"] in rows


def test_a_plan_that_is_there_twice_counts_once(corpus: Path, tmp_path: Path) -> None:
    plan = corpus / "ravnsoe-aftale-2022-2023.pdf"
    (tmp_path / "plans").mkdir()
    for name in ("a.pdf", "b.pdf"):
        shutil.copy(plan, tmp_path / "plans" / name)
    planspor.run(tmp_path / "plans", tmp_path / "data")
    data, text = planspor.load(tmp_path / "data"), report(tmp_path / "data", tmp_path)
    assert data.plans["duplicate_of"].notna().sum() == 1
    assert len(rows_of(text, "read")[1:]) == 1
    assert "count once: 1" in text


def test_danish_is_danish(samples: Path, tmp_path: Path) -> None:
    text = report(samples, tmp_path, "da")
    assert '<html lang="da">' in text
    assert "Temaer efter kommune" in text
    assert "Kompetenceudvikling" in text
    assert Language("da").number(1234.5) == "1.234,5"
    assert Language("en").number(1234.5) == "1,234.5"


def test_all_words_are_there_in_both_languages() -> None:
    for key, texts in _labels().items():
        assert set(texts) == {"da", "en"}, key
        assert all(isinstance(text, str) for text in texts.values()), key
        assert set(re.findall(r"{\w+}", texts["da"])) == set(re.findall(r"{\w+}", texts["en"])), key
    assert set(_codes_in_danish()) == set(CODES)


def test_a_data_set_without_anything_in_it(tmp_path: Path, make_pdf) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.pdf").write_bytes(make_pdf(["Vi har set på vejret i dag."]))
    planspor.run(tmp_path / "a.pdf", tmp_path / "data")
    page = Page(report(tmp_path / "data", tmp_path))
    assert not page.crossed
    assert "No gain was found." in page.text


def test_what_is_wrong_is_said(samples: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no data set"):
        write_report(tmp_path, tmp_path / "report.html")
    with pytest.raises(UsageError, match="no language 'sv'"):
        write_report(samples, tmp_path / "report.html", language="sv")
    with pytest.raises(UsageError, match="cannot be written"):
        write_report(samples, tmp_path / "no" / "report.html")


def test_the_command(samples: Path, planspor) -> None:  # type: ignore[no-untyped-def]
    ran = planspor("report", samples, "--out", "page.html", "--language", "en")
    assert (ran.returncode, ran.stdout) == (0, "Wrote page.html\n"), ran.stderr
    ran = planspor("report", "nowhere")
    assert ran.returncode == 2
    assert "nowhere holds no data set" in ran.stderr
