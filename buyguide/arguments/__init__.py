"""The words of the command line: commands, options, examples, and a guess at a misspelt one."""
