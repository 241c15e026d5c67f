"""Short names for the query objects of the search library."""

from __future__ import annotations

from collections.abc import Iterable

import tantivy

Query = tantivy.Query
Clause = tuple[tantivy.Occur, Query]
MUST, SHOULD, MUST_NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def silent(query: Query) -> Query:
    """A query that only leaves out, and adds nothing to a score."""
    return Query.const_score_query(query, 0.0)


def worth(query: Query, weight: float) -> Query:
    """A query that adds a fixed weight to a score."""
    return Query.const_score_query(query, weight)


def all_of(*queries: Query) -> Query:
    """What passes all of them."""
    return Query.boolean_query([(MUST, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    """What passes one of them at least."""
    options = list(queries)
    return options[0] if len(options) == 1 else Query.boolean_query([(SHOULD, query) for query in options])
