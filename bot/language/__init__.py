"""What a person's words mean: sentence vectors, clauses, polarity, subject, signs and intents.

Owns the reading of language. It imports neither Rasa nor the content: it takes text and gives plain values.
The Rasa components in `bot/nlu` are thin adapters over it.

    from bot.language.mirror import mirror
    mirror("i keep ringing his work")   # "you keep ringing his work"
"""
