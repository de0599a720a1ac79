"""Columns and target → what ruins models: findings with evidence."""
