"""The screens, one package each: routes, views, templates, words in Chinese."""
