"""The floor that the rooms share: one answer to each question of the field, asked for nowhere else (DESIGN §1)."""
