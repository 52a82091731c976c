"""What a reply can *do* to a client: the typed events that the appraiser finds, with the words that show them."""

from __future__ import annotations

from enum import StrEnum

from trainer.domain.values import Value


class Act(StrEnum):
    """Kinds of event. Good ones first, then the ones that cost, then the odd ones."""

    NAMES_FEELING = "names_feeling"            # what they feel or what it costs them, with particulars of this case
    VALIDATES = "validates"                    # says that the feeling is reasonable
    APOLOGISES = "apologises"                  # an apology, whatever stands behind it
    OWNS = "owns"                              # our part in it, in I/we language
    THANKS = "thanks"                          # thanks for saying it, invites criticism
    ASKS_OPEN = "asks_open"                    # what, how, tell me: an open question
    ASKS_TOPIC = "asks_topic"                  # a question that touches a topic of this scenario
    SUMMARISES = "summarises"                  # says back and checks
    ANSWERS = "answers"                        # answers one of the client's concerns
    PROMISES_CONCRETELY = "promises_concretely"  # step with an owner and a time
    PROPOSES_STEP = "proposes_step"            # step without a time
    OFFERS_OPTIONS = "offers_options"
    INVITES_VIEW = "invites_view"
    AGREES_CHECK_IN = "agrees_check_in"
    SETS_BOUNDARY = "sets_boundary"
    CONCEDES = "concedes"                      # agrees where one honestly can
    ESCALATES = "escalates"                    # brings in a manager or specialist
    PARTS_WAYS = "parts_ways"
    WARNS = "warns"                            # names a risk and leaves the choice
    CLOSES = "closes"

    PASSES_OVER = "passes_over"                # a strong feeling or a direct question left unanswered
    PROMISES_VAGUELY = "promises_vaguely"
    OVERPROMISES = "overpromises"              # what nobody in that seat can keep
    GIVES_AWAY = "gives_away"                  # what the briefing forbids
    STOCK_PHRASE = "stock_phrase"
    EXCUSES = "excuses"
    BLAMES = "blames"
    DISMISSES = "dismisses"
    REFUSES = "refuses"                        # a no without an alternative
    GROVELS = "grovels"
    INSULTS = "insults"

    REPEATS_ITSELF = "repeats_itself"
    PARROTS = "parrots"                        # the client's own words handed back
    TOO_LITTLE = "too_little"                  # a word or two that do not answer
    GIBBERISH = "gibberish"                    # nothing that can be read
    OFF_ROLE = "off_role"                      # speaks to the program, or as the client
    OTHER_LANGUAGE = "other_language"


class Event(Value):
    """One thing a reply does. ``words`` are verbatim from the reply (empty for an omission);
    ``about`` is the id of the topic, concern, or red line where one is meant."""

    act: Act
    words: str = ""
    about: str = ""
