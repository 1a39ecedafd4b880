"""Whether a trained model tags themes better than the lexicon alone, on documents that it was not trained on.

    python benchmarks/theme_model.py FOLDER [FOLDER ...]

A folder holds plans that people annotated (NAME.gold.json). For each theme a logistic regression reads the dictionary
forms and parts of compounds of an initiative; it learns from the gold of the other documents, and, with less weight,
from their sentences as the lexicon labels them. A second one, over all themes, weighs what the first says against the
lexicon's score and is calibrated on documents that the first has not seen. Each document is left out once. Prints
micro-F1 of the lexicon, of the words alone and of both, and 95 % bootstrap intervals of the difference, by documents.

The model is no part of the project for as long as the interval holds zero: see `docs/method.md`.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from planspor.extractors.danish.sentences import sentences
from planspor.extractors.themes.tagger import Tagger
from planspor.extractors.themes.taxonomy import load_taxonomy
from planspor.extractors.themes.texts import texts_of
from planspor.models.plan import Aspect, Gain, Initiative, Milestone, Plan, Reference
from planspor.pipeline.compare.words import terms_of
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

WEAK_WEIGHT = 0.05
"""What a sentence that the lexicon labelled counts beside an initiative that a person labelled."""
FOLDS = 3
ROUNDS = 2000
SEED = 1
Vector = Any


@dataclass(frozen=True, slots=True)
class Case:
    """An initiative: its words, its sentences with the lexicon's themes, and what people and the lexicon say of it."""

    document: str
    words: str
    weak: tuple[tuple[str, frozenset[str]], ...]
    gold: frozenset[str]
    scores: dict[str, float]
    tags: frozenset[str]


def read(folders: Sequence[Path], tagger: Tagger) -> list[Case]:
    """The initiatives of the gold of folders."""
    loose = Tagger(replace(tagger.taxonomy, threshold=0.01, share=0.0))
    out = []
    for file in (file for folder in folders for file in sorted(folder.glob("*.gold.json"))):
        gold = json.loads(file.read_text(encoding="utf-8"))
        plan = Plan(title=gold.get("title"), unit=gold.get("unit"))
        for row in gold["initiatives"]:
            initiative = Initiative(
                title=row["title"],
                goal=row.get("goal"),
                aspects=[_only(Aspect, one) for one in row.get("aspects", [])],
                milestones=[_only(Milestone, one) for one in row.get("milestones", [])],
                gains=[_only(Gain, one) for one in row.get("gains", [])],
                references=[_only(Reference, one) for one in row.get("references", []) if one.get("law")],
            )
            texts = [text.text for text in texts_of(initiative)]
            weak = []
            for text in texts:
                spans = sentences(text)
                for span, found in zip(spans, tagger.find(text), strict=True):
                    printed = text[span.start : span.end]
                    if len(printed.split()) > 3:
                        weak.append((printed, frozenset(one.theme for one in found if one.strength >= 1.0)))
            out.append(
                Case(
                    file.name,
                    "\n".join(texts),
                    tuple(weak),
                    frozenset(row.get("themes", [])),
                    # The confidence of a tag tells what its words add up to, here also where that is too little.
                    {
                        tag.theme: -2 * math.log(2 * (1 - min(tag.confidence, 0.99)))
                        for tag in loose.tag(initiative, plan)
                    },
                    frozenset(tag.theme for tag in tagger.tag(initiative, plan)),
                )
            )
    return out


def _only(kind: Any, row: dict[str, Any]) -> Any:
    return kind(**{key: value for key, value in row.items() if key in kind.model_fields and key != "places"})


def word_logits(train: Sequence[Case], test: Sequence[Case], themes: Sequence[str]) -> Vector:
    """What the words of the test initiatives say of each theme: a row for each, log-odds, by what train says."""
    weak = [sentence for case in train for sentence in case.weak]
    texts = [case.words for case in train] + [text for text, _ in weak]
    labels = [case.gold for case in train] + [found for _, found in weak]
    weights = np.array([1.0] * len(train) + [WEAK_WEIGHT] * len(weak))
    vectorizer = TfidfVectorizer(analyzer=terms, min_df=2, sublinear_tf=True)
    seen, unseen = vectorizer.fit_transform(texts), vectorizer.transform([case.words for case in test])
    out = np.full((len(test), len(themes)), -5.0)
    for column, theme in enumerate(themes):
        wanted = np.array([theme in label for label in labels])
        if wanted[: len(train)].sum() >= 2:
            model = LogisticRegression(C=10, solver="liblinear").fit(seen, wanted, sample_weight=weights)
            out[:, column] = model.decision_function(unseen)
    return out


