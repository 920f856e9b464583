"""The editor's desk: says whether an edit of the rules is right."""
