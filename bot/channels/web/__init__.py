"""The talk in a browser: pages, a widget for other sites, and the socket they speak over.

Owns: everything between a browser and `bot.runtime.bot.Bot`. Must not: decide what is said, or know how a
conversation is stored; `bot.channels.keeping` is the one door to that. The widget's source is in web/ at the top of the project,
its built files are in assets/.
"""
