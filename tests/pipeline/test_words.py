import os
import subprocess
import sys
from pathlib import Path

import planspor
import pytest
from planspor.extractors.danish import lemmas
from planspor.pipeline import words

SHOW = """
from planspor.extractors.danish.lemmas import lemma
from planspor.pipeline.words import use_kept_words
print(use_kept_words(), *map(lemma, "børnene skolernes gruppeforløbene udvikler mødtes Xyzzyerne".split()))
"""


def shown(cache: Path) -> list[str]:
    """Whether the kept list is used, and the dictionary forms of a few words, in a process of its own."""
    environment = {**os.environ, "PLANSPOR_CACHE": str(cache)}
    ran = subprocess.run([sys.executable, "-c", SHOW], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return ran.stdout.split()


def test_words_are_looked_up_alike_in_the_kept_list_and_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without, *forms = shown(tmp_path)
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path))
    words.keep_words()
    assert (without, shown(tmp_path)) == ("False", ["True", *forms])
    (kept,) = (tmp_path / "words").iterdir()
    kept.write_bytes(kept.read_bytes()[:-100])
    assert shown(tmp_path) == ["False", *forms]


def test_the_list_in_use_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path))
    monkeypatch.setattr(lemmas, "_words", lemmas.in_use())
    words.keep_words()
    assert words.use_kept_words()
    used = lemmas.in_use()
    assert words.use_kept_words()
    assert lemmas.in_use() is used


def test_a_list_that_cannot_be_kept_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path / "file"))
    words.keep_words()
    assert not words.use_kept_words()


def test_a_run_keeps_the_list_in_the_users_cache_only_if_it_may_keep_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, corpus: Path
) -> None:
    monkeypatch.setenv("PLANSPOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(lemmas, "_words", lemmas._words)
    file = next(corpus.glob("ravnsoe*.pdf"))
    planspor.run(file, tmp_path / "first", cache=False)
    assert not (tmp_path / "cache").exists()
    planspor.run(file, tmp_path / "second")
    assert len(list((tmp_path / "cache" / "words").iterdir())) == 1
    first, second = ((tmp_path / name / "initiatives.csv").read_bytes() for name in ("first", "second"))
    assert first == second
