"""Which plans of an archive are the same plan once more: equal bytes under two names, or a draft and its final version.

What is known of each plan lies in a small database on the disk, so that memory does not grow with the archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .likeness import bands, likeness

ALIKE = 0.8
"""Of the shingles of two texts: with as much in common they are one plan, unless owner or period speak against it."""
_TABLES = """
CREATE TABLE plan (
    n INTEGER PRIMARY KEY, plan_id TEXT UNIQUE, file TEXT, sha256 TEXT, copy_of TEXT, draft INTEGER, published TEXT,
    owner TEXT, period_start TEXT, period_end TEXT, signature BLOB, duplicate_of TEXT
);
CREATE TABLE band (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether a plan is another one once more."""

    plan_id: str
    file: str
    sha256: str
    copy_of: str | None = None
    """The plan of which it is an exact copy, bytes and metadata."""
    draft: bool = False
    published: str | None = None
    """EDTF; of two versions the later one is the plan."""
    owner: str | None = None
    """Its municipalities, in a fixed order."""
    period_start: str | None = None
    period_end: str | None = None
    signature: bytes = b""


class PlanIndex:
    """All plans of a run, in the order in which they were written."""

    def __init__(self, path: Path) -> None:
        """Begin the index in the file `path`. Raises OSError."""
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            # A run that is interrupted begins anew, so nothing waits for the disk; 8 MB of it are kept in memory.
            self._db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;")
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            raise OSError(f"{path}: {error}") from error

    def add(self, plan: Known) -> None:
        """Take in a plan whose id is new. Raises OSError."""
        values = (
            plan.plan_id, plan.file, plan.sha256, plan.copy_of, plan.draft, plan.published, plan.owner,
            plan.period_start, plan.period_end, plan.signature,
        )  # fmt: skip
        marks = ", ".join("?" * len(values))
        columns = (
            "plan_id, file, sha256, copy_of, draft, published, owner, period_start, period_end, signature"
        )  # fmt: skip
        self._do(f"INSERT INTO plan ({columns}) VALUES ({marks})", values)

    def find(self, plan_id: str) -> tuple[str, str] | None:
        """File and digest of the plan of that id, None where there is none."""
        row = self._do("SELECT file, sha256 FROM plan WHERE plan_id = ?", (plan_id,)).fetchone()
        return None if row is None else (row[0], row[1])

    def copies(self, plan_id: str) -> int:
        """How many exact copies of a plan there are."""
        return int(self._do("SELECT count(*) FROM plan WHERE copy_of = ?", (plan_id,)).fetchone()[0])

    def decide(self) -> None:
        """Tell for each plan of which it is a duplicate. Raises OSError.

        Of plans that are alike one is the plan: the one that does not call itself a draft, then the one published
        last, then the first by its file. The others are duplicates of it.
        """
        self._do("BEGIN")
        order = "ORDER BY copy_of IS NOT NULL, draft, published IS NULL, published DESC, n"
        numbers = [row[0] for row in self._do(f"SELECT n FROM plan WHERE copy_of IS NULL {order}")]
        for n in numbers:
            signature = self._do("SELECT signature FROM plan WHERE n = ?", (n,)).fetchone()[0]
            keys = bands(signature)
            original = self._original(n, signature, keys)
            if original is not None:
                self._do("UPDATE plan SET duplicate_of = ? WHERE n = ?", (original, n))
            else:
                self._db.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", [(key, n) for key in keys])
        copies = "SELECT coalesce(duplicate_of, plan_id) FROM plan AS original WHERE original.plan_id = plan.copy_of"
        self._do(f"UPDATE plan SET duplicate_of = ({copies}) WHERE copy_of IS NOT NULL")
        self._do("COMMIT")

    def duplicate_of(self, plan_id: str) -> str | None:
        """The plan that a plan is a duplicate of, once that is decided."""
        row = self._do("SELECT duplicate_of FROM plan WHERE plan_id = ?", (plan_id,)).fetchone()
        return None if row is None or row[0] is None else str(row[0])

    def sources(self) -> Iterator[tuple[str, str]]:
        """File and digest of each plan."""
        yield from self._do("SELECT file, sha256 FROM plan ORDER BY n")

    def close(self) -> None:
        """End the use of the index."""
        self._db.close()

    def _original(self, n: int, signature: bytes, keys: list[int]) -> str | None:
        """The plan, not itself a duplicate, that the `n`-th plan is most alike to, if it is alike enough."""
        marks = ", ".join("?" * len(keys))
        rows = self._do(
            f"""
            SELECT other.plan_id, other.signature FROM plan AS own, plan AS other
            WHERE own.n = ? AND other.n IN (SELECT n FROM band WHERE key IN ({marks}))
            AND coalesce(own.owner = other.owner, 1)
            AND coalesce(own.period_start = other.period_start, 1)
            AND coalesce(own.period_end = other.period_end, 1)
            ORDER BY other.n
            """,
            (n, *keys),
        )
        best, found = ALIKE, None
        for plan_id, other in rows:
            alike = likeness(signature, other)
            if alike > best or (alike == best and found is None):
                best, found = alike, str(plan_id)
        return found

    def _do(self, statement: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise OSError(f"the index of plans: {error}") from error


def earlier_plans(path: Path) -> Iterator[str]:
    """The ids of the plans in the index that a run left which was cut off; none where it cannot be read."""
    try:
        db = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
        try:
            yield from [str(row[0]) for row in db.execute("SELECT plan_id FROM plan")]
        finally:
            db.close()
    except sqlite3.Error:
        return  # Cut off so early or so hard that there is none.
