"""Articles as found on the web to clean documents: furniture out, doubled paragraphs once, sections told apart.

`read` takes a submission whose content is a plain page dump, HTML or ninjs; each has a file of its own, and all end in
the same lines, which `plain` turns into blocks.
"""

from index.reading.article import identify, read, sentences_of

__all__ = ["identify", "read", "sentences_of"]