def terms(text: str) -> list[str]:
    """The dictionary forms of a text, and the parts of its compounds."""
    return list(terms_of(text))


def features(cases: Sequence[Case], logits: Vector, themes: Sequence[str]) -> tuple[Vector, Vector]:
    """A row for each initiative and theme: the lexicon's tag and score, what the words say; and what people say."""
    rows, labels = [], []
    for case, line in zip(cases, logits, strict=True):
        for theme, logit in zip(themes, line, strict=True):
            rows.append([float(theme in case.tags), case.scores.get(theme, 0.0), logit])
            labels.append(theme in case.gold)
    return np.array(rows), np.array(labels)


def best_threshold(probability: Vector, wanted: Vector) -> float:
    """The probability from which to tag, for the highest F1."""
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum(wanted[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + wanted.sum())
    return float(probability[order[int(np.argmax(f1))]])


def predict(train: Sequence[Case], test: Sequence[Case], themes: Sequence[str]) -> tuple[Vector, Vector]:
    """Tags by the words alone, and by words and lexicon, as truth values in the shape of initiatives by themes."""
    documents = sorted({case.document for case in train})
    held = {name: i % FOLDS for i, name in enumerate(documents)}
    logits = np.zeros((len(train), len(themes)))
    for fold in range(FOLDS):
        inside = [i for i, case in enumerate(train) if held[case.document] == fold]
        others = [case for case in train if held[case.document] != fold]
        logits[inside] = word_logits(others, [train[i] for i in inside], themes)
    rows, wanted = features(train, logits, themes)
    unseen, _ = features(test, word_logits(train, test, themes), themes)
    both = LogisticRegression().fit(rows, wanted)
    threshold = best_threshold(both.predict_proba(rows)[:, 1], wanted)
    shape = (len(test), len(themes))
    words = unseen[:, 2] >= best_threshold(rows[:, 2], wanted)
    return words.reshape(shape), (both.predict_proba(unseen)[:, 1] >= threshold).reshape(shape)


def f1(counts: Vector) -> float:
    """Micro-F1 of right, wrong and missed tags."""
    right, wrong, missed = counts
    return float(2 * right / (2 * right + wrong + missed))


def main() -> None:
    """Leave each document out once; print what is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    taxonomy = load_taxonomy()
    themes = taxonomy.ids
    cases = read(parser.parse_args().folders, Tagger(taxonomy))
    documents = sorted({case.document for case in cases})
    counts: dict[str, list[Vector]] = {"lexicon": [], "words alone": [], "lexicon and words": []}
    for document in documents:
        test = [case for case in cases if case.document == document]
        words, both = predict([case for case in cases if case.document != document], test, themes)
        wanted = np.array([[theme in case.gold for theme in themes] for case in test])
        lexicon = np.array([[theme in case.tags for theme in themes] for case in test])
        for name, got in (("lexicon", lexicon), ("words alone", words), ("lexicon and words", both)):
            counts[name].append([(got & wanted).sum(), (got & ~wanted).sum(), (~got & wanted).sum()])
    print(f"{len(cases)} initiatives of {len(documents)} documents, each left out once\n")
    print("| tagged by | micro-F1 | difference | 95 % interval |\n| --- | ---: | ---: | --- |")
    draws = np.random.default_rng(SEED).integers(0, len(documents), (ROUNDS, len(documents)))
    base = np.array(counts["lexicon"])
    for name, found in counts.items():
        table = np.array(found)
        differences = [f1(table[drawn].sum(0)) - f1(base[drawn].sum(0)) for drawn in draws]
        low, high = np.quantile(differences, [0.025, 0.975])
        total, plain = f1(table.sum(0)), f1(base.sum(0))
        interval = "" if name == "lexicon" else f"{low:+.3f} to {high:+.3f}"
        print(f"| {name} | {total:.3f} | {total - plain:+.3f} | {interval} |")


if __name__ == "__main__":
    main()
