"""Sentences in, sentences out: reading, embedding, storing and searching news articles."""
