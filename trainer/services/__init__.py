"""What people do, always with the person who asks; permission is checked here and nowhere else."""
