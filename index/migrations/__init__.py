"""The database's history, applied by `index.records` when a database is opened."""
