"""Write the words that Danish compounds are often made of, from simplemma's word list (MIT):

    python benchmarks/compound_parts.py

A word counts as a part where many listed words are made of it and another listed word. The result, `firsts.txt` and
`lasts.txt` beside `extractors/danish/compounds.py`, is kept with the code; it is made anew when simplemma's list or the
rules here change."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from pathlib import Path

from planspor.extractors.danish.compounds import own_joints
from planspor.extractors.danish.lemmas import own_words
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

FOLDER = Path(__file__).resolve().parent.parent / "extractors" / "danish"
MIN_WORDS = {"firsts.txt": 10, "lasts.txt": 10}
"""How many listed words a word must begin or end."""
MIN_LETTERS = 4
DEVERBAL = re.compile(r"(?:ning|ling|ring|sing|ding|ting|else|tion|ering)$")
"""Endings of nouns made of verbs: any verb's may end a compound, so three listed words are enough."""
MIN_DEVERBAL = 3
NO_FIRSTS = frozenset(
    """ager agter alme alge fore forud fort fjer frem gennem hede hekse ikke live mange over rate rede samle sammen
    tilbage videre bort inder indre latter ring skab skal skin side stads sove spids spare tale hale slag slid slut
    stik stift syre tage tørre under uden yder ydre ånde alter halm homo skid skide tolv ting tone egen anden forlig
    fare sende spørge bede bore bære bage binde driv drive flytte følge hvile hygge højre hæder jage klar klat kaste
    koge lade ligge løbe male minde måle mødre node næst nærme orden""".split()
)
"""Particles that make verbs, and words that are mostly pieces of others."""
NO_LASTS = frozenset(
    """ager agter alge arisk etisk gilde gøre gørelse hale helt hed håret karl katar kone kære kæring lade lende lighed
    line linie logi logisk lysten gænger haver holde holder lægge lægger lære læs løshed mager march mode moder ning
    ordre pose rensning rette rinde ring ringe ryger rytme rytter sats side sikker sindet skaft stand sting stride
    stridig tage tager tale tang tank ting tyre tysk vamp vend vise være ende endelse anden given giver fange farlig
    fager fard føre frakke fuge glad gren gris grad have hinde horn klap kant kast klip komst krave kær last lede
    led lig lige lyst løs måde ordne part plet pres prop rager rand rede rejse rive ror rude salg skal skala skrive
    skæg skær skære slag smag smed spand stamme stav steg stege stemme stige stiger stille stime stribe stue stump
    syge sælger sætte tærte tyveri varm vare varmer vinge værd værn vis æring øger øgning byder delse deling fald
    fælle fæste følelse inger lever mod rad rum sand sagn svin teret tering tion kende skur alter anger arer dager
    dato enhed gods heden kold lagen land meter mine mund nation port slig sten tid tin uge vand videre vilde våben
    eder egen rige stet tal tet tøj ust""".split()
)
"""Pieces of words and endings that the list holds as words, and words that end many others without being a part."""
SHORT_LASTS = frozenset(
    "lag tur løb ord rør tab vin båd sko sår hul fly eng væg fod art tag kur ovn mur bad bud dæk".split()
)
"""The words of three letters that may end a compound: most are endings too."""


def _made_of(word: str, words: set[str]) -> bool:
    """Whether a word is itself made of two of the words: its parts stand for it then."""
    cuts = range(MIN_LETTERS, len(word) - MIN_LETTERS + 1)
    return any(word[cut:] in words and (word[:cut] in words or word[:cut].removesuffix("s") in words) for cut in cuts)


def main() -> None:
    """Count, and write both files."""
    items = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("da").items()
    listed = {str(lemma) for _, lemma in items if re.fullmatch("[a-zæøå]+", str(lemma))} | own_words()
    joints = {word + "s": word for word in listed} | {word: word for word in listed} | own_joints()
    counts = {"firsts.txt": Counter[str](), "lasts.txt": Counter[str]()}
    for word in listed:
        for cut in range(3, len(word) - 2):
            if word[:cut] in joints and word[cut:] in listed:
                counts["firsts.txt"][joints[word[:cut]]] += 1
                counts["lasts.txt"][word[cut:]] += 1
    for name, barred in (("firsts.txt", NO_FIRSTS), ("lasts.txt", NO_LASTS)):
        kept = sorted(
            word
            for word, count in counts[name].items()
            if (count >= MIN_WORDS[name] or (count >= MIN_DEVERBAL and len(word) > 6 and DEVERBAL.search(word)))
            and (len(word) >= MIN_LETTERS or (name == "lasts.txt" and word in SHORT_LASTS))
            and word not in barred
            and word not in own_words()
        )
        place = "begin" if name == "firsts.txt" else "end"
        words = set(kept) | own_words()
        kept = [word for word in kept if not _made_of(word, words)]
        head = f"# Words that {place} many compounds, from simplemma's list (MIT) by benchmarks/compound_parts.py.\n"
        (FOLDER / name).write_text(head + textwrap.fill(" ".join(kept), 118) + "\n", encoding="utf-8")
        print(f"{name}: {len(kept)} words")


if __name__ == "__main__":
    main()
