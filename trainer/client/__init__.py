"""Playing the client: appraise, move the mood, direct, speak, guard."""
