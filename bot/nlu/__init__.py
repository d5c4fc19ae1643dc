"""Thin Rasa graph components over bot.language and bot.safety."""
