"""What leaves the house: JSON bundles, HTML transcripts, CSV."""
