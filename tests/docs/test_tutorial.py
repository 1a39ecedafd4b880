"""The tutorial and the recipes are done here as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


def blocks(page: str) -> list[tuple[str, str, str]]:
    """The language, the title and the content of each block of a page."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [(found[1], found[2] or "", found[3]) for found in BLOCK.finditer(text)]


def python(clone: Path, code: str) -> str:
    """What the program of a clone prints."""
    environment = {**os.environ, "PYTHONPATH": str(clone.parent), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=clone.parent, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_every_command_of_the_tutorial_works(clone: Path) -> None:
    folder = clone.parent / "bin"
    folder.mkdir()
    program = folder / "planspor"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from planspor.pipeline.cli import main; main()" "$@"\n')
    program.chmod(0o755)
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / "python").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(folder), os.environ["PATH"])),
        "PYTHONPATH": str(clone.parent),
        "COLUMNS": "110",
        "NO_COLOR": "1",
    }

    def do(command: str) -> str:
        ran = subprocess.run(
            command, shell=True, cwd=clone, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
        return ran.stdout

    # `make run` without setting up an environment, which needs the network.
    do("planspor run corpus --out outputs")
    (clone / "my-plans").mkdir()
    (clone / "my-plans" / "a.pdf").write_bytes((clone / "corpus" / "ravnsoe-aftale-2022-2023.pdf").read_bytes())
    done = []
    for language, _, content in blocks("tutorial.md"):
        for line in content.splitlines() if language == "console" else []:
            command = line.removeprefix("$ ")
            # The explorer runs until it is stopped; that it starts is seen where its picture is made.
            if command.startswith(("planspor ", "python ", "head ")) and " explore " not in command:
                done.append(do(command))
    assert len(done) >= 6
    assert (clone / "outputs" / "page.png").is_file()
    assert (clone / "outputs" / "report.html").is_file()
    assert (clone / "my-data" / "plans.csv").is_file()
    (finding,) = (text for text in done if text.startswith("Share of gains"))
    shares = [int(line.split()[-1]) for line in re.findall(r"^\S+ +\d+ .*$", finding, re.MULTILINE)]
    # What the tutorial says of the list: most at the top, next to none at the bottom.
    assert len(shares) == 8
    assert min(shares[:2]) > 50
    assert max(shares[-3:]) < 10


def test_the_pictures_of_the_pages_are_there() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (ROOT / "docs" / name).is_file(), f"{page.name} shows {name}; see docs/make_pictures.py"


@pytest.mark.needs_tool("chromium", "chromium")
def test_the_pictures_can_be_made_anew(load_script: Callable[[str], ModuleType], tmp_path: Path) -> None:
    load_script("docs/make_pictures.py").make(tmp_path)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {path.name for path in (ROOT / "docs" / "pictures").iterdir()} - {"mark.svg"}


def add_words(path: Path, block: str) -> None:
    """Add what a recipe shows to the lists of a vocabulary file: below the same key, as its first entries."""
    text = path.read_text(encoding="utf-8")
    for key, value in yaml.safe_load(block).items():
        if isinstance(value, list):
            lines = "".join(f"  - {word}\n" for word in value)
            text, count = re.subn(rf"^{key}:\n", f"{key}:\n{lines}", text, flags=re.MULTILINE)
            assert count == 1, key
            continue
        for kind, words in value.items():
            inside = re.search(rf"^{key}:\n(?:  .*\n)*?(  {kind}: \[)", text, re.MULTILINE)
            if inside:
                text = text[: inside.end()] + ", ".join(words) + ", " + text[inside.end() :]
            else:
                new = f"{key}:\n  {kind}: [{', '.join(words)}]\n"
                text, count = re.subn(rf"^{key}:\n", new, text, flags=re.MULTILINE)
                assert count == 1, key
    path.write_text(text, encoding="utf-8")


def recipe(name: str) -> list[tuple[str, str, str]]:
    """The blocks of `extending.md` for one file."""
    found = [block for block in blocks("extending.md") if block[1] == name]
    assert found, name
    return found


ROLES = (
    "from planspor.extractors.plan.heading_roles import heading_role;"
    "from planspor.extractors.vocabulary.phrases import book;"
    "print(heading_role('Det drømmer vi om'), book('columns.yaml').match('Stafetholder'))"
)


def test_a_heading_and_a_column_heading_are_added_as_the_recipe_says(clone: Path) -> None:
    before = python(clone, ROLES)
    assert "purpose" not in before
    assert "partners" not in before
    for name in ("extractors/vocabulary/columns.yaml", "extractors/vocabulary/headings.yaml"):
        for _, _, block in recipe(name):
            add_words(clone / name, block)
    after = python(clone, ROLES)
    assert "purpose" in after
    assert "partners" in after


TYPES = (
    "from planspor.extractors.plan.plan_kinds import type_in; from planspor.models.tables import BY_NAME;"
    "print(type_in('Samarbejdspagt 2024'), type_in('Beredskabsplan 2024'),"
    " [c.enum for c in BY_NAME['plans'].columns if c.name == 'plan_type'])"
)


def test_a_word_and_a_kind_of_plan_are_added_as_the_recipe_says(clone: Path) -> None:
    assert python(clone, TYPES).startswith("None None")
    for _, _, block in recipe("extractors/vocabulary/metadata.yaml"):
        add_words(clone / "extractors" / "vocabulary" / "metadata.yaml", block)
    ((_, _, line),) = recipe("models/plan.py")
    path = clone / "models" / "plan.py"
    text = path.read_text(encoding="utf-8")
    assert text.count('    "andet",\n') == 1
    path.write_text(text.replace('    "andet",\n', line + '    "andet",\n'), encoding="utf-8")
    after = python(clone, TYPES)
    assert after.startswith("aftale beredskabsplan")
    assert "'beredskabsplan'" in after.split("[", 1)[1]


def test_a_theme_of_ones_own_is_added_as_the_recipe_says(clone: Path) -> None:
    for name in ("my-themes.yaml", "try_theme.py"):
        ((_, _, content),) = recipe(name)
        (clone.parent / name).write_text(content, encoding="utf-8")
    printed = python(clone, (clone.parent / "try_theme.py").read_text(encoding="utf-8")).splitlines()
    assert "'climate'" in printed[0]
    assert "climate" not in printed[1]
    commands = next(text for language, _, text in blocks("extending.md") if language == "console" and " run " in text)
    arguments = commands.splitlines()[0].replace("corpus", "planspor/corpus/egelunde*.pdf", 1).split()
    python(clone, f"import sys; sys.argv = {arguments}; from planspor.pipeline.cli import main; main()")
    assert "climate" in (clone.parent / "my-data" / "theme_tags.csv").read_text(encoding="utf-8")


def test_a_theme_for_everybody_is_added_as_the_recipe_says(clone: Path) -> None:
    for name in ("extractors/themes/taxonomy.csv", "extractors/themes/lexicon.yaml", "docs/pagemaking/codebook.yaml"):
        ((_, _, content),) = recipe(name)
        with (clone / name).open("a", encoding="utf-8") as file:
            file.write(content)
    code = (
        "import sys; sys.path.insert(0, 'planspor/docs'); from pagemaking import codebook;"
        "from planspor.extractors.themes.tagger import Tagger;"
        "from planspor.extractors.themes.taxonomy import load_taxonomy; t = Tagger(load_taxonomy());"
        "print('(#climate)' in codebook.page(), [[{n for s in t.find(e) for n, *_ in s} for e in"
        " codebook.entries()['climate'][part]] for part in ('examples', 'near_misses')])"
    )
    there, found = python(clone, code).split(" ", 1)
    assert there == "True"
    examples, misses = found.split("], [")
    assert examples.count("'climate'") == 2
    assert "climate" not in misses
