"""The tables of the store, one numbered step after another; each is applied once, in a transaction."""

from sqlite_utils import Database, Migrations

from corpus.letterhead import letterhead, to_json
from corpus.likeness import fingerprint, marks, runs

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
def m002_life_cycle(db: Database) -> None:
    """Keep what documents were before: versions put aside, a log of changes, and what tells that two are alike."""
    for column in ("body TEXT", "number TEXT", "superseded_by TEXT"):
        db.execute(f"ALTER TABLE documents ADD COLUMN {column}")
    db.execute("CREATE INDEX documents_by_body ON documents (body)")
    db.execute("CREATE INDEX documents_by_number ON documents (number)")
    db.execute("CREATE INDEX documents_by_source ON documents (source)")
    db.execute("""
        CREATE TABLE marks (
            document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            mark INTEGER NOT NULL,
            PRIMARY KEY (document, mark)
        ) WITHOUT ROWID""")
    db.execute("CREATE INDEX marks_by_mark ON marks (mark)")
    # Beside the tables that are read, not in them: no question can meet a version that was replaced or removed.
    # The columns after the first three, and after `version`, are those of `documents` and `passages`; a version
    # that comes back gets new vectors.
    db.execute("""
        CREATE TABLE versions (
            version INTEGER PRIMARY KEY AUTOINCREMENT,
            replaced TEXT,
            removed TEXT,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            issued TEXT,
            audience TEXT NOT NULL,
            text TEXT NOT NULL,
            source TEXT NOT NULL,
            digest TEXT NOT NULL,
            hidden INTEGER NOT NULL,
            body TEXT,
            number TEXT,
            superseded_by TEXT
        )""")
    db.execute("CREATE INDEX versions_by_id ON versions (id)")
    db.execute("CREATE INDEX versions_by_removal ON versions (removed) WHERE removed IS NOT NULL")
    db.execute("""
        CREATE TABLE version_passages (
            version INTEGER NOT NULL REFERENCES versions (version) ON DELETE CASCADE,
            id INTEGER PRIMARY KEY,
            document TEXT NOT NULL,
            ordinal INTEGER NOT NULL,
            paragraph INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            heading TEXT NOT NULL,
            first_day TEXT,
            last_day TEXT
        )""")
    db.execute("CREATE INDEX version_passages_in_order ON version_passages (version, ordinal)")
    db.execute("""
        CREATE TABLE log (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            action TEXT NOT NULL,
            document TEXT NOT NULL,
            title TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            version INTEGER,
            undone INTEGER NOT NULL DEFAULT 0
        )""")
    db.execute("CREATE INDEX log_by_document ON log (document)")
    for document, text in list(db.execute("SELECT id, text FROM documents")):
        db.execute("UPDATE documents SET body = ? WHERE id = ?", (fingerprint(text), document))
        for mark in marks(runs(text)):
            db.execute("INSERT OR IGNORE INTO marks (document, mark) VALUES (?, ?)", (document, mark))


@migrations()
def m003_references(db: Database) -> None:
    """Lay out the register of references; its mentions follow the passages as the indexes do."""
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


@migrations()
def m004_pages(db: Database) -> None:
    """Keep the pages of documents, pictures of those that were scanned, and what letterheads say."""
    for table in ("documents", "versions"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN letterhead TEXT NOT NULL DEFAULT ''")
        db.execute(f"ALTER TABLE {table} ADD COLUMN pages TEXT NOT NULL DEFAULT '[]'")
        for row, text in list(db.execute(f"SELECT rowid, text FROM {table}")):
            head = letterhead(text)
            db.execute(f"UPDATE {table} SET letterhead = ?, number = ? WHERE rowid = ?",
                       (to_json(head), head.number or None, row))
    for table in ("passages", "version_passages"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN page INTEGER")
        db.execute(f"ALTER TABLE {table} ADD COLUMN turns TEXT NOT NULL DEFAULT ''")
    db.execute("""
        CREATE TABLE pictures (
            document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
            page INTEGER NOT NULL,
            image BLOB NOT NULL,
            PRIMARY KEY (document, page)
        )""")
    db.execute("""
        CREATE TABLE version_pictures (
            version INTEGER NOT NULL REFERENCES versions (version) ON DELETE CASCADE,
            page INTEGER NOT NULL,
            image BLOB NOT NULL,
            PRIMARY KEY (version, page)
        )""")


@migrations()
def m005_originals(db: Database) -> None:
    """Keep the files that documents were read from; `packed` ones are compressed by zlib."""
    for table, owner in (("originals", "document TEXT PRIMARY KEY REFERENCES documents (id)"),
                         ("version_originals", "version INTEGER PRIMARY KEY REFERENCES versions (version)")):
        db.execute(f"""
            CREATE TABLE {table} (
                {owner} ON DELETE CASCADE,
                name TEXT NOT NULL,
                packed INTEGER NOT NULL,
                data BLOB NOT NULL
            )""")
