"""The codebook of themes: taxonomy and lexicon with definition, what counts, what does not, and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from planspor.extractors.themes.taxonomy import Theme, load_taxonomy

HEAD = """# Codebook of themes

The themes that an initiative can be about, several at once: the table `theme_tags` has a row for each. The ids, labels
and scopes are those of `extractors/themes/taxonomy.csv`; the words that give a theme are in
`extractors/themes/lexicon.yaml`. Both are data: [a theme of your own](extending.md#add-a-theme) needs no code.

How to read an entry: the *scope* is the rule that coders and program follow, in Danish as it was agreed. *Counts* and
*does not count* spell it out. The *examples* are made up; each gives the theme in the program today, and each *near
miss* does not, which the tests of the project check.

A theme is given where its words add up: words in the title, the purpose and the milestones count in full, those in the
background or in names of partners little, and what stands after "i stedet for" or "ikke længere" not at all. Names of
units, committees and laws speak of no theme.
"""
PARTS = ("definition", "include", "exclude", "examples", "near_misses")


def entries() -> Mapping[str, Mapping[str, Any]]:
    """What people wrote of each theme, by id."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load(
        Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    )
    return found


def page() -> str:
    """The page. Raises ValueError for a theme that no entry explains, and for an entry of no theme."""
    taxonomy, written = load_taxonomy(), entries()
    if strange := set(written) - set(taxonomy.ids):
        raise ValueError(
            f"docs/pagemaking/codebook.yaml has themes that the taxonomy has not: {', '.join(sorted(strange))}"
        )
    index = ["| id | Danish | English |", "| --- | --- | --- |"]
    index += [f"| [`{t.id}`](#{t.id}) | {t.label_da} | {t.label_en} |" for t in taxonomy.themes]
    return "\n".join([HEAD, *index, "", *(_theme(theme, written.get(theme.id, {})) for theme in taxonomy.themes)])


def _theme(theme: Theme, entry: Mapping[str, Any]) -> str:
    if missing := [part for part in PARTS if not entry.get(part)]:
        raise ValueError(f"docs/pagemaking/codebook.yaml: {theme.id} has no {', '.join(missing)}")
    lines = [
        f"## {theme.label_en} {{ #{theme.id} }}",
        "",
        f"`{theme.id}` · {theme.label_da}",
        "",
        entry["definition"],
        "",
        f"**Scope.** {theme.scope}",
        "",
        *_list("Counts", entry["include"]),
        *_list("Does not count", entry["exclude"]),
        *_list("Examples", (f"»{text}«" for text in entry["examples"])),
        *_list("Near misses", (f"»{text}«" for text in entry["near_misses"])),
    ]
    if theme.laws:
        lines += [f"**Law that speaks of it.** {', '.join(map(_law, theme.laws))}", ""]
    lines += ['??? note "Words of the lexicon"', ""]
    for strength, patterns in theme.words.items():
        lines += [f"    **{strength}**: {_patterns(patterns)}", ""]
    if theme.excluded:
        lines += [f"    **never**: {_patterns(theme.excluded)}", ""]
    return "\n".join(lines)


def _list(title: str, items: Iterable[str]) -> list[str]:
    return [f"**{title}**", "", *(f"- {item}" for item in items), ""]


def _law(law: str) -> str:
    name, section = law.rsplit(" ", 1)
    return name if section == "*" else f"{name} § {section}"


def _patterns(patterns: Iterable[str]) -> str:
    return ", ".join(f"`{pattern}`" for pattern in patterns)
