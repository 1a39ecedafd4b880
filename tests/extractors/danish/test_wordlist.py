import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planspor.extractors.danish.lemmas import dictionary_lemma
from planspor.extractors.danish.wordlist import WordList, pack, simplemma_entries

WORDS = st.text(st.characters(blacklist_characters="\t\n", blacklist_categories=["Cs"]), min_size=1, max_size=12)


@given(st.dictionaries(WORDS, WORDS, max_size=60), WORDS)
def test_a_list_gives_back_each_word_and_knows_no_other(words: dict[str, str], other: str) -> None:
    made = WordList(pack(sorted(words.items(), key=lambda entry: entry[0].encode())))
    assert dict(made) == words
    assert len(made) == len(words)
    assert made.get(other) == words.get(other)


def test_a_word_is_found_wherever_it_stands_in_a_long_list() -> None:
    words = {f"ord{number:06}": f"ord{number:06}erne"[: number % 14 + 1] for number in range(5000)}
    made = WordList(pack(words.items()))
    assert all(made[word] == form for word, form in words.items())
    assert not any(absent in made for absent in ("", "a", "ord", "ord0000001", "ord004999\t", "å", "ord000001\t3"))


def test_bytes_that_are_not_whole_are_no_list() -> None:
    whole = pack([("hus", "hus"), ("huse", "hus")])
    for damaged in (whole[:-3], whole.replace(b"huse", b"muse"), b""):
        with pytest.raises(ValueError, match="no word list"):
            WordList(damaged)


def test_words_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="out of its order"):
        pack([("b", "b"), ("a", "a")])


def test_the_list_of_simplemma_is_read_with_its_dictionary_forms() -> None:
    some = dict(itertools.islice(simplemma_entries(), 0, None, 997))
    assert len(some) > 500
    plain = [word for word, form in some.items() if word.isalpha() and word.islower() and form == word]
    assert sum(dictionary_lemma(word) == word for word in plain) >= 0.9 * len(plain)
