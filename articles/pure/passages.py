"""Passages of a text: whether it still holds them."""


def holds(text, passage):
    """Return whether the text holds the words of a passage, however lines and paragraphs break."""
    return squeezed(passage) in squeezed(text)


def squeezed(text):
    """Return the text without blanks."""
    return "".join(text.split())
