"""The tables of the store, one numbered step after another; each is applied once, in a transaction."""

from sqlite_utils import Database, Migrations

migrations = Migrations("hoiphuong")


@migrations()
def m001_documents(db: Database) -> None:
    """Lay out documents, their passages, and the changes that indexes follow."""
    db.execute("""
        CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            issued TEXT,
            audience TEXT NOT NULL,
            text TEXT NOT NULL,
            source TEXT NOT NULL,
            digest TEXT NOT NULL,
            hidden INTEGER NOT NULL DEFAULT 0
        )""")
    db.execute("CREATE INDEX documents_by_digest ON documents (digest)")
    db.execute("CREATE INDEX documents_by_date ON documents (audience, hidden, issued)")
    # AUTOINCREMENT: the id of a removed passage is never given again, so a stale index entry can only miss.
    db.execute("""
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            paragraph INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            heading TEXT NOT NULL,
            first_day TEXT,
            last_day TEXT,
            vector BLOB NOT NULL
        )""")
    db.execute("CREATE UNIQUE INDEX passages_in_order ON passages (document, ordinal)")
    db.execute("""
        CREATE TABLE changes (
            generation INTEGER PRIMARY KEY AUTOINCREMENT,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            present INTEGER NOT NULL
        )""")
    db.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


@migrations()
def m002_references(db: Database) -> None:
    """Lay out the register of references; its mentions are read off the passages when the store is opened."""
    db.execute("""
        CREATE TABLE mentions (
            passage INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
            document TEXT NOT NULL,
            canonical TEXT NOT NULL,
            kind TEXT,
            number INTEGER NOT NULL,
            suffix TEXT NOT NULL,
            issuer TEXT,
            unit TEXT,
            year INTEGER,
            partial INTEGER NOT NULL,
            first_day TEXT,
            last_day TEXT,
            own INTEGER NOT NULL
        )""")
    db.execute("CREATE INDEX mentions_by_passage ON mentions (passage)")
    db.execute("CREATE INDEX mentions_by_document ON mentions (document)")
    db.execute("""
        CREATE TABLE confirmed (
            canonical TEXT NOT NULL,
            issued TEXT NOT NULL,
            subject TEXT,
            issuer TEXT,
            status TEXT,
            audience TEXT NOT NULL,
            PRIMARY KEY (canonical, issued)
        ) WITHOUT ROWID""")
