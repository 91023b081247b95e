"""The same call given to several reviewers, who do not see one another's levels."""
