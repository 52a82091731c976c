"""What Streamlit draws."""
