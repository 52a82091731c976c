"""What can be seen in a reply, with the words that show it; judges nothing."""
