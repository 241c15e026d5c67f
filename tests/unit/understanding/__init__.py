"""Reading a message: cleaning, language, vectors, classifier, decision."""
