"""Methods, target groups and kinds of actors: what the ids in the data mean."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, get_args

import yaml
from planspor.extractors import terms
from planspor.models.plan import ActorKind, ActorRole

HEAD = """# Methods, target groups, actors

What the ids in the tables `methods`, `target_groups` and `actors` mean. The vocabularies are data, in
`extractors/terms/` and `extractors/actors/`.
"""
METHODS = """## Methods

A method counts where it is named, by its full name or by an abbreviation in capitals. Everyday words that mean much the
same do not name it.
"""
GROUPS = """## Target groups

`stated` is true where the initiative says that it is for the group; else the group is spoken of. Ages are those printed
("18-25-årige"); the ages below tell the groups that are named by their age alone.
"""
ACTORS = """## Actors

Who takes part in an initiative, by kind, and in which role. Private persons that a plan names are left out, as far as
they can be told; the text columns keep what is printed.
"""
_TERMS = Path(terms.__file__).parent


def method_ids() -> list[str]:
    """The ids of all methods."""
    return [row["id"] for row in _methods()]


def group_ids() -> list[str]:
    """The ids of all target groups."""
    return list(_groups())


def page() -> str:
    """The page."""
    lines = [HEAD, METHODS, "| id | name | also written |", "| --- | --- | --- |"]
    for row in _methods():
        also = [part for part in f"{row['short']};{row['forms']}".split(";") if part and part != row["name"].lower()]
        lines.append(f"| `{row['id']}` | {row['name']} | {', '.join(also)} |")
    lines += ["", GROUPS, "| id | Danish | English | ages |", "| --- | --- | --- | --- |"]
    for name, group in _groups().items():
        ages = "–".join(map(str, group.get("ages", [])))
        lines.append(f"| `{name}` | {group['label_da']} | {group['label_en']} | {ages} |")
    kinds, roles = (", ".join(f"`{value}`" for value in get_args(closed)) for closed in (ActorKind, ActorRole))
    lines += ["", ACTORS, f"Kinds: {kinds}.", "", f"Roles: {roles}.", ""]
    return "\n".join(lines)


def _methods() -> list[dict[str, str]]:
    with (_TERMS / "methods.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _groups() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load((_TERMS / "target_groups.yaml").read_text(encoding="utf-8"))
    groups: dict[str, dict[str, Any]] = loaded["groups"]
    return groups
