"""One process that runs Rasa: start-up, in-process actions, stores, and the bot the channels talk to."""
