"""The documentation is built without a warning and tells of everything that a user can meet."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pagemaking import codebook, codes, commands, vocabularies
from planspor.extractors.themes.tagger import Tagger
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.models.plan import ActorKind, ActorRole
from planspor.models.problem import CODES
from planspor.pipeline.cli import app
from planspor.pipeline.dictionary import to_markdown
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]


def text_of(page: Path) -> str:
    """The words of a page, without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


def help_of(*names: str) -> str:
    """What `planspor NAMES --help` says."""
    ran = CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": "300", "NO_COLOR": "1", "TERM": "dumb"})
    assert ran.exit_code == 0, ran.output
    return re.sub(r"\x1b\[[0-9;]*m", "", ran.output)


def listed(text: str) -> list[str]:
    """The names in the list of commands that a help text has."""
    _, _, part = text.partition("Commands")
    return re.findall(r"^[│|\s]{1,4}([a-z][a-z-]*) {2,}\S", part, re.MULTILINE)


def test_every_page_is_found_from_the_menu(site: Path) -> None:
    menu = (site / "index.html").read_text(encoding="utf-8")
    for page in site.glob("*.html"):
        assert page.name == "404.html" or f'href="{page.name}"' in menu, page.name


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//[^"]*"', text), page.name
        assert not re.findall(r'<link[^>]+href="(?:https?:)?//[^"]*"', text), page.name
    for sheet in site.rglob("*.css"):
        assert not re.findall(r"url\(['\"]?(?:https?:)?//", sheet.read_text(encoding="utf-8")), sheet.name


def test_every_command_and_option_is_there(site: Path) -> None:
    page = text_of(site / "commands.html")
    names = listed(help_of())
    assert {"run", "show", "report"} <= set(names)
    found = [(name,) for name in names]
    while found:
        command = found.pop()
        text = help_of(*command)
        assert f"planspor {' '.join(command)}" in page
        section = page.split(f"planspor {' '.join(command)}", 1)[1]
        for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) - {"--help"}:
            assert option in section, f"{' '.join(command)} {option}"
        found += [(*command, child) for child in listed(text)]


def test_every_command_and_option_says_what_it_does() -> None:
    assert commands.page()  # raises where one does not


def test_every_column_is_there_with_its_meaning(site: Path) -> None:
    page = text_of(site / "data-dictionary.html")
    rows = re.findall(r"^\| `([^`]+)` \| (string|integer|number|boolean|date) \| (.*) \|$", to_markdown(), re.MULTILINE)
    assert len(rows) > 100
    for name, _, meaning in rows:
        assert len(meaning.split()) >= 2, f"the column {name} is not described"
        assert name in page


def test_all_tables_of_the_models_are_in_the_dictionary() -> None:
    import importlib
    import pkgutil

    import planspor.models
    from planspor.models.columns import TableInfo

    text = to_markdown()
    for module in pkgutil.iter_modules(planspor.models.__path__, "planspor.models."):
        for value in vars(importlib.import_module(module.name)).values():
            tables = value if isinstance(value, tuple) else (value,)
            for table in (found for found in tables if isinstance(found, TableInfo)):
                assert re.search(rf"^## `(?:\w+/)?{table.name}`$", text, re.MULTILINE), table.name
                for column in table.columns:
                    assert column.description.strip(), f"{table.name}.{column.name}"


def test_every_code_is_there_with_a_remedy(site: Path) -> None:
    page = text_of(site / "problems.html")
    for code, (_, meaning) in CODES.items():
        assert code in page
        assert meaning in page
    assert set(codes.remedies()) == set(CODES), "see docs/pagemaking/problems.yaml"


def test_every_theme_is_there(site: Path) -> None:
    page = (site / "codebook.html").read_text(encoding="utf-8")
    words = text_of(site / "codebook.html")
    assert set(codebook.entries()) == set(load_taxonomy().ids), "see docs/pagemaking/codebook.yaml"
    for theme in load_taxonomy().themes:
        assert f'id="{theme.id}"' in page
        assert theme.label_da in words
        assert theme.scope in words


def test_every_id_of_methods_groups_and_actors_is_there(site: Path) -> None:
    page = text_of(site / "vocabularies.html")
    ids = [*vocabularies.method_ids(), *vocabularies.group_ids(), *get_args(ActorKind), *get_args(ActorRole)]
    assert len(ids) > 50
    assert [name for name in ids if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", page)] == []


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_taxonomy())


@pytest.mark.parametrize("theme", load_taxonomy().ids)
def test_the_examples_of_the_codebook_are_what_the_program_does(tagger: Tagger, theme: str) -> None:
    entry = codebook.entries()[theme]
    assert len(entry["examples"]) >= 2
    for text in entry["examples"]:
        found = {name: strength for sentence in tagger.find(text) for name, strength, _ in sentence}
        assert found.get(theme, 0) >= tagger.taxonomy.strengths["medium"], text
    for text in entry["near_misses"]:
        assert theme not in {name for sentence in tagger.find(text) for name, *_ in sentence}, text


def test_the_entries_of_the_codebook_are_lists_of_sentences() -> None:
    text = (ROOT / "docs" / "pagemaking" / "codebook.yaml").read_text(encoding="utf-8")
    for theme, entry in yaml.safe_load(text).items():
        for part in ("include", "exclude", "examples", "near_misses"):
            assert all(isinstance(item, str) for item in entry[part]), f"{theme}.{part}"
        assert all(text.endswith((".", "?")) for text in entry["examples"] + entry["near_misses"]), theme


def test_what_a_page_must_say_is_demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CODES, "W999", ("warning", "A code that nobody wrote a remedy for."))
    with pytest.raises(ValueError, match="W999"):
        codes.page()
    monkeypatch.setattr(codebook, "entries", dict)
    with pytest.raises(ValueError, match="recovery has no definition"):
        codebook.page()
