"""sendguide: guidance for families of children with special educational needs, answered from reviewed content."""
