"""The server: API and web app as one ASGI application, and the process that serves it."""
