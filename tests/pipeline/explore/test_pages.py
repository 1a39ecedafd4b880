"""The pages: they tell what the data set holds, lead to places, and show text as text."""

from __future__ import annotations

import re
import shutil
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import quote, urlencode

import pandas as pd
import pytest
import yaml
from flask.testing import FlaskClient
from planspor.models.plan import AmountKind, AspectKind, Direction, PlanType
from planspor.models.problem import CODES, Severity
from planspor.models.tables import TABLES
from planspor.pipeline import explore
from planspor.pipeline.dataset import Dataset
from planspor.pipeline.explore.app import create_app
from planspor.pipeline.explore.database import Database
from planspor.pipeline.explore.pdfs import Pdfs, guess_folder
from planspor.pipeline.explore.texts import Texts

HERE = Path(explore.__file__).parent


class _Links(HTMLParser):
    """The links of a page, and the names of its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.elements: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value and value.startswith("/")]


def parsed(html: str) -> _Links:
    parser = _Links()
    parser.feed(html)
    return parser


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, buffered=True)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


def place(table: str, item: str, column: str) -> str:
    return "/place?" + urlencode({"table": table, "item": item, "column": column})


@pytest.fixture(scope="session")
def hostile(data: Dataset) -> str:
    """The first initiative of the plan whose words are markup."""
    plans = data.plans[data.plans["file"] == "hostile.pdf"]
    mine = data.initiatives[data.initiatives["plan_id"] == plans["plan_id"].iloc[0]]
    assert len(mine) == 2
    return str(mine["initiative_id"].iloc[0])


def everything(data: Dataset, hostile: str) -> list[str]:
    """An address of every kind of page."""
    other = str(data.initiatives["initiative_id"].iloc[0])
    plan = hostile.partition("/")[0]
    return [
        "/",
        "/?q=haver&lang=en",
        "/initiatives",
        "/initiatives?q=%3Cscript%3Ealert(1)%3C/script%3E",
        f"/initiative/{hostile}",
        f"/plan/{plan}",
        f"/page/{plan}/1",
        place("initiatives", hostile, "title"),
        place("milestones", f"{hostile}/m01", "text"),
        f"/compare?pick={hostile}&pick={other}",
        "/compare/municipalities?municipality=999&municipality=901",
        "/problems",
        "/about",
    ]


def test_no_text_of_a_plan_is_ever_an_element(client: FlaskClient, data: Dataset, hostile: str) -> None:
    seen = ""
    for address in [*everything(data, hostile), "/initiative/%3Cscript%3Ealert(1)%3C/script%3E"]:
        answer = client.get(address, buffered=True)
        html = answer.get_data(as_text=True)
        assert "<script" not in html.lower(), address
        assert not {"script", "iframe", "object", "embed", "base", "style"} & parsed(html).elements, address
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        seen += html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen


def test_a_problem_leads_to_both_readings(client: FlaskClient, data: Dataset) -> None:
    doubt = data.doubts.iloc[0]
    own = f"/plan/{doubt['plan_id']}"
    assert f"{own}#{doubt['doubt_id']}" in parsed(page(client, "/problems")).links
    html = page(client, own)
    assert f'id="{doubt["doubt_id"]}"' in html
    links = parsed(html).links
    for reading in ("one", "two"):
        assert place("doubts", doubt["doubt_id"], reading) in links
        assert escape(doubt[reading]) in html


def test_no_template_switches_escaping_off() -> None:
    templates = list((HERE / "templates").glob("*.html"))
    assert templates
    for path in templates:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|<script|\bstyle=|https?://", text), path.name
    assert not [path for path in HERE.glob("*.py") if "Markup" in path.read_text(encoding="utf-8")]


def test_every_link_of_every_kind_of_page_leads_somewhere(client: FlaskClient, data: Dataset, hostile: str) -> None:
    kinds: dict[str, list[str]] = {}
    for address in everything(data, hostile):
        for link in parsed(page(client, address)).links:
            kinds.setdefault(re.sub(r"[\d=].*", "", link), []).append(link)
    links = {link for some in kinds.values() for link in some[:12]}
    assert len(links) > 60
    for link in links:
        assert client.get(link, buffered=True).status_code == 200, link


def test_every_value_of_an_initiative_is_one_click_from_its_place(client: FlaskClient, data: Dataset) -> None:
    initiative_id = str(data.initiatives["initiative_id"].iloc[0])
    html = page(client, f"/initiative/{initiative_id}")
    links = set(parsed(html).links)
    cells = data.cells[data.cells["item_id"].str.startswith(initiative_id)]
    shown = {"milestones": ("text", "timing", "edtf", "partners"), "gains": ("text", "direction", "amount", "unit")}
    for table, columns in shown.items():
        some = cells[(cells["table"] == table) & cells["column"].isin(columns)]
        assert len(some)
        for row in some.to_dict("records"):
            assert place(row["table"], row["item_id"], row["column"]) in links


def test_the_mark_is_where_the_data_set_says(client: FlaskClient, data: Dataset) -> None:
    cells = data.cells[(data.cells["table"] == "milestones") & (data.cells["column"] == "timing")]
    cell = cells[cells["page"] > 1].iloc[0]
    html = page(client, place("milestones", cell["item_id"], "timing"))
    marks = [dict(re.findall(r'(\w+)="([^"]*)"', mark)) for mark in re.findall(r'<rect class="mark[^>]*>', html)]
    assert len(marks) == 1
    assert float(marks[0]["x"]) + 2 == pytest.approx(cell["left"])
    assert float(marks[0]["y"]) + 2 == pytest.approx(cell["top"])
    assert float(marks[0]["width"]) - 4 == pytest.approx(cell["right"] - cell["left"])
    assert f"/picture/{cell['plan_id']}/{cell['page']}.png" in html
    picture = client.get(f"/picture/{cell['plan_id']}/{cell['page']}.png")
    assert picture.data.startswith(b"\x89PNG")


def test_what_is_alike_elsewhere_is_shown_and_can_be_put_side_by_side(client: FlaskClient, data: Dataset) -> None:
    likely = data.initiative_matches[data.initiative_matches["likely"]].sort_values("similarity").iloc[-1]
    one, other = str(likely["initiative_a"]), str(likely["initiative_b"])
    for here, there in ((one, other), (other, one)):
        html = page(client, f"/initiative/{here}")
        _, _, alike = html.partition('id="alike"')
        assert f'href="/initiative/{there}"' in alike
        assert f"pick={quote(there, safe='')}" in alike
    lonely = set(data.initiatives["initiative_id"])
    for match in data.initiative_matches[data.initiative_matches["likely"]].to_dict("records"):
        lonely -= {match["initiative_a"], match["initiative_b"]}
    assert 'id="alike"' not in page(client, f"/initiative/{min(lonely)}")


def test_a_value_that_is_not_printed_says_so(client: FlaskClient, data: Dataset) -> None:
    cells = data.cells[(data.cells["table"] == "initiatives") & (data.cells["column"] == "municipality")]
    row = cells.iloc[0]
    assert pd.isna(row["page"])
    html = page(client, place("initiatives", row["item_id"], "municipality"))
    assert Texts("da")("no_place") in html
    assert 'class="mark' not in html


@pytest.mark.parametrize(
    "address",
    [
        "/initiative/nix/i01",
        "/plan/nix",
        "/page/nix/1",
        "/place?table=initiatives&item=nix/i01&column=title",
        "/place?table=sqlite_master&item=x&column=name",
        "/place",
        "/download/exe",
        "/picture/nix/1.png",
        "/nowhere",
    ],
)
def test_what_the_data_set_does_not_have_is_said_so(client: FlaskClient, address: str) -> None:
    assert Texts("da")("not_found") in page(client, address, 404)


def test_columns_that_are_none_of_the_table_have_no_place(client: FlaskClient, data: Dataset) -> None:
    initiative_id = str(data.initiatives["initiative_id"].iloc[0])
    page(client, place("initiatives", initiative_id, 'title" FROM plans --'), 404)


def test_pages_beyond_the_last_are_not_found(client: FlaskClient, data: Dataset) -> None:
    plan = data.plans.iloc[0]
    page(client, f"/page/{plan['plan_id']}/{plan['pages']}")
    page(client, f"/page/{plan['plan_id']}/{plan['pages'] + 1}", 404)


def test_names_that_are_not_this_computer_s_get_no_answer(client: FlaskClient) -> None:
    assert client.get("/", base_url="http://localhost:8765").status_code == 200
    assert client.get("/", base_url="http://evil.example").status_code == 400


def test_a_parameter_that_means_nothing_is_named(client: FlaskClient) -> None:
    html = page(client, "/initiatives?from=i+morgen")
    assert "from = i morgen" in html
    assert "42 indsatser" in html


def test_an_address_goes_without_the_fields_that_are_empty(client: FlaskClient) -> None:
    answer = client.get("/initiatives?q=borgere&municipality=901&law=&from=&confidence=")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/initiatives?q=borgere&municipality=901")


def test_both_languages_name_everything(client: FlaskClient, data: Dataset, hostile: str) -> None:
    for address in everything(data, hostile):
        both = "&" if "?" in address else "?"
        danish, english = page(client, address), page(client, f"{address}{both}lang=en")
        assert '<html lang="da">' in danish or "lang=en" in address
        assert '<html lang="en">' in english
        # The state's language stays when one goes on.
        for link in parsed(english).links:
            if not link.startswith(("/static", "/picture")) and "lang=en" not in link:
                assert link == parsed(english).links[-1] or ">Dansk<" in english


def test_every_text_is_in_both_languages_and_every_key_is_used() -> None:
    content = yaml.safe_load((HERE / "texts.yaml").read_text(encoding="utf-8"))
    groups = [content["texts"], *content["labels"].values()]
    for group in groups:
        for key, both in group.items():
            assert set(both) == {"da", "en"}, key
            assert all(isinstance(text, str) and text for text in both.values()), key
            assert set(re.findall(r"{(\w+)}", both["da"])) == set(re.findall(r"{(\w+)}", both["en"])), key
    used = "".join(path.read_text("utf-8") for path in [*HERE.glob("*.py"), *(HERE / "templates").glob("*.html")])
    assert not {key for key in content["texts"] if not re.search(rf"['\"]{key}['\"]", used) and "sort_" not in key}


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("plan_type", get_args(PlanType)),
        ("aspect_kind", get_args(AspectKind)),
        ("direction", get_args(Direction)),
        ("amount_kind", get_args(AmountKind)),
        ("severity", get_args(Severity)),
        ("code", tuple(CODES)),
    ],
)
def test_every_value_of_a_closed_list_has_a_name(kind: str, values: tuple[str, ...]) -> None:
    for value in values:
        assert Texts("da").label(kind, value) != value


def test_numbers_and_days_are_written_as_in_the_language() -> None:
    assert Texts("da").number(12345.5) == "12.345,5"
    assert Texts("en").number(12345.5) == "12,345.5"
    assert Texts("da").number(100) == "100"
    assert Texts("da").span(pd.Timestamp("2024-01-01").date(), pd.Timestamp("2025-12-31").date()) == "2024–2025"
    assert Texts("da").span(pd.Timestamp("2024-03-01").date(), None) == "fra 1. marts 2024"


class TestPdfs:
    """The PDFs: found, missing, changed, out of reach."""

    def answer(self, database: Database, data: Dataset, folder: Path | None) -> str:
        item = str(data.milestones["milestone_id"].iloc[0])
        return page(create_app(database, Pdfs(folder)).test_client(), place("milestones", item, "text"))

    def test_without_a_folder_the_text_of_the_page_is_shown(self, database: Database, data: Dataset) -> None:
        html = self.answer(database, data, None)
        assert "--pdfs" in html
        first = data.milestones.iloc[0]
        sections = data.sections[(data.sections["plan_id"] == first["plan_id"]) & (data.sections["page"] == 1)]
        assert Texts("da")("page_text") in html
        assert sections["text"].iloc[0].split()[0] in html

    def test_a_file_that_is_not_there_is_named(self, database: Database, data: Dataset, tmp_path: Path) -> None:
        html = self.answer(database, data, tmp_path)
        assert str(data.plans["file"].iloc[0]) in html
        assert str(tmp_path) in html

    def test_a_file_that_has_changed_is_not_shown(
        self, database: Database, data: Dataset, archive: Path, tmp_path: Path
    ) -> None:
        file = str(data.plans["file"].iloc[0])
        (tmp_path / file).write_bytes((archive / file).read_bytes() + b"\n")
        html = self.answer(database, data, tmp_path)
        assert "planspor run" in html
        assert 'class="page"' not in html

    def test_a_data_set_cannot_reach_out_of_the_folder(self, archive: Path, tmp_path: Path) -> None:
        inside = tmp_path / "inside"
        inside.mkdir()
        shutil.copy(archive / "hostile.pdf", tmp_path / "secret.pdf")
        found = Pdfs(inside).size("../secret.pdf", "0" * 64, 1)
        assert getattr(found, "reason", None) == "pdf_outside"

    def test_the_folder_is_found_beside_the_data_set(self, data: Dataset, archive: Path, tmp_path: Path) -> None:
        files = list(data.plans["file"])
        shutil.copytree(archive, tmp_path / "plans")
        (tmp_path / "data").mkdir()
        assert guess_folder(tmp_path / "data", files) == (tmp_path / "plans").resolve()
        assert guess_folder(tmp_path / "data", ["not-there.pdf"]) is None


def test_every_table_that_explains_itself_is_open_to_the_explorer(database: Database) -> None:
    assert {table.name for table in TABLES} == database.tables


def test_addresses_hold_ids_safely(client: FlaskClient, data: Dataset) -> None:
    initiative_id = str(data.initiatives["initiative_id"].iloc[3])
    html = page(client, f"/initiatives?pick={quote(initiative_id)}")
    assert f"pick={quote(initiative_id, safe='')}" in html
