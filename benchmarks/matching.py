"""How well initiatives of different municipalities that are about the same thing are found: average precision on pairs
that were labelled by hand.

    python benchmarks/matching.py [FOLDER ...] [--model FOLDER]

The pairs are in `pairs/labels.csv`, by plan and number and without text, each read twice. Their plans are the samples,
those of `pairs/initiatives.yaml`, and those in the folders that are named (NAME.gold.json); pairs of plans that are not
there are left out and counted. Beside the measure of `initiative_matches` stands each view on its own, and
the words as printed, with the same weights and as scikit-learn compares them when nothing is said.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from planspor.extractors.danish.sentences import tokens
from planspor.pipeline.compare import similarity
from planspor.pipeline.compare.embedding import SentenceTransformerEmbedder
from planspor.pipeline.compare.source import Initiative, Plan
from planspor.pipeline.compare.words import stop_words, texts_of
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import average_precision_score, cohen_kappa_score

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
PAIRS = HERE / "pairs"
Vector = Any


@dataclass(frozen=True, slots=True)
class Labels:
    """Pairs as rows of initiatives, and what the two readings said; a match is what both call one."""

    left: Vector
    right: Vector
    first: Vector
    second: Vector
    missing: int
    """Pairs that are left out, since a plan of theirs is not there."""

    @property
    def match(self) -> Vector:
        return self.first & self.second


def made_up() -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """The initiatives of `initiatives.yaml`, by plan."""
    for name, found in yaml.safe_load((PAIRS / "initiatives.yaml").read_text(encoding="utf-8")).items():
        yield (
            name,
            [
                {
                    "title": one["title"],
                    "aspects": [{"kind": "description", "heading": None, "text": one["text"]}],
                    "milestones": [{"text": text} for text in one["milestones"]],
                    "gains": [{"text": text} for text in one["gains"]],
                }
                for one in found
            ],
        )


def of_folder(folder: Path) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """The initiatives of the gold of a folder, by plan."""
    for path in sorted(folder.glob("*.gold.json")):
        yield path.name.removesuffix(".gold.json"), json.loads(path.read_text(encoding="utf-8"))["initiatives"]


def load(folders: Sequence[Path]) -> dict[tuple[str, int], Initiative]:
    """All initiatives by plan and number, in a fixed order. Each plan counts as one of a municipality of its own."""
    found: dict[tuple[str, int], Initiative] = {}
    for plans in (made_up(), *(of_folder(folder) for folder in folders)):
        for name, initiatives in plans:
            plan = Plan(id=name, plan_type="andet", municipalities=(name,))
            for number, one in enumerate(initiatives, 1):
                parts = {kind: one.get(kind) or [] for kind in ("aspects", "milestones", "gains")}
                key = f"{name}/i{number:02}"
                found[(name, number)] = Initiative(
                    key, plan, one["title"], municipality=one.get("municipality") or name, **parts
                )
    return dict(sorted(found.items()))


def read_labels(initiatives: dict[tuple[str, int], Initiative]) -> Labels:
    """The labelled pairs of the initiatives that are there."""
    places = {key: n for n, key in enumerate(initiatives)}
    rows, missing = [], 0
    with (PAIRS / "labels.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            pair = [places.get((row[f"plan_{side}"], int(row[f"number_{side}"]))) for side in "ab"]
            if None in pair:
                missing += 1
            else:
                rows.append([*pair, int(row["first"]), int(row["second"])])
    left, right, first, second = np.array(rows, dtype=np.intp).reshape(-1, 4).T
    return Labels(left, right, first.astype(bool), second.astype(bool), missing)


def plain(initiatives: Sequence[Initiative], labels: Labels) -> Vector:
    """TF-IDF of the words as printed, as scikit-learn does it when nothing is said."""
    matrix = TfidfVectorizer().fit_transform("\n".join(texts_of(initiative)) for initiative in initiatives)
    return np.asarray(matrix[labels.left].multiply(matrix[labels.right]).sum(axis=1)).ravel()


def as_printed(initiatives: Sequence[Initiative], labels: Labels) -> Vector:
    """What `initiative_matches` would be with the words as printed: its weights, stop words and heaviest terms."""

    def words(texts: list[str]) -> list[str]:
        found = [[w for w, _, _ in tokens(t) if w.isalpha() and w not in stop_words()] for t in texts]
        return found[0] * similarity.TITLE + [word for part in found[1:] for word in part]

    texts = [list(texts_of(initiative)) for initiative in initiatives]
    matrix, _ = similarity.heaviest_terms(CountVectorizer(analyzer=words), texts, similarity.HEAVIEST_TERMS)
    return np.asarray(matrix[labels.left].multiply(matrix[labels.right]).sum(axis=1)).ravel()


def measures(initiatives: Sequence[Initiative], labels: Labels, model: Path | None = None) -> dict[str, Vector]:
    """What each way of comparing gives the pairs."""
    space = similarity.make_space(initiatives)
    words, characters = (
        np.asarray(view[labels.left].multiply(view[labels.right]).sum(axis=1)).ravel()
        for view in (space.words, space.characters)
    )
    found = {
        "initiative_matches": space.pairs(labels.left, labels.right),
        "dictionary forms and parts of compounds alone": words,
        "character n-grams alone": characters,
        "the same weights with the words as printed": as_printed(initiatives, labels),
        "TF-IDF of the words as printed": plain(initiatives, labels),
    }
    if model is not None:
        whole = similarity.make_space(initiatives, SentenceTransformerEmbedder(model))
        found["initiative_matches with the model"] = whole.pairs(labels.left, labels.right)
    return found


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="Folders with gold of other plans.")
    parser.add_argument("--model", type=Path, help="Folder with a model of sentences.")
    arguments = parser.parse_args()
    found = load([CORPUS, *arguments.folders])
    labels = read_labels(found)
    match = labels.match
    agree = float((labels.first == labels.second).mean())
    kappa = cohen_kappa_score(labels.first, labels.second)
    print(f"{match.size} pairs, {int(match.sum())} of them about the same thing; {labels.missing} left out")
    print(f"the two readings agree on {agree:.1%} of them, Cohen's kappa {kappa:.2f}\n")
    print("| measure | average precision |\n| --- | ---: |")
    for name, values in measures(list(found.values()), labels, arguments.model).items():
        print(f"| {name} | {average_precision_score(match, values):.3f} |")


if __name__ == "__main__":
    main()
