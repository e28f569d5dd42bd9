"""How people ask: Telegram, the web page and the terminal."""
