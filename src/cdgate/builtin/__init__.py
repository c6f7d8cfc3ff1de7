"""The built-ins: plugins like any other, that happen to ship with cdgate."""
