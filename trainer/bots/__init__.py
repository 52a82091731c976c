"""Shipped trainee policies that practise unattended."""
