"""A word to the desk that was typed and has not gone with a request for approval yet."""

MAX_WORDS = 8  # of the articles saved last that a session remembers


def word_for(request, article):
    """Return the word that waits to go with the article, "" without one."""
    words = request.session.get("words_to_the_desk", {})
    return words.get(str(article.pk), "") if article else ""


def keep_word(request, article, word=""):
    """Keep the word to the desk until approval is asked for; without one, forget it."""
    words = request.session.get("words_to_the_desk", {})
    if word == words.pop(str(article.pk), ""):
        return
    if word:
        words[str(article.pk)] = word
    request.session["words_to_the_desk"] = dict(list(words.items())[-MAX_WORDS:])
