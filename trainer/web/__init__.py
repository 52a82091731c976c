"""The ASGI side: headers, health, sign-in."""
