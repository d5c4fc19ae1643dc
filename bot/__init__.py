"""Trellis: guided reflection on where a relationship leans and where it holds.

Owns nothing itself: the packages below do. Must not import anything, so that ``import bot`` stays free.
"""
